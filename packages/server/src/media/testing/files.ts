import sharp, { type Sharp } from 'sharp';

/** A photo of two colours, left and right. */
export const photo = (width = 64, height = 48): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } }).composite([
    {
      input: {
        create: { width: Math.ceil(width / 2), height, channels: 3, background: '#cc9933' },
      },
      left: 0,
      top: 0,
    },
  ]);

/** Where the photo was taken, as cameras write it. */
export const PLACE = 'N 25 2 1.23 E 121 33 54.32';
export const withPlace = (image: Sharp): Sharp =>
  image
    .withExif({
      IFD0: { Make: 'Cam', ImageDescription: PLACE },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '25/1 2/1 123/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '121/1 33/1 5432/100',
      },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><p place="${PLACE}"/></x:xmpmeta>`);

/** Numbers as boxes hold them. */
export const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32BE(value >>> 0, i * 4));
  return bytes;
};
/** A box of an MP4. */
export const box = (type: string, ...parts: (Uint8Array | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array)));
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};
const header = (scale: number, duration: number) => u32(0, 0, 0, scale, duration);
const zeros = (n: number) => Buffer.alloc(n);

export interface VideoOptions {
  seconds?: number;
  handlers?: string[];
  brand?: string;
  width?: number;
  height?: number;
  /** How many samples of each track last how many 600ths of a second. */
  runs?: [samples: number, units: number][];
  /** Boxes beside the tracks and at the end. */
  moov?: Buffer[];
  after?: Buffer[];
}

/** A video as phones write it, without a frame in it. */
export function video(options: VideoOptions = {}): Buffer {
  const {
    seconds = 5,
    handlers = ['vide', 'soun'],
    brand = 'isom',
    width = 640,
    height = 360,
    runs = [],
  } = options;
  const track = (handler: string): Buffer =>
    box(
      'trak',
      box(
        'tkhd',
        u32(7, 0, 0, 1, 0, seconds * 600),
        zeros(52),
        u32(handler === 'vide' ? width << 16 : 0),
        u32(handler === 'vide' ? height << 16 : 0),
      ),
      box(
        'mdia',
        box('mdhd', header(600, seconds * 600), zeros(4)),
        box('hdlr', u32(0, 0), handler, zeros(12), `${PLACE}\0`),
        box('minf', box('stbl', box('stts', u32(0, runs.length, ...runs.flat())))),
      ),
    );
  return Buffer.concat([
    box('ftyp', brand, u32(512), 'isomiso2mp41'),
    box(
      'moov',
      box('mvhd', header(600, seconds * 600), zeros(80)),
      ...handlers.map(track),
      ...(options.moov ?? []),
    ),
    box('mdat', zeros(200)),
    ...(options.after ?? []),
  ]);
}
