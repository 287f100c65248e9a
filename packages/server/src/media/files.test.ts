import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Media } from '@continuo/protocol';
import sharp from 'sharp';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { box, photo, PLACE, u32, video, withPlace } from './testing/files.ts';
import { Uploader } from './testing/uploads.ts';

let backend: TestBackend;
let ws: TestWorkspace;
let ada: Uploader;
before(async () => {
  backend = await openTestBackend();
  ws = await backend.workspace();
  ada = new Uploader(ws, { device: (await ws.device()).token });
});
after(() => backend.close());

const uploaded = async (bytes: Uint8Array): Promise<Media> => {
  const { media, reason } = await ada.upload(bytes);
  assert.ok(media, `refused: ${reason}`);
  return media;
};
const get = async (url: string, headers: Record<string, string> = {}) => {
  const response = await ws.fetch(url, { headers, origin: null });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

describe('a photo', () => {
  test('is kept at several widths and types, none wider than it was, and the last for every browser', async () => {
    const media = await uploaded(await photo(1_100, 800).jpeg().toBuffer());
    assert.deepEqual([media.width, media.height], [1_100, 800]);
    assert.deepEqual(
      media.sources.map(({ type, width }) => `${type} ${width}`),
      ['image/avif', 'image/webp', 'image/jpeg'].flatMap((type) =>
        [160, 480, 960, 1_100].map((width) => `${type} ${width}`),
      ),
    );
    for (const { url, type, width } of media.sources) {
      const { response, bytes } = await get(url);
      assert.equal(response.headers.get('Content-Type'), type);
      const its = await sharp(bytes).metadata();
      assert.equal(its.width, width, url);
      assert.equal(Math.round((its.height / its.width) * 100), 73);
    }
  });

  test('lies upright as it was taken, with its mean colour to wait behind', async () => {
    const turned = await photo(40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const media = await uploaded(turned);
    assert.deepEqual([media.width, media.height], [20, 40]);
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(media.placeholder!.slice(i, i + 2), 16));
    for (const [is, mean] of [
      [r, (0x33 + 0xcc) / 2],
      [g, (0x66 + 0x99) / 2],
      [b, (0x99 + 0x33) / 2],
    ])
      assert.ok(Math.abs(is! - mean!) < 12, media.placeholder);
  });

  test('tells nobody where it was taken, nor with what', async () => {
    for (const encode of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const bytes = await withPlace(photo())[encode]().toBuffer();
      assert.ok(bytes.includes(PLACE), `${encode} holds a place to begin with`);
      for (const { url } of (await uploaded(bytes)).sources) {
        const { bytes: served } = await get(url);
        assert.ok(!served.includes(PLACE) && !served.includes('Cam'), url);
        const { exif, xmp, icc, iptc } = await sharp(served).metadata();
        assert.deepEqual([exif, xmp, icc, iptc], [undefined, undefined, undefined, undefined], url);
      }
    }
  });
});

describe('a video', () => {
  test('is stored as it is, but for what is neither picture nor sound', async () => {
    const bytes = video({
      moov: [box('udta', box('\xa9xyz', PLACE)), box('meta', PLACE)],
      after: [box('uuid', PLACE), box('free', PLACE), box('<htm', PLACE)],
    });
    assert.ok(bytes.includes(PLACE));
    const media = await uploaded(bytes);
    assert.deepEqual([media.kind, media.width, media.height], ['video', 640, 360]);
    const { response, bytes: served } = await get(media.sources[0]!.url);
    assert.equal(response.headers.get('Content-Type'), 'video/mp4');
    assert.equal(served.length, bytes.length);
    assert.ok(!served.includes(PLACE));
    assert.deepEqual(served.subarray(0, 100), bytes.subarray(0, 100));
  });

  test('longer than thirty seconds, of another kind or with more than picture and sound is refused', async () => {
    const reason = async (bytes: Uint8Array) => (await ada.upload(bytes)).reason;
    assert.equal(await reason(video({ seconds: 31 })), 'too-long');
    assert.equal(await reason(video({ brand: 'qt  ' })), 'type');
    assert.equal(await reason(video({ handlers: ['vide', 'meta'] })), 'type');
    assert.equal(await reason(video({ handlers: ['soun'] })), 'type');
    assert.equal(await reason(video({ seconds: 0 })), 'damaged');
    assert.equal(await reason(video().subarray(0, 400)), 'damaged');
    await uploaded(video({ seconds: 30 }));
  });

  test('lasts as long as its pictures, whatever its header says', async () => {
    const become = async (bytes: Uint8Array) => {
      const { state, reason } = await ada.upload(bytes);
      return reason ?? state;
    };
    assert.equal(await become(video({ seconds: 5, runs: [[30, 600]] })), 'ready');
    assert.equal(
      await become(
        video({
          seconds: 5,
          runs: [
            [30, 600],
            [1, 900],
          ],
        }),
      ),
      'too-long',
    );
    assert.equal(await become(video({ seconds: 5, runs: [[2 ** 32 - 1, 2 ** 32 - 1]] })), 'too-long');
    // As browsers record: the header says nothing, and each fragment brings its samples.
    const recorded = (...fragments: Buffer[]) =>
      video({
        seconds: 0,
        handlers: ['vide'],
        moov: [box('mvex', box('trex', u32(0, 1, 1, 600, 0, 0)))],
        after: fragments.map((run) => box('moof', box('traf', box('tfhd', u32(0, 1)), run))),
      });
    const run = (samples: number) => box('trun', u32(0, samples));
    const each = (...units: number[]) =>
      box('trun', u32(0x301, units.length, 8, ...units.flatMap((n) => [n, 1])));
    assert.equal(await become(recorded(run(10), run(20))), 'ready');
    assert.equal(await become(recorded(run(10), run(21))), 'too-long');
    assert.equal(await become(recorded(run(10), each(6_000, 6_000))), 'ready');
    assert.equal(await become(recorded(run(10), each(6_000, 6_600))), 'too-long');
    assert.equal(await become(recorded()), 'damaged');
    assert.equal(await become(recorded(box('trun', u32(0x100, 9, 1)))), 'damaged');
    const twice = [box('tfhd', u32(8, 1, 18_000)), run(2)];
    assert.equal(await become(recorded(Buffer.concat(twice))), 'too-long');
  });

  test('is given in parts, as players ask for it', async () => {
    const bytes = video();
    const { url } = (await uploaded(bytes)).sources[0]!;
    const part = async (range: string) => {
      const { response, bytes: its } = await get(url, { Range: range });
      return [response.status, response.headers.get('Content-Range'), its.length];
    };
    const size = bytes.length;
    assert.deepEqual(await part('bytes=0-9'), [206, `bytes 0-9/${size}`, 10]);
    assert.deepEqual(await part('bytes=100-'), [206, `bytes 100-${size - 1}/${size}`, size - 100]);
    assert.deepEqual(await part('bytes=-5'), [206, `bytes ${size - 5}-${size - 1}/${size}`, 5]);
    assert.deepEqual((await part(`bytes=${size}-`))[0], 416);
    assert.deepEqual(await part('bytes=0-1,5-6'), [200, null, size]);
  });
});

test('a file is shown and nothing else: no page, no script, no guessing of its type, for a year', async () => {
  const { url } = (await uploaded(await photo().png().toBuffer())).sources[0]!;
  const { response } = await get(url);
  for (const [name, value] of [
    ['X-Content-Type-Options', 'nosniff'],
    ['Content-Security-Policy', "sandbox; default-src 'none'"],
    ['Cross-Origin-Resource-Policy', 'cross-origin'],
    ['Cache-Control', 'public, max-age=31536000, immutable'],
  ])
    assert.equal(response.headers.get(name!), value);
  const head = await ws.fetch(url, { method: 'HEAD', origin: null });
  assert.equal(head.headers.get('Content-Length'), response.headers.get('Content-Length'));
  const [, , , , name] = url.split('/');
  assert.match(name!, /^[\w-]{22}$/);
  for (const path of [
    `/v1/media/files/${name}/160.exe`,
    `/v1/media/files/${name}/..%2f..`,
    '/v1/media/files/x/160.avif',
  ])
    assert.ok([400, 404].includes((await ws.fetch(path)).status), path);
});
