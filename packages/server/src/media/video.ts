import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { Refused } from './refused.ts';
import { isTimed, Times } from './video-times.ts';

export interface Video {
  /** CSS pixels as it is shown; unknown where the file does not say. */
  width?: number;
  height?: number;
}

/** Where a box lies: its name is at `start + 4`, what it holds from `body` to `end`. */
interface Box {
  type: string;
  start: number;
  body: number;
  end: number;
}

/**
 * What a player needs, by the box that holds it; a box that has no line here is left as it is. Everything else (places,
 * names, previews, notes of the camera) is blanked.
 */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  file: ['ftyp', 'styp', 'moov', 'mdat', 'moof', 'sidx', 'mfra'],
  moov: ['mvhd', 'trak', 'mvex'],
  trak: ['tkhd', 'edts', 'mdia', 'tref'],
  mdia: ['mdhd', 'hdlr', 'minf'],
  minf: ['vmhd', 'smhd', 'nmhd', 'dinf', 'stbl'],
  stbl: [
    ...['stsd', 'stts', 'ctts', 'cslg', 'stss', 'stsh', 'stsc', 'stsz', 'stz2', 'stco', 'co64'],
    ...['sdtp', 'sbgp', 'sgpd', 'subs', 'saiz', 'saio', 'stdp', 'padb'],
  ],
  mvex: ['mehd', 'trex'],
  moof: ['mfhd', 'traf'],
  traf: ['tfhd', 'tfdt', 'trun', 'sdtp', 'sbgp', 'sgpd', 'subs', 'saiz', 'saio'],
};
const MOST_BOXES = 20_000;
/** Seconds by which writers round. */
const SLACK = 0.5;

/**
 * Looks through an MP4 and blanks, in place, what is neither picture nor sound; every byte that a player reads stays
 * where it was. Throws `Refused`.
 */
export function cleanVideo(bytes: Uint8Array): Video {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const video: Video = {};
  const seconds: number[] = [];
  const handlers: string[] = [];
  const times = new Times(view);
  let timescale = 0;
  let boxes = 0;

  const need = (box: Box, length: number): void => {
    if (box.end - box.body < length) throw new Refused('damaged');
  };
  function boxAt(at: number, end: number): Box {
    if (++boxes > MOST_BOXES || at + 8 > end) throw new Refused('damaged');
    const short = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (short === 1 && at + 16 > end) throw new Refused('damaged');
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? end - at : short;
    const body = at + (short === 1 ? 16 : 8);
    if (at + size > end || at + size < body) throw new Refused('damaged');
    return { type, start: at, body, end: at + size };
  }
  function walk(holder: string, from: number, end: number): void {
    for (let at = from; at < end;) {
      const box = boxAt(at, end);
      at = box.end;
      if (!NEEDED[holder]!.includes(box.type)) blank(box);
      else if (NEEDED[box.type]) walk(box.type, box.body, box.end);
      else read(box);
    }
  }
  function blank({ start, body, end }: Box): void {
    bytes.set([0x66, 0x72, 0x65, 0x65], start + 4); // free
    bytes.fill(0, body, end);
  }
  /** A duration in units of a time scale; all ones where it is not known. */
  function duration(at: number, long: boolean): number {
    const value = long ? Number(view.getBigUint64(at)) : view.getUint32(at);
    return value >= (long ? 2 ** 63 : 2 ** 32 - 1) ? 0 : value;
  }
  function read(box: Box): void {
    const { type, body } = box;
    if (type === 'mvhd' || type === 'mdhd') {
      const long = bytes[body] === 1;
      need(box, long ? 32 : 20);
      const scale = view.getUint32(body + (long ? 20 : 12));
      if (scale === 0) throw new Refused('damaged');
      if (type === 'mvhd') timescale = scale;
      seconds.push(duration(body + (long ? 24 : 16), long) / scale);
      if (type === 'mdhd') times.scale(scale);
    } else if (type === 'mehd') {
      need(box, bytes[body] === 1 ? 12 : 8);
      if (timescale > 0) seconds.push(duration(body + 4, bytes[body] === 1) / timescale);
    } else if (type === 'hdlr') {
      need(box, 24);
      handlers.push(String.fromCharCode(...bytes.subarray(body + 8, body + 12)));
      bytes.fill(0, body + 24, box.end); // a name in words
    } else if (type === 'tkhd') {
      size(box);
      times.track(view.getUint32(body + (bytes[body] === 1 ? 20 : 12)));
    } else if (isTimed(type)) times.read(type, box);
  }
  function size(box: Box): void {
    const at = box.body + (bytes[box.body] === 1 ? 52 : 40);
    need(box, at + 44 - box.body);
    const [wide, tall] = [view.getUint32(at + 36) >>> 16, view.getUint32(at + 40) >>> 16];
    if (!wide || !tall || video.width) return;
    const turned = view.getInt32(at) === 0 && view.getInt32(at + 4) !== 0;
    Object.assign(video, turned ? { width: tall, height: wide } : { width: wide, height: tall });
  }

  walk('file', 0, bytes.length);
  // Other tracks hold what a camera noted, such as its way: they cannot be taken out of what is stored as it is.
  if (!handlers.includes('vide') || handlers.some((its) => its !== 'vide' && its !== 'soun'))
    throw new Refused('type');
  // What its headers say, or what it holds if that is more.
  const longest = Math.max(...seconds, ...times.seconds());
  if (longest > MEDIA_LIMITS.videoSeconds + SLACK) throw new Refused('too-long');
  if (!(longest > 0)) throw new Refused('damaged');
  return video;
}
