import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { ownDatabase } from '../database/testing/own-database.ts';
import { Reviewed } from '../reviews/testing/reviewers.ts';
import { tend } from '../serve/tend.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { s3Storage } from './index.ts';
import { CREDENTIALS, openBucket, type Bucket } from './testing/bucket.ts';
import { photo, video } from './testing/files.ts';
import { Uploader } from './testing/uploads.ts';

// Of its own: what is removed in any workspace is deleted here.
let own: Awaited<ReturnType<typeof ownDatabase>>;
let bucket: Bucket;
let backend: TestBackend;
before(async () => {
  own = await ownDatabase();
  bucket = await openBucket();
  backend = await openTestBackend({
    url: own.url,
    media: s3Storage({ bucket: bucket.url, ...CREDENTIALS }),
  });
});
after(async () => {
  await backend.close();
  await bucket.close();
  await own.drop();
});

test('photos and videos lie in a bucket under names nobody can guess, are served from it, and go with their review', async () => {
  const here = await Reviewed.open(backend);
  const by = await here.guest();
  const uploads = new Uploader(here.ws, by);
  const picture = await photo(600, 400).jpeg().toBuffer();
  const [shot, clip] = [randomUUID(), randomUUID()];
  await uploads.create(picture.length, shot);
  await uploads.append(shot, 0, picture.subarray(0, 1_000));
  await uploads.append(shot, 1_000, picture.subarray(1_000));
  assert.equal((await uploads.settled(shot)).state, 'ready');
  assert.equal((await uploads.upload(video(), clip)).state, 'ready');
  const { id, media } = await here.write(by, { media: [{ id: shot }, { id: clip }] });

  const urls = media.flatMap(({ sources }) => sources.map(({ url }) => url));
  assert.deepEqual(
    [...bucket.files.keys()].sort(),
    urls.map((url) => url.replace('/v1/media/files/', '')).sort(),
    'what was made of them, and no piece of what was sent',
  );
  for (const { type, url } of media.flatMap(({ sources }) => sources)) {
    const response = await here.ws.fetch(url, { origin: null });
    const { bytes, type: kept } = bucket.files.get(url.replace('/v1/media/files/', ''))!;
    assert.deepEqual([response.status, response.headers.get('Content-Type'), kept], [200, type, type]);
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
  }
  const part = await here.ws.fetch(urls.at(-1)!, { headers: { Range: 'bytes=4-7' }, origin: null });
  assert.deepEqual([part.status, await part.text()], [206, 'ftyp']);

  await backend.database.db.deleteFrom('reviews').where('id', '=', id).execute();
  const storage = s3Storage({ bucket: bucket.url, ...CREDENTIALS });
  await tend(backend.database.db, storage, new Date());
  assert.deepEqual([...bucket.files.keys()], []);
});

test('an upload goes on where it stood when the bucket could not be reached, and one that nobody ends is deleted', async () => {
  const here = await Reviewed.open(backend);
  const uploads = new Uploader(here.ws, await here.guest());
  const id = randomUUID();
  await uploads.create(1_000, id);
  await uploads.append(id, 0, new Uint8Array(400));
  bucket.next.push([403, 'AccessDenied']);
  assert.equal((await uploads.append(id, 400, new Uint8Array(100))).status, 503);
  assert.equal((await uploads.state(id)).offset, 400, 'what could not be stored does not count');
  assert.equal((await uploads.append(id, 400, new Uint8Array(100))).status, 204);
  assert.equal(bucket.files.size, 2);
  const storage = s3Storage({ bucket: bucket.url, ...CREDENTIALS });
  await tend(backend.database.db, storage, new Date(Date.now() + MEDIA_LIMITS.keptMs + 60_000));
  assert.deepEqual([...bucket.files.keys()], []);
});
