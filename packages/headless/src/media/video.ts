import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { textAt } from './sniff.ts';
import { Refused } from './refused.ts';

/** Boxes that hold others, and boxes that tell of places, names and cameras. */
const HOLDERS = ['moov', 'trak', 'mdia'];
const TELLING = ['udta', 'meta', 'uuid'];
/** Seconds by which writers round. */
const SLACK = 0.5;

/**
 * A video with what tells of its place blanked, and nothing else changed. Reads only its directory, not its pictures.
 * Throws `Refused` when it is too long, or no video.
 */
export async function prepareVideo(file: Blob): Promise<Blob> {
  if (file.size > MEDIA_LIMITS.videoBytes) throw new Refused('too-large');
  const parts: BlobPart[] = [];
  let seconds: number | undefined;
  for (let at = 0; at + 8 <= file.size;) {
    const head = new Uint8Array(await file.slice(at, at + 16).arrayBuffer());
    const size = sizeOf(head, file.size - at);
    const type = textAt(head, 4);
    if (!(size >= 8) || at + size > file.size) throw new Refused('damaged');
    const part = file.slice(at, at + size);
    if (type === 'moov' || TELLING.includes(type)) {
      const bytes = new Uint8Array(await part.arrayBuffer());
      seconds = blank(bytes, 0, bytes.length, seconds);
      parts.push(bytes);
    } else parts.push(part);
    at += size;
  }
  if (seconds === undefined) throw new Refused('damaged');
  if (seconds > MEDIA_LIMITS.videoSeconds + SLACK) throw new Refused('too-long');
  return new Blob(parts, { type: 'video/mp4' });
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bytes of the box that begins here; 0 says that it goes on to the end. */
function sizeOf(head: Uint8Array, rest: number): number {
  const short = view(head).getUint32(0);
  return short === 1 && head.length >= 16 ? Number(view(head).getBigUint64(8)) : short === 0 ? rest : short;
}

/** Blanks what tells, in place; gives how long the video is. */
function blank(bytes: Uint8Array, from: number, end: number, known: number | undefined): number | undefined {
  let seconds = known;
  for (let at = from; at + 8 <= end;) {
    const size = sizeOf(bytes.subarray(at, at + 16), end - at);
    const type = textAt(bytes, at + 4);
    if (!(size >= 8) || at + size > end) throw new Refused('damaged');
    if (TELLING.includes(type)) {
      bytes.set([0x66, 0x72, 0x65, 0x65], at + 4); // free
      bytes.fill(0, at + 8, at + size);
    } else if (type === 'mvhd' && size >= 40) {
      const its = view(bytes);
      const long = bytes[at + 8] === 1;
      const scale = its.getUint32(at + (long ? 28 : 20));
      const length = long ? Number(its.getBigUint64(at + 32)) : its.getUint32(at + 24);
      // All ones where the writer did not know: the backend counts.
      const known = length < (long ? 2 ** 63 : 2 ** 32 - 1);
      seconds = scale ? (known ? length / scale : 0) : undefined;
    } else if (HOLDERS.includes(type)) seconds = blank(bytes, at + 8, at + size, seconds);
    at += size;
  }
  return seconds;
}
