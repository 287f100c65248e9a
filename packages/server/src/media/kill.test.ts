import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Device, MediaUpload } from '@continuo/protocol';
import sharp from 'sharp';
import { makeTestFolder } from '../database/test-store.ts';
import { Killable } from '../serve/testing/killable.ts';

const CHUNK = 64 * 1024;
const KILLS = 2;

test(`a photo whose server is killed ${KILLS} times on the way goes on from what is safe, and is whole`, async (t) => {
  const url = process.env['CONTINUO_TEST_DATABASE_URL'];
  const folder = mkdtempSync(join(tmpdir(), 'continuo-killed-upload-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const server = new Killable({
    slug: `kill-${randomUUID()}`,
    keys: { publishable: `pk_${randomUUID()}`, secret: `sk_${randomUUID()}` },
    database: url ? { url } : { folder: await makeTestFolder(folder) },
    media: join(folder, 'media'),
  });
  await server.start();
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const picture = await sharp({
    create: { width: 700, height: 500, channels: 3, background: '#888', noise },
  })
    .png()
    .toBuffer();
  const device = (await (
    await fetch(`${server.url}/v1/devices`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      body: JSON.stringify({ key: server.options.keys.publishable }),
    })
  ).json()) as Device;
  const id = randomUUID();
  const send = (path: string, method: string, headers: Record<string, string> = {}, body?: Uint8Array) =>
    fetch(`${server.url}/v1/media${path}`, {
      method,
      headers: { 'Continuo-Device': device.token, 'Tus-Resumable': '1.0.0', ...headers },
      body: (body ?? null) as Uint8Array<ArrayBuffer> | null,
    });
  const created = await send('', 'POST', {
    'Upload-Length': String(picture.length),
    'Upload-Metadata': `id ${Buffer.from(id).toString('base64')}`,
  });
  assert.equal(created.status, 201);

  let acknowledged = 0;
  const append = async (): Promise<void> => {
    const response = await send(
      `/${id}`,
      'PATCH',
      { 'Upload-Offset': String(acknowledged), 'Content-Type': 'application/offset+octet-stream' },
      picture.subarray(acknowledged, acknowledged + CHUNK),
    );
    if (response.status === 204) acknowledged = Number(response.headers.get('Upload-Offset'));
  };
  const every = Math.floor(picture.length / CHUNK / (KILLS + 1));
  for (let i = 0; i < KILLS; i++) {
    for (let n = 0; n < every; n++) await append();
    // In the middle of one that nobody will answer.
    const lost = append().catch(() => undefined);
    await server.kill();
    await lost;
    await server.start();
    const safe = Number((await send(`/${id}`, 'HEAD')).headers.get('Upload-Offset'));
    assert.ok(safe >= acknowledged, `${acknowledged} bytes were acknowledged, ${safe} are there`);
    acknowledged = safe;
  }
  while (acknowledged < picture.length) await append();
  for (;;) {
    const upload = (await (await send(`/${id}`, 'GET')).json()) as MediaUpload;
    if (upload.state === 'processing') {
      await sleep(50);
      continue;
    }
    assert.deepEqual([upload.state, upload.media?.width], ['ready', 700]);
    break;
  }
  await server.stop();
});
