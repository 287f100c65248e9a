import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refused } from './refused.ts';
import { prepareVideo } from './video.ts';

const PLACE = '+25.0330+121.5654/';
const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32BE(value >>> 0, i * 4));
  return bytes;
};
const box = (type: string, ...parts: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};
const video = (seconds: number, units = seconds * 600): Buffer =>
  Buffer.concat([
    box('ftyp', 'isom', u32(512), 'isomiso2mp41'),
    box(
      'moov',
      box('mvhd', u32(0, 0, 0, 600, units), Buffer.alloc(80)),
      box('trak', box('tkhd', Buffer.alloc(84)), box('udta', box('\xa9xyz', PLACE))),
      box('udta', box('\xa9xyz', PLACE)),
      box('meta', PLACE),
    ),
    box('mdat', Buffer.alloc(200, 7)),
    box('uuid', PLACE),
  ]);
const prepared = async (bytes: Buffer): Promise<Buffer> =>
  Buffer.from(await (await prepareVideo(new Blob([new Uint8Array(bytes)]))).arrayBuffer());
const refused = (bytes: Buffer): Promise<string> =>
  prepared(bytes).then(
    () => 'taken',
    (cause: unknown) => (cause instanceof Refused ? cause.reason : String(cause)),
  );

test('a video leaves the device without where it was taken, with every other byte where it was', async () => {
  const bytes = video(5);
  const bare = await prepared(bytes);
  assert.ok(bytes.includes(PLACE) && !bare.includes(PLACE));
  assert.equal(bare.length, bytes.length);
  const pictures = bytes.indexOf('mdat');
  assert.deepEqual(bare.subarray(pictures, pictures + 204), bytes.subarray(pictures, pictures + 204));
  assert.deepEqual(await prepared(bare), bare);
});

test('one that is too long, cut off or none is refused with the reason', async () => {
  assert.equal(await refused(video(30)), 'taken');
  assert.equal(await refused(video(31)), 'too-long');
  assert.equal(await refused(video(0, 2 ** 32 - 1)), 'taken', 'it does not say: the backend counts');
  assert.equal(await refused(video(5).subarray(0, 100)), 'damaged');
  assert.equal(await refused(box('ftyp', 'isom')), 'damaged');
});

test('whatever its bytes are, it is taken or refused and nothing else happens', async () => {
  const whole = video(5);
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: whole.length }),
      fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 0, max: 255 })), {
        maxLength: 4,
      }),
      async (cut, wrong) => {
        const bytes = Buffer.from(whole.subarray(0, cut));
        for (const [at, byte] of wrong) if (at < cut) bytes[at] = byte;
        assert.match(await refused(bytes), /^(taken|damaged|too-long)$/);
      },
    ),
    { numRuns: 300 },
  );
});
