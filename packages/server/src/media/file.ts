import { extname } from 'node:path';
import type { MediaStorage, Range } from './storage/storage.ts';
import { unavailable } from './tus.ts';

/** Where files are served: `<filesPath>/<name>/<file>`. */
export const filesPath = '/v1/media/files';

const TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.mp4': 'video/mp4',
};

/** One range; several, or what is no range, are answered with the whole. */
function rangeOf(request: Request): Range | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.get('Range') ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  if (match[1] === '') return { last: Number(match[2]) };
  const start = Number(match[1]);
  if (match[2] === '') return { start };
  return Number(match[2]) < start ? undefined : { start, end: Number(match[2]) };
}

/** A stored file, whole or in part, for nothing but being shown. `undefined` when there is none. */
export async function fileResponse(
  storage: MediaStorage,
  key: string,
  request: Request,
): Promise<Response | undefined> {
  const range = rangeOf(request);
  const file = await storage.get(key, range).catch(unavailable);
  if (!file) return undefined;
  const headers = {
    'Content-Type': TYPES[extname(key)]!,
    // What was stored under a name is never changed.
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Content-Disposition': 'inline',
    'Accept-Ranges': 'bytes',
  };
  if (file === 'outside') return new Response(null, { status: 416, headers });
  const { body, size, start, end } = file;
  if (request.method === 'HEAD') await body.cancel();
  return new Response(request.method === 'HEAD' ? null : body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Length': String(end - start + 1),
      ...(range && { 'Content-Range': `bytes ${start}-${end}/${size}` }),
    },
  });
}
