/** What a file is by its first bytes, whatever its name and its sender say. */
export type Sniffed = 'jpeg' | 'png' | 'webp' | 'avif' | 'mp4';

const text = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

/** Brands of the file type box, from the main one on. */
function brandsOf(bytes: Uint8Array): string[] {
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const brands = [text(bytes, 8, 12)];
  for (let at = 16; at + 4 <= Math.min(size, bytes.length, 128); at += 4)
    brands.push(text(bytes, at, at + 4));
  return brands;
}

/** `undefined` for anything that is neither photo nor video here, above all for anything that is text. */
export function sniff(bytes: Uint8Array): Sniffed | undefined {
  if (bytes.length < 16) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (text(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'webp';
  if (text(bytes, 4, 8) !== 'ftyp') return undefined;
  const brands = brandsOf(bytes);
  if (brands.includes('avif')) return 'avif';
  return /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|3gp\d)$/.test(brands[0]!) ? 'mp4' : undefined;
}
