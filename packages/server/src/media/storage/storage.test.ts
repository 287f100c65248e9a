import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderStorage } from './folder.ts';
import { s3Storage } from './s3.ts';
import type { MediaStorage } from './storage.ts';

/** A bucket as S3 answers for one: signed requests only, ranges, listings that end after two. */
async function bucket(): Promise<{ url: string; close(): Promise<void> }> {
  const files = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url!, 'http://bucket');
      const key = pathname.slice('/media/'.length);
      if (
        !/^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/here\/s3\/aws4_request/.test(
          request.headers.authorization ?? '',
        )
      )
        return response.writeHead(403).end();
      if (request.method === 'PUT') {
        files.set(key, Buffer.concat(chunks));
        return response.writeHead(200).end();
      }
      if (request.method === 'DELETE') {
        files.delete(key);
        return response.writeHead(204).end();
      }
      if (searchParams.has('list-type')) {
        const found = [...files.keys()]
          .filter((its) => its.startsWith(searchParams.get('prefix')!))
          .slice(0, 2);
        return response.end(found.map((its) => `<Contents><Key>${its}</Key></Contents>`).join(''));
      }
      const file = files.get(key);
      if (!file) return response.writeHead(404).end();
      const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
      if (from === undefined) return response.writeHead(200, { 'Content-Length': file.length }).end(file);
      const start = from === '' ? file.length - Number(to) : Number(from);
      const end = from === '' || to === '' ? file.length - 1 : Math.min(Number(to), file.length - 1);
      if (start > end) return response.writeHead(416).end();
      const part = file.subarray(start, end + 1);
      const headers = {
        'Content-Range': `bytes ${start}-${end}/${file.length}`,
        'Content-Length': part.length,
      };
      return response.writeHead(206, headers).end(part);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/media`,
    close: () => new Promise((closed) => void server.close(() => closed())),
  };
}

const read = async (storage: MediaStorage, ...args: Parameters<MediaStorage['get']>) => {
  const file = await storage.get(...args);
  if (!file || file === 'outside') return file;
  const { body, size, start, end } = file;
  return { text: await new Response(body).text(), size, start, end };
};

async function keeps(storage: MediaStorage): Promise<void> {
  const text = Buffer.from('0123456789');
  await storage.put('name/a.txt', text, 'text/plain');
  assert.deepEqual(await read(storage, 'name/a.txt'), { text: '0123456789', size: 10, start: 0, end: 9 });
  assert.deepEqual(await read(storage, 'name/a.txt', { start: 2, end: 4 }), {
    text: '234',
    size: 10,
    start: 2,
    end: 4,
  });
  assert.deepEqual(await read(storage, 'name/a.txt', { start: 8 }), {
    text: '89',
    size: 10,
    start: 8,
    end: 9,
  });
  assert.deepEqual(await read(storage, 'name/a.txt', { last: 3 }), {
    text: '789',
    size: 10,
    start: 7,
    end: 9,
  });
  assert.equal(await read(storage, 'name/a.txt', { start: 10 }), 'outside');
  assert.equal(await read(storage, 'name/none'), undefined);
  for (const file of ['b', 'c', 'd']) await storage.put(`name/${file}`, text, 'text/plain');
  await storage.put('named/a', text, 'text/plain');
  await storage.delete('name/b');
  await storage.delete('name/b');
  assert.equal(await read(storage, 'name/b'), undefined);
  await storage.deleteAll('name');
  await storage.deleteAll('name');
  assert.equal(await read(storage, 'name/d'), undefined);
  assert.equal(((await read(storage, 'named/a')) as { text: string }).text, '0123456789');
}

describe('files are kept, given in parts and deleted', () => {
  test('in a folder', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'continuo-storage-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    await keeps(folderStorage(folder));
  });

  test('in a bucket', async (t) => {
    const its = await bucket();
    t.after(() => its.close());
    const keys = { region: 'here', accessKeyId: 'id', secretAccessKey: 'secret' };
    await keeps(s3Storage({ bucket: `${its.url}/`, ...keys }));
    const other = s3Storage({ bucket: its.url, ...keys, accessKeyId: 'other' });
    await assert.rejects(other.put('name/a', Buffer.from('x'), 'text/plain'), /answered 403/);
  });
});
