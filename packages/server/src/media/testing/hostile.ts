import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { box, photo, PLACE, video, withPlace } from './files.ts';

export interface Hostile {
  name: string;
  bytes: Buffer;
  /** What must become of it: ready, refused, or refused for this reason. Not said where either is right. */
  must?: 'ready' | 'refused' | 'type' | 'damaged' | 'too-large' | 'too-long';
}

const SCRIPT = '<script>alert(document.domain)</script>';
const HTML = `<!doctype html><html><body onload=alert(1)>${SCRIPT}</body></html>`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`;

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes: Buffer): number => {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const chunk = (type: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  return Buffer.concat([u32(body.length), named, u32(crc(named))]);
};
const MAGIC = Buffer.from('89504e470d0a1a0a', 'hex');

/** A PNG of one colour that is a thousand times smaller than its pixels. */
const png = (width: number, height: number, more: Buffer[] = [], rows = height): Buffer =>
  Buffer.concat([
    ...[MAGIC, chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([1, 0, 0, 0, 0])]))],
    ...more,
    chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);

/** Behind the first marker of a JPEG. */
const segment = (jpeg: Buffer, marker: number, body: Buffer): Buffer =>
  Buffer.concat([
    ...[jpeg.subarray(0, 2), Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff])],
    ...[body, jpeg.subarray(2)],
  ]);
/** With other dimensions in its header than it has. */
const claims = (jpeg: Buffer, width: number, height: number): Buffer => {
  const bytes = Buffer.from(jpeg);
  for (let at = 2; at < bytes.length - 9; at += 2 + bytes.readUInt16BE(at + 2))
    if (bytes[at] === 0xff && (bytes[at + 1] === 0xc0 || bytes[at + 1] === 0xc2)) {
      bytes.writeUInt16BE(height, at + 5);
      bytes.writeUInt16BE(width, at + 7);
      break;
    }
  return bytes;
};

/** Files of every kind that is accepted, each with a place in it. */
async function good(): Promise<Record<string, Buffer>> {
  return {
    jpeg: await withPlace(photo()).jpeg().toBuffer(),
    png: await withPlace(photo()).png().toBuffer(),
    webp: await withPlace(photo()).webp().toBuffer(),
    avif: await withPlace(photo()).avif({ effort: 0 }).toBuffer(),
    mp4: video({ moov: [box('udta', box('\xa9xyz', PLACE))] }),
  };
}

function* broken(kind: string, bytes: Buffer): Generator<Hostile> {
  for (let i = 1; i <= 10; i++) {
    const length = Math.floor((bytes.length * i) / 11);
    yield { name: `${kind} cut at ${length}`, bytes: bytes.subarray(0, length) };
  }
  let seed = bytes.length;
  const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  for (let i = 0; i < 10; i++) {
    const flipped = Buffer.from(bytes);
    for (let n = 0; n <= i; n++) flipped[16 + random(bytes.length - 16)]! ^= 1 + random(255);
    yield { name: `${kind} with ${i + 1} wrong bytes`, bytes: flipped };
  }
}

function* twoThings(kind: string, bytes: Buffer): Generator<Hostile> {
  for (const [what, text] of Object.entries({
    html: HTML,
    svg: SVG,
    php: '<?php evil(); ?>',
    pdf: '%PDF-1.7\n',
    zip: 'PK\x03\x04',
  })) {
    const its = Buffer.from(text, 'latin1');
    // What follows an MP4 is read as a box of it.
    const after = kind === 'mp4' ? {} : { must: 'ready' as const };
    yield { name: `${kind} and then ${what}`, bytes: Buffer.concat([bytes, its]), ...after };
    yield { name: `${what} and then ${kind}`, bytes: Buffer.concat([its, bytes]), must: 'type' };
  }
}

/** What is no photo and no video, as it is and behind the first bytes of one. */
function* wrong(): Generator<Hostile> {
  const utf16 = Buffer.from(`\ufeff${SVG}`, 'utf16le');
  const others: Record<string, Buffer | string> = {
    ...{ svg: SVG, 'svg with a prolog': `<?xml version="1.0"?>${SVG}`, 'svg in UTF-16': utf16, html: HTML },
    xxe: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`,
    ...{ script: 'alert(1)//', pdf: '%PDF-1.7\n%âãÏÓ', zip: 'PK\x03\x04'.padEnd(60, '\0') },
    gif: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
    bmp: Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)]),
    tiff: Buffer.concat([Buffer.from('II*\0'), Buffer.alloc(60)]),
    ...{ heic: box('ftyp', 'heic', u32(0), 'mif1heic'), mov: box('ftyp', 'qt  ', u32(512), 'qt  ') },
    mkv: Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(60)]),
    program: Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(60)]),
    'one byte': 'x',
  };
  for (const [name, body] of Object.entries(others)) {
    const bytes = Buffer.from(body as Buffer);
    yield { name, bytes, must: 'type' };
    for (const [kind, magic] of Object.entries({
      jpeg: Buffer.from('ffd8ffe000104a46494600', 'hex'),
      png: MAGIC,
      webp: Buffer.from('RIFF\x40\0\0\0WEBPVP8 ', 'latin1'),
      mp4: box('ftyp', 'isom', u32(512), 'isom'),
    }))
      yield {
        name: `${name} behind the start of a ${kind}`,
        bytes: Buffer.concat([magic, bytes, Buffer.alloc(32)]),
        must: 'refused',
      };
  }
  yield { name: 'nothing', bytes: Buffer.alloc(0) };
}

