/** What a file is by its first bytes. HEIC is known because some browsers can draw it. */
export type Sniffed = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'mp4';

export const textAt = (bytes: Uint8Array, at: number, length = 4): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

export const sniff = (bytes: Uint8Array): Sniffed | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg';
  if (textAt(bytes, 1, 3) === 'PNG') return 'png';
  if (textAt(bytes, 0) === 'RIFF' && textAt(bytes, 8) === 'WEBP') return 'webp';
  if (textAt(bytes, 4) !== 'ftyp') return undefined;
  const brand = textAt(bytes, 8);
  if (brand === 'avif' || brand === 'avis') return 'avif';
  if (/^(hei[cxms]|mif1|msf1)$/.test(brand)) return 'heic';
  return /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|3gp\d)$/.test(brand) ? 'mp4' : undefined;
};
