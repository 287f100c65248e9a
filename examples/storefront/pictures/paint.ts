import sharp, { type Sharp } from 'sharp';
import type { Layers } from './scene.ts';

/** Blurs cost by the pixel and hide that they were drawn this much smaller. */
const SOFT = 0.3;
/** Things are drawn larger and reduced: edges and fine texture come out smooth. */
const FINE = 1.25;
/** What is larger than this is drawn in pieces, each of which costs nearly as much as the whole. */
const PIECE = 2000;

const raster = (svg: string, width: number): Sharp =>
  sharp(
    Buffer.from(
      svg.replace(/ width="(\d+)" height="(\d+)">/, (_, w: string, h: string) => {
        const height = Math.round((width * Number(h)) / Number(w));
        return ` width="${Math.round(width)}" height="${height}">`;
      }),
    ),
    { unlimited: true },
  );

/** A picture in its pixels, this wide. */
export const paint = async (
  { width: w, height: h, backdrop, things }: Layers,
  width: number,
): Promise<Sharp> => {
  const height = Math.round((width * h) / w);
  const { data, info } = await raster(
    things,
    Math.min(width * FINE, (PIECE * width) / Math.max(width, height)),
  )
    .resize(width, height)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return raster(backdrop, width * SOFT)
    .resize(width, height, { kernel: 'cubic' })
    .composite([{ input: data, raw: { width: info.width, height: info.height, channels: info.channels } }])
    .webp({ quality: 92, effort: 2 });
};
