import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { MediaUpload, Problem } from '@continuo/protocol';
import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import fc from 'fast-check';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { photo } from './testing/files.ts';
import { Uploader } from './testing/uploads.ts';

let backend: TestBackend;
let ws: TestWorkspace;
let ada: Uploader;
let picture: Buffer;
before(async () => {
  backend = await openTestBackend();
  ws = await backend.workspace();
  ada = new Uploader(ws, { device: (await ws.device()).token });
  picture = await photo().jpeg().toBuffer();
});
after(() => backend.close());

const code = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as Problem).code,
];
const bytes = (n: number): Uint8Array => new Uint8Array(n).fill(120);

describe('an upload', () => {
  test('is begun, goes on where it stopped and is shown once it is whole', async () => {
    const id = randomUUID();
    const created = await ada.create(picture.length, id);
    assert.equal(created.status, 201);
    assert.equal(created.headers.get('Location'), `/v1/media/${id}`);
    assert.equal(created.headers.get('Tus-Resumable'), '1.0.0');
    assert.ok(Date.parse(created.headers.get('Upload-Expires')!) > Date.now());
    const first = await ada.append(id, 0, picture.subarray(0, 100));
    assert.deepEqual([first.status, first.headers.get('Upload-Offset')], [204, '100']);
    const head = await ada.head(id);
    assert.deepEqual(
      [head.status, head.headers.get('Upload-Offset'), head.headers.get('Upload-Length')],
      [200, '100', String(picture.length)],
    );
    assert.equal(await head.text(), '');
    assert.equal((await ada.append(id, 100, picture.subarray(100))).status, 204);
    const { state, media } = await ada.settled(id);
    assert.equal(state, 'ready');
    assert.deepEqual([media!.kind, media!.width, media!.height], ['photo', 64, 48]);
  });

  test('begun twice with the same id is one', async () => {
    const id = randomUUID();
    const both = await Promise.all([ada.create(10, id), ada.create(10, id)]);
    assert.deepEqual(
      both.map(({ status }) => status),
      [201, 201],
    );
    await ada.append(id, 0, bytes(4));
    const again = await ada.create(10, id);
    assert.equal(((await again.json()) as MediaUpload).offset, 4);
    assert.deepEqual(await code(await ada.create(11, id)), [400, 'request/invalid']);
  });

  test('takes bytes only where it stands, and of two at once only those of one', async () => {
    const id = randomUUID();
    await ada.create(10, id);
    const wrong = await ada.append(id, 3, bytes(2));
    assert.equal(wrong.headers.get('Upload-Offset'), '0');
    assert.deepEqual(await code(wrong), [409, 'media/offset-mismatch']);
    const both = await Promise.all([ada.append(id, 0, bytes(4)), ada.append(id, 0, bytes(4))]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [204, 409]);
    assert.equal((await ada.state(id)).offset, 4);
    assert.deepEqual(await code(await ada.append(id, 4, bytes(7))), [413, 'media/too-large']);
    assert.equal((await ada.state(id)).offset, 4);
  });

  test('keeps what came before the connection broke', async () => {
    const id = randomUUID();
    await ada.create(10, id);
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (pulled++) controller.error(new Error('broken'));
        else controller.enqueue(bytes(6));
      },
    });
    await ws.fetch(`/v1/media/${id}`, {
      ...ada.by,
      method: 'PATCH',
      headers: {
        'Tus-Resumable': '1.0.0',
        'Upload-Offset': '0',
        'Content-Type': 'application/offset+octet-stream',
      },
      body,
    });
    assert.equal((await ada.state(id)).offset, 6);
  });

  test('cut anywhere is the same file', async () => {
    const whole = await ada.upload(picture);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: picture.length - 1 }), { maxLength: 5 }),
        async (cuts) => {
          const id = randomUUID();
          await ada.create(picture.length, id);
          let from = 0;
          for (const to of [...cuts.sort((a, b) => a - b), picture.length]) {
            assert.equal((await ada.append(id, from, picture.subarray(from, to))).status, 204);
            from = to;
          }
          const { media } = await ada.settled(id);
          assert.equal(media!.placeholder, whole.media!.placeholder);
          assert.equal((await ada.remove(id)).status, 204);
        },
      ),
      { numRuns: 5 },
    );
  });

  test('that says nothing of its length, its id or the protocol is refused in words', async () => {
    const invalid = [400, 'request/invalid'];
    assert.deepEqual(await code(await ada.create('many')), invalid);
    assert.deepEqual(await code(await ada.create(0)), invalid);
    assert.deepEqual(await code(await ada.create(10, 'short')), invalid);
    assert.deepEqual(await code(await ada.create(MEDIA_LIMITS.videoBytes + 1)), [413, 'media/too-large']);
    const silent = await ws.fetch('/v1/media', { ...ada.by, method: 'POST' });
    assert.equal(silent.headers.get('Tus-Version'), '1.0.0');
    assert.deepEqual(await code(silent), [412, 'media/version-unsupported']);
    const id = randomUUID();
    await ada.create(10, id);
    const typed = await ada.append(id, 0, bytes(2), { 'Content-Type': 'image/jpeg' });
    assert.deepEqual(await code(typed), [415, 'request/unsupported-media-type']);
    assert.deepEqual(await code(await ada.append(id, 0, bytes(2), { 'Upload-Offset': '-1' })), invalid);
  });

  test('is its visitor’s alone: for others it is not there', async () => {
    const id = randomUUID();
    await ada.create(10, id);
    const eve = new Uploader(ws, { device: (await ws.device()).token });
    const unknown = [404, 'media/unknown'];
    assert.equal((await eve.head(id)).status, 404);
    assert.deepEqual(await code(await eve.append(id, 0, bytes(2))), unknown);
    assert.deepEqual(await code(await eve.remove(id)), unknown);
    assert.deepEqual(await code(await eve.create(10, id)), unknown);
    assert.equal((await ada.state(id)).offset, 0);
  });

  test('begun as a guest goes on once they have logged in', async () => {
    const id = randomUUID();
    const { token: device } = await ws.device();
    await new Uploader(ws, { device }).create(10, id);
    const customer = { token: await ws.token('grace'), device };
    await ws.json('/v1/customers/me/devices', { ...customer, body: {} });
    assert.equal((await new Uploader(ws, customer).append(id, 0, bytes(3))).status, 204);
  });

  test('is forgotten when its visitor wants it, with its files', async () => {
    const { id, media } = await ada.upload(picture);
    const path = media!.sources[0]!.url;
    assert.equal((await ws.fetch(path)).status, 200);
    assert.equal((await ada.remove(id)).status, 204);
    assert.equal((await ws.fetch(path)).status, 404);
    assert.deepEqual(await code(await ada.remove(id)), [404, 'media/unknown']);
  });

  test('beyond those that may wait is refused', async () => {
    const many = new Uploader(ws, { device: (await ws.device()).token });
    for (let i = 0; i < MEDIA_LIMITS.waiting; i++) assert.equal((await many.create(10)).status, 201);
    assert.deepEqual(await code(await many.create(10)), [422, 'media/too-many']);
  });

  test('of too many megabytes in an hour is refused until later', async () => {
    const strict = await openTestBackend({ rateLimits: { uploads: 100 } });
    try {
      const there = await strict.workspace();
      const its = new Uploader(there, { device: (await there.device()).token });
      const id = randomUUID();
      for (let i = 0; i < 3; i++) assert.equal((await its.create(60_000_000, id)).status, 201);
      const late = await its.create(60_000_000);
      assert.ok(Number(late.headers.get('Retry-After')) > 0);
      assert.deepEqual(await code(late), [429, 'request/rate-limited']);
    } finally {
      await strict.close();
    }
  });

  test('from a page of the shop is allowed, and tells it what tus needs', async () => {
    const asked = await ws.fetch('/v1/media/x', { method: 'OPTIONS' });
    assert.match(asked.headers.get('Access-Control-Allow-Methods')!, /PATCH/);
    assert.match(asked.headers.get('Access-Control-Allow-Methods')!, /DELETE/);
    for (const name of ['Tus-Resumable', 'Upload-Offset', 'Continuo-Device'])
      assert.ok(asked.headers.get('Access-Control-Allow-Headers')!.includes(name), name);
    assert.equal(asked.headers.get('Tus-Extension'), 'creation,expiration,termination');
    const created = await ada.create(10);
    for (const name of ['Location', 'Upload-Offset', 'Upload-Expires'])
      assert.ok(created.headers.get('Access-Control-Expose-Headers')!.includes(name), name);
  });
});