function* bombs({ jpeg, webp }: Record<string, Buffer>): Generator<Hostile> {
  yield { name: '50 megapixels in some kilobytes', bytes: png(7_072, 7_072), must: 'too-large' };
  yield { name: '900 megapixels that are not there', bytes: png(30_000, 30_000, [], 1), must: 'too-large' };
  yield { name: 'a PNG of 2^31 by 2^31', bytes: png(2 ** 31 - 1, 2 ** 31 - 1, [], 1) };
  yield { name: 'a PNG without pixels', bytes: png(0, 0, [], 1), must: 'damaged' };
  yield { name: '36 megapixels of nothing', bytes: png(6_000, 6_000), must: 'ready' };
  const zeros = deflateSync(Buffer.alloc(100_000_000));
  for (const type of ['zTXt', 'iCCP', 'iTXt']) {
    const head = Buffer.from(type === 'iTXt' ? 'k\0\x01\0\0\0' : 'k\0\0', 'latin1');
    yield { name: `100 MB in a ${type}`, bytes: png(64, 64, [chunk(type, Buffer.concat([head, zeros]))]) };
  }
  for (const [w, h] of [
    [65_500, 65_500],
    [65_500, 1_000],
    [0, 0],
    [1, 65_535],
  ] as const)
    yield { name: `a JPEG that claims ${w} by ${h}`, bytes: claims(jpeg!, w, h) };
  const wide = Buffer.from(webp!);
  if (wide.toString('latin1', 12, 16) === 'VP8X') wide.fill(0xff, 24, 30);
  yield { name: 'a WebP that claims 16 million by 16 million', bytes: wide };
  const nested = (depth: number): Buffer => (depth ? box('moov', nested(depth - 1)) : Buffer.alloc(0));
  const start = box('ftyp', 'isom', u32(0), 'isom');
  for (const [name, body] of Object.entries({
    'boxes in boxes': nested(2_000),
    'a box of no size': Buffer.concat([u32(0), Buffer.from('moov'), u32(4), Buffer.from('trak')]),
    'a box of 2^64': Buffer.concat([u32(1), Buffer.from('moov'), Buffer.alloc(8, 0xff)]),
    'a box larger than the file': Buffer.concat([u32(0x7fffffff), Buffer.from('moov')]),
    'a hundred thousand boxes': Buffer.alloc(800_000, box('free')),
    'a time scale of nothing': box('moov', box('mvhd', Buffer.alloc(100))),
  }))
    yield { name: `an MP4 with ${name}`, bytes: Buffer.concat([start, body, Buffer.alloc(16)]) };
  yield { name: 'a video of a minute', bytes: video({ seconds: 60 }), must: 'too-long' };
  yield {
    name: 'a video with the way of its camera',
    bytes: video({ handlers: ['vide', 'meta'] }),
    must: 'type',
  };
}

async function* odd(): AsyncGenerator<Hostile> {
  const base = (): Sharp => photo(80, 60);
  const cmyk = await base().toColourspace('cmyk').jpeg().toBuffer();
  const frames = await sharp(await photo(20, 40).png().toBuffer(), { pages: 1 })
    .webp()
    .toBuffer();
  const animated = await sharp([frames, frames, frames], { join: { animated: true } })
    .webp({ loop: 0 })
    .toBuffer();
  for (const [name, bytes] of Object.entries({
    'a CMYK JPEG': cmyk,
    'an animated WebP': animated,
    'a grey JPEG': await base().greyscale().jpeg().toBuffer(),
    'a PNG of 16 bits': await base().toColourspace('rgb16').png().toBuffer(),
    'a clear PNG': await base().ensureAlpha(0).png().toBuffer(),
    'an interlaced PNG': await base().png({ progressive: true }).toBuffer(),
    'a PNG of a palette': await base().png({ palette: true }).toBuffer(),
    'one pixel': await photo(1, 1).png().toBuffer(),
    'a line': await photo(4_000, 1).png().toBuffer(),
    'a pole': await photo(2, 9_000).png().toBuffer(),
  }))
    yield { name, bytes, must: 'ready' };
  for (let orientation = 1; orientation <= 8; orientation++)
    for (const kind of ['jpeg', 'webp', 'avif'] as const)
      yield {
        name: `a ${kind} turned ${orientation} with its place`,
        bytes: await withPlace(base().withMetadata({ orientation }))[kind]({ effort: 0 }).toBuffer(),
        must: 'ready',
      };
}

/** More than two hundred, each made here. */
export async function hostileFiles(): Promise<Hostile[]> {
  const files: Hostile[] = [...wrong()];
  const kinds = await good();
  for (const [kind, bytes] of Object.entries(kinds))
    files.push(...broken(kind, bytes), ...twoThings(kind, bytes));
  files.push(...bombs(kinds));
  const { jpeg } = kinds;
  for (const [name, marker] of Object.entries({ comment: 0xfe, APP1: 0xe1, APP13: 0xed, APP15: 0xef }))
    files.push({
      name: `a JPEG with a page in its ${name}`,
      bytes: segment(jpeg!, marker, Buffer.from(HTML)),
      must: 'ready',
    });
  for (const type of ['tEXt', 'eXIf'])
    files.push({
      name: `a PNG with a page in its ${type}`,
      bytes: png(64, 64, [chunk(type, Buffer.from(`k\0${HTML}`))]),
      must: 'ready',
    });
  for await (const file of odd()) files.push(file);
  return files;
}
