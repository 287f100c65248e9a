import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { Refused } from './refused.ts';
import { sniff, type Sniffed } from './sniff.ts';
import { strip } from './strip.ts';
import { prepareVideo } from './video.ts';

/** Bytes up to which a photo is sent as it was taken; pixels of the longer side of one that is drawn anew. */
const LIGHT = 1_500_000;
const LONGEST = 2_560;
const QUALITY = 0.86;

export const kindOf = async (file: Blob): Promise<Sniffed | undefined> =>
  sniff(new Uint8Array(await file.slice(0, 64).arrayBuffer()));

/**
 * A file as it may leave the device: not larger than is good for, and without where it was taken. A photo of a few bytes
 * keeps its pixels; a heavy one, and a kind whose bytes are not understood here, is drawn anew. Throws `Refused`.
 */
export async function prepare(file: Blob, kind: Sniffed): Promise<Blob> {
  if (kind === 'mp4') return prepareVideo(file);
  const opaque = kind === 'avif' || kind === 'heic';
  const drawn = opaque || file.size > LIGHT ? await redraw(file) : undefined;
  if (drawn && (opaque || drawn.size < file.size)) return drawn;
  if (kind === 'heic') throw new Refused('type');
  if (file.size > MEDIA_LIMITS.photoBytes) throw new Refused('too-large');
  // Where it cannot be drawn, an AVIF goes as it is: the backend takes out what it tells.
  if (kind === 'avif') return file;
  return new Blob([strip(new Uint8Array(await file.arrayBuffer()), kind)], { type: `image/${kind}` });
}

/** Upright, smaller and as JPEG; undefined where this browser cannot. Decoding and scaling leave the page alone. */
async function redraw(file: Blob): Promise<Blob | undefined> {
  try {
    const whole = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(whole.width, whole.height));
    const width = Math.max(1, Math.round(whole.width * scale));
    const height = Math.max(1, Math.round(whole.height * scale));
    const small = await createImageBitmap(whole, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'high',
    });
    whole.close();
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.drawImage(small, 0, 0);
    small.close();
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  } catch {
    return undefined; // Not a picture here, too large for a canvas, or there is none.
  }
}
