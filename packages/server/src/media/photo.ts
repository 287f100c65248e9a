import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import type { Sharp } from 'sharp';
import { Refused } from './refused.ts';

/** CSS pixels that photos are kept at; one that is smaller keeps its own width too. */
const WIDTHS = [160, 480, 960, 1600];
const TALLEST = 2_400;
/** Seconds; far more than any photo takes. */
const LONGEST = 60;

export interface Encoded {
  file: string;
  type: string;
  bytes: Uint8Array;
  width: number;
}
export interface Photo {
  width: number;
  height: number;
  placeholder: string;
  /** From the type that few browsers can show to that which all can; each from narrow to wide. */
  files: Encoded[];
}

/** In order of preference. Quality and effort are what looked alike and cost little. */
const ENCODERS: readonly [extension: string, type: string, encode: (image: Sharp) => Sharp][] = [
  ['avif', 'image/avif', (image) => image.avif({ quality: 50, effort: 1 })],
  ['webp', 'image/webp', (image) => image.webp({ quality: 76, effort: 2 })],
  ['jpg', 'image/jpeg', (image) => image.jpeg({ quality: 76, progressive: true })],
];

const hex = (channel: number): string => channel.toString(16).padStart(2, '0');

/**
 * Draws a photo anew at several widths: upright, in sRGB, without anything that is no pixel. Throws `Refused`.
 * Loaded here, as a backend that never sees a photo needs no library for them.
 */
export async function encodePhoto(bytes: Uint8Array): Promise<Photo> {
  const { default: sharp } = await import('sharp');
  // One core stays free, and nothing of a visitor's stays in memory.
  sharp.concurrency(1);
  sharp.cache(false);
  // One more than fits, so that the answer can say what was wrong.
  const input = { limitInputPixels: MEDIA_LIMITS.pixels, failOn: 'truncated', pages: 1 } as const;
  try {
    const { width, height } = await sharp(bytes, { ...input, limitInputPixels: false }).metadata();
    if (width * height > MEDIA_LIMITS.pixels) throw new Refused('too-large');
    const upright = await sharp(bytes, input)
      .timeout({ seconds: LONGEST })
      .autoOrient()
      .resize({ width: WIDTHS.at(-1)!, height: TALLEST, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width: wide, height: tall, channels } = upright.info;
    const raw = { raw: { width: wide, height: tall, channels } };
    const mean = await sharp(upright.data, raw).resize(1, 1, { fit: 'fill' }).raw().toBuffer();
    const rgb = channels < 3 ? [mean[0]!, mean[0]!, mean[0]!] : [...mean.subarray(0, 3)];
    const files: Encoded[] = [];
    for (const [extension, type, encode] of ENCODERS)
      for (const width of [...WIDTHS.filter((w) => w < wide), wide])
        files.push({
          ...{ file: `${width}.${extension}`, type, width },
          bytes: await encode(sharp(upright.data, raw).resize({ width })).toBuffer(),
        });
    return { width: wide, height: tall, placeholder: `#${rgb.map(hex).join('')}`, files };
  } catch (error) {
    if (error instanceof Refused) throw error;
    // The library's words name no more than what it could not read.
    throw new Refused('damaged', { cause: error });
  }
}
