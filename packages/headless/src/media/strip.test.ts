import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { sniff } from './sniff.ts';
import { strip } from './strip.ts';

const PLACE = 'N 25 2 1.23 E 121 33 54.32';
const KINDS = ['jpeg', 'png', 'webp'] as const;
type Bytes = Uint8Array<ArrayBuffer>;

/** A photo with everything that a camera may tell, how it lies among it. */
const told = async (
  kind: (typeof KINDS)[number],
  orientation = 6,
  more = (image: Sharp) => image,
): Promise<Bytes> => {
  const noise = { type: 'gaussian', mean: 120, sigma: 50 } as const;
  const image = sharp({ create: { width: 40, height: 24, channels: 3, background: '#357', noise } })
    .withMetadata({ orientation })
    .withExifMerge({
      IFD0: { Make: 'Cam', ImageDescription: PLACE },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 2/1 123/100' },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><p place="${PLACE}"/></x:xmpmeta>`);
  return new Uint8Array(await more(image)[kind]().toBuffer());
};
const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();

describe('a photo that leaves the device', () => {
  for (const kind of KINDS)
    test(`as ${kind} tells no place and no camera, lies as it lay, and has the same pixels`, async () => {
      const bytes = await told(kind);
      assert.ok(Buffer.from(bytes).includes(PLACE));
      const bare = strip(bytes, kind);
      assert.equal(sniff(bare), kind);
      for (const secret of [PLACE, 'Cam', 'GPS', 'xmpmeta'])
        assert.ok(!Buffer.from(bare).includes(secret), secret);
      const { orientation, xmp, width } = await sharp(bare).metadata();
      assert.deepEqual([orientation, xmp, width], [6, undefined, 40]);
      assert.deepEqual(await pixels(bare), await pixels(bytes));
      assert.deepEqual(strip(bare, kind), bare, 'once is enough');
    });

  for (const kind of KINDS)
    test(`as ${kind} that lies upright says nothing at all`, async () => {
      const bare = strip(await told(kind, 1), kind);
      const { exif, xmp } = await sharp(bare).metadata();
      assert.deepEqual([exif, xmp], [undefined, undefined]);
    });

  test('drops what stands behind its end, and comments', async () => {
    const bytes = await told('jpeg', 1, (image) => image.jpeg({ progressive: true }));
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, PLACE.length + 2]), Buffer.from(PLACE)]);
    const more = Buffer.concat([
      bytes.subarray(0, 2),
      comment,
      bytes.subarray(2),
      Buffer.from(`ftypmp42 ${PLACE}`),
    ]);
    const bare = strip(new Uint8Array(more), 'jpeg');
    assert.ok(!Buffer.from(bare).includes(PLACE));
    assert.deepEqual(await pixels(bare), await pixels(bytes));
  });

  test('keeps how its colours are meant', async () => {
    for (const kind of KINDS) {
      const bytes = await told(kind, 3, (image) => image.withIccProfile('p3'));
      const { icc } = await sharp(strip(bytes, kind)).metadata();
      assert.deepEqual(icc, (await sharp(bytes).metadata()).icc, kind);
    }
  });

  test('may be broken anywhere: nothing throws', async () => {
    const whole = Object.fromEntries(
      await Promise.all(KINDS.map(async (kind) => [kind, await told(kind)] as const)),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        (kind, cut, wrong) => {
          const bytes = whole[kind]!.slice(0, 20 + (cut % whole[kind]!.length));
          for (const [at, byte] of wrong) bytes[at % bytes.length] = byte;
          strip(bytes, kind);
        },
      ),
      { numRuns: 500 },
    );
  });
});
