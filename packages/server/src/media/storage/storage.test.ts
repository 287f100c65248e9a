import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { CREDENTIALS, openBucket, signatureOf, type Bucket } from '../testing/bucket.ts';
import { folderStorage } from './folder.ts';
import { s3Storage } from './s3.ts';
import type { MediaStorage } from './storage.ts';

const text = Buffer.from('0123456789');

const read = async (storage: MediaStorage, ...args: Parameters<MediaStorage['get']>) => {
  const file = await storage.get(...args);
  if (!file || file === 'outside') return file;
  const { body, size, start, end } = file;
  return { text: await new Response(body).text(), size, start, end };
};

async function keeps(storage: MediaStorage): Promise<void> {
  const size = text.length;
  await storage.put('name/a.txt', text, 'text/plain');
  for (const [range, expected] of [
    [undefined, { text: '0123456789', size, start: 0, end: 9 }],
    [
      { start: 2, end: 4 },
      { text: '234', size, start: 2, end: 4 },
    ],
    [{ start: 8 }, { text: '89', size, start: 8, end: 9 }],
    [
      { start: 8, end: 99 },
      { text: '89', size, start: 8, end: 9 },
    ],
    [{ last: 3 }, { text: '789', size, start: 7, end: 9 }],
    [{ last: 99 }, { text: '0123456789', size, start: 0, end: 9 }],
    [{ start: 10 }, 'outside'],
    [{ last: 0 }, 'outside'],
  ] as const)
    assert.deepEqual(await read(storage, 'name/a.txt', range), expected);
  assert.equal(await read(storage, 'name/none'), undefined);
  for (const file of ['b', 'c', 'd', 'e', 'f']) await storage.put(`name/${file}`, text, 'text/plain');
  await storage.put('named/a', text, 'text/plain');
  await storage.delete('name/b');
  await storage.delete('name/b');
  assert.equal(await read(storage, 'name/b'), undefined);
  await storage.deleteAll('name');
  await storage.deleteAll('name');
  for (const file of ['a.txt', 'c', 'd', 'e', 'f'])
    assert.equal(await read(storage, `name/${file}`), undefined);
  assert.equal(((await read(storage, 'named/a')) as { text: string }).text, '0123456789');
}

test('files are kept in a folder, given in parts and deleted', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'continuo-storage-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  await keeps(folderStorage(folder));
});

describe('in a bucket files', () => {
  const open = async (t: TestContext): Promise<Bucket> => {
    const bucket = await openBucket();
    t.after(() => bucket.close());
    return bucket;
  };
  const inBucket = ({ url }: { url: string }, other: Partial<typeof CREDENTIALS> = {}): MediaStorage =>
    s3Storage({ bucket: url, ...CREDENTIALS, ...other });

  test('are kept, given in parts and deleted, however many pages a listing has', async (t) => {
    const bucket = await open(t);
    await keeps(inBucket({ url: `${bucket.url}/` }));
    assert.deepEqual([...bucket.files.keys()], ['named/a']);
    assert.equal(bucket.files.get('named/a')!.type, 'text/plain');
  });

  test('are for who has the keys: everybody else is told of, never taken for somebody whose file is gone', async (t) => {
    const bucket = await open(t);
    await inBucket(bucket).put('name/a', text, 'text/plain');
    for (const [other, code] of [
      [{ accessKeyId: 'other' }, 'InvalidAccessKeyId'],
      [{ secretAccessKey: 'other' }, 'SignatureDoesNotMatch'],
      [{ region: 'other' }, 'AuthorizationHeaderMalformed'],
    ] as const) {
      const storage = inBucket(bucket, other);
      for (const act of [
        () => storage.put('name/b', text, 'text/plain'),
        () => storage.get('name/a'),
        () => storage.delete('name/a'),
        () => storage.deleteAll('name'),
      ])
        await assert.rejects(act(), { message: new RegExp(`^The storage answered 40[03] ${code} to`) });
    }
    assert.deepEqual([...bucket.files.keys()], ['name/a']);
  });

  test('are not gone because the bucket is', async (t) => {
    const bucket = await open(t);
    const storage = inBucket({ url: bucket.url.replace('media', 'nowhere') });
    for (const act of [
      () => storage.get('name/a'),
      () => storage.delete('name/a'),
      () => storage.deleteAll('name'),
      () => storage.put('name/a', text, 'text/plain'),
    ])
      await assert.rejects(act(), /answered 404 NoSuchBucket/);
  });

  test('are stored by another try when the storage is busy', async (t) => {
    const bucket = await open(t);
    bucket.next.push([503, 'SlowDown'], [500, 'InternalError']);
    await inBucket(bucket).put('name/a', text, 'text/plain');
    assert.deepEqual(bucket.files.get('name/a')!.bytes, text);
    bucket.next.push([503, 'SlowDown']);
    assert.equal(((await read(inBucket(bucket), 'name/a')) as { text: string }).text, '0123456789');
  });

  test('that break off on the way are an error and not a shorter file', async (t) => {
    const bucket = await open(t);
    const storage = inBucket(bucket);
    bucket.next.push('cut');
    await assert.rejects(storage.put('name/a', text, 'text/plain'));
    assert.equal(bucket.files.size, 0);
    await storage.put('name/a', text, 'text/plain');
    bucket.next.push('cut');
    await assert.rejects(read(storage, 'name/a'));
  });
});

test('the bucket of these tests checks signatures as Amazon’s own example has them', () => {
  // "GET Object" in https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
  const signature = signatureOf({
    method: 'GET',
    path: '/test.txt',
    headers: {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-amz-date': '20130524T000000Z',
    },
    signed: ['host', 'range', 'x-amz-content-sha256', 'x-amz-date'],
    region: 'us-east-1',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  });
  assert.equal(signature, 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
});
