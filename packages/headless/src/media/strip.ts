import { textAt } from './sniff.ts';

/*
 * Takes out of a photo's bytes what is no picture: place, camera, texts, previews, what follows the end. How it lies is
 * kept. The pixels are not touched. What is not of the form is given back as it is: the backend looks at it again.
 */

type Bytes = Uint8Array<ArrayBuffer>;

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
const ascii = (text: string): Bytes => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** How a photo lies, of a TIFF header: 1 to 8, 1 where it says nothing. */
function orientationOf(tiff: Uint8Array): number {
  if (tiff.length < 8) return 1;
  const its = view(tiff);
  const little = textAt(tiff, 0, 2) === 'II';
  const first = its.getUint32(4, little);
  if (first + 2 > tiff.length) return 1;
  for (let i = 0, at = first + 2; i < its.getUint16(first, little) && at + 12 <= tiff.length; i++, at += 12)
    if (its.getUint16(at, little) === 0x0112) {
      const value = its.getUint16(at + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  return 1;
}
/** A TIFF header that says how a photo lies and nothing else. */
const tiff = (orientation: number): Bytes =>
  new Uint8Array([
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  ]);

function jpeg(bytes: Bytes): Bytes {
  const its = view(bytes);
  const parts: Uint8Array[] = [];
  let orientation = 1;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return bytes;
    const marker = bytes[at + 1]!;
    if (marker === 0xd9) break;
    const end = at + 2 + its.getUint16(at + 2);
    if (marker === 0xe1 && textAt(bytes, at + 4) === 'Exif')
      orientation = orientationOf(bytes.subarray(at + 10, end));
    if (isPicture(marker, textAt(bytes, at + 4))) parts.push(bytes.subarray(at, end));
    at = end;
    if (marker !== 0xda) continue;
    // The picture itself goes on to the next marker that is none of its own.
    for (at = bytes.indexOf(0xff, at); at >= 0 && isInside(bytes[at + 1]); at = bytes.indexOf(0xff, at + 2));
    if (at < 0) at = bytes.length;
    parts.push(bytes.subarray(end, at));
  }
  const start = new Uint8Array([0xff, 0xd8]);
  const lies = joined([new Uint8Array([0xff, 0xe1, 0, 34]), ascii('Exif\0\0'), tiff(orientation)]);
  return joined([start, ...(orientation > 1 ? [lies] : []), ...parts, new Uint8Array([0xff, 0xd9])]);
}
const isInside = (next: number | undefined): boolean =>
  next === 0 || next === 0xff || (next !== undefined && next >= 0xd0 && next <= 0xd7);
/** Of the segments for applications those that say how colours are meant; no comments. */
const isPicture = (marker: number, name: string): boolean =>
  marker === 0xe2
    ? name === 'ICC_'
    : marker === 0xe0
      ? name === 'JFIF'
      : marker === 0xee || ((marker < 0xe0 || marker > 0xef) && marker !== 0xfe);

const PNG = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT']);

function png(bytes: Bytes): Bytes {
  const its = view(bytes);
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  let orientation = 1;
  for (let at = 8; at + 12 <= bytes.length;) {
    const type = textAt(bytes, at + 4);
    const end = at + 12 + its.getUint32(at);
    if (end > bytes.length) return bytes;
    if (type === 'eXIf') orientation = orientationOf(bytes.subarray(at + 8, end - 4));
    if (type === 'IDAT' && orientation > 1) {
      parts.push(chunk('eXIf', tiff(orientation)));
      orientation = 1;
    }
    if (PNG.has(type)) parts.push(bytes.subarray(at, end));
    at = type === 'IEND' ? bytes.length : end;
  }
  return joined(parts);
}
function chunk(type: string, body: Uint8Array): Uint8Array {
  const named = joined([ascii(type), body]);
  let crc = -1;
  for (const byte of named) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  const ends = new Uint8Array(8);
  view(ends).setUint32(0, body.length);
  view(ends).setInt32(4, ~crc);
  return joined([ends.subarray(0, 4), named, ends.subarray(4)]);
}

function webp(bytes: Bytes): Bytes {
  const its = view(bytes);
  const parts: Uint8Array[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const type = textAt(bytes, at);
    const end = at + 8 + its.getUint32(at + 4, true);
    if (end > bytes.length) return bytes;
    const padded = Math.min(end + (end & 1), bytes.length);
    let part = bytes.slice(at, padded);
    if (type === 'EXIF') {
      const named = textAt(part, 8) === 'Exif';
      const orientation = orientationOf(part.subarray(named ? 14 : 8));
      const size = new Uint8Array(4);
      view(size).setUint32(0, 26, true);
      part = orientation > 1 ? joined([ascii('EXIF'), size, tiff(orientation)]) : new Uint8Array();
    } else if (type === 'VP8X')
      part[8]! &= ~0x04; // no XMP; that of EXIF is set below
    else if (type === 'XMP ') part = new Uint8Array();
    parts.push(part);
    at = padded;
  }
  const lies = parts.some((part) => textAt(part, 0) === 'EXIF');
  for (const part of parts) if (textAt(part, 0) === 'VP8X' && !lies) part[8]! &= ~0x08;
  const body = joined(parts);
  const head = bytes.slice(0, 12);
  view(head).setUint32(4, body.length + 4, true);
  return joined([head, body]);
}

export const strip = (bytes: Bytes, type: 'jpeg' | 'png' | 'webp'): Bytes =>
  ({ jpeg, png, webp })[type](bytes);
