import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { hostileFiles, type Hostile } from './testing/hostile.ts';
import { PLACE } from './testing/files.ts';
import { Uploader } from './testing/uploads.ts';

/** Bytes that the process may grow by over all of them; one bomb that went off would take more. */
const MOST_MEMORY = 600e6;
const DANGEROUS = ['<script', '<svg', '<?php', 'onload=', '%PDF', 'PK\x03\x04', PLACE];

let backend: TestBackend;
let ws: TestWorkspace;
let eve: Uploader;
let files: Hostile[];
before(async () => {
  backend = await openTestBackend({ rateLimits: { reads: 1e9, writes: 1e9, uploads: 1e9 } });
  ws = await backend.workspace();
  eve = new Uploader(ws, { device: (await ws.device()).token });
  files = await hostileFiles();
});
after(() => backend.close());

describe('files that were made to do harm', () => {
  test('are more than two hundred, and none gets an error of the server or leaves a dangerous byte', async (t) => {
    assert.ok(files.length >= 200, String(files.length));
    const start = process.memoryUsage.rss();
    let most = start;
    const became: Record<string, number> = {};
    for (const { name, bytes, must } of files) {
      if (bytes.length === 0) {
        assert.equal((await eve.create(0)).status, 400, name);
        continue;
      }
      const { id, state, reason, media } = await eve.upload(bytes);
      most = Math.max(most, process.memoryUsage.rss());
      const result = reason ?? state;
      became[result] = (became[result] ?? 0) + 1;
      if (must) assert.equal(must === 'refused' ? state : result, must, name);
      for (const { url, type } of media?.sources ?? []) {
        const response = await ws.fetch(url, { origin: null });
        const served = Buffer.from(await response.arrayBuffer());
        assert.equal(response.headers.get('Content-Type'), type, name);
        assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff', name);
        assert.match(response.headers.get('Content-Security-Policy')!, /^sandbox;/, name);
        for (const text of DANGEROUS) assert.ok(!served.includes(text, 0, 'latin1'), `${name}: ${text}`);
        if (type.startsWith('image/')) await isPlain(served, name);
      }
      assert.equal((await eve.remove(id)).status, 204, name);
    }
    t.diagnostic(
      `${files.length} files: ${JSON.stringify(became)}; memory +${Math.round((most - start) / 1e6)} MB`,
    );
    assert.ok(most - start < MOST_MEMORY, `memory grew by ${most - start}`);
  });
});

/** Small enough, and nothing beside its pixels. */
async function isPlain(bytes: Buffer, name: string): Promise<void> {
  const { width, height, exif, xmp, icc, iptc, pages } = await sharp(bytes).metadata();
  assert.ok(width <= 1_600 && height <= 2_400, name);
  assert.deepEqual([exif, xmp, icc, iptc], [undefined, undefined, undefined, undefined], name);
  assert.ok((pages ?? 1) === 1, name);
}
