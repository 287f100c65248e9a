import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const POLICY = [
  "default-src 'self'",
  "img-src 'self' https: data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html continuo',
].join('; ');

const HEADERS = {
  'Cache-Control': 'no-cache',
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
const notFound = () =>
  new Response('Not found', {
    status: 404,
    headers: { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' },
  });

async function fileAt(path: string): Promise<{ path: string; size: number; etag: string } | undefined> {
  const found = await stat(path).catch(() => undefined); // not there: the caller answers 404
  if (!found?.isFile()) return undefined;
  return {
    path,
    size: found.size,
    etag: `"${found.size.toString(36)}-${Math.trunc(found.mtimeMs).toString(36)}"`,
  };
}

/** Serves the files of a folder under `base` (such as `/desk`); a path without an extension is the page's own. */
export function serveFolder(base: string, folder: string): (request: Request) => Promise<Response> {
  const root = resolve(folder);
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return new Response(null, { status: 405, headers: { ...HEADERS, Allow: 'GET, HEAD' } });
    const { pathname } = new URL(request.url);
    if (pathname === base)
      return new Response(null, { status: 308, headers: { ...HEADERS, Location: `${base}/` } });
    let name: string;
    try {
      name = decodeURIComponent(pathname.slice(base.length + 1));
    } catch {
      return notFound();
    }
    const path = resolve(join(root, name));
    if (name.includes('\0') || (path !== root && !path.startsWith(root + sep))) return notFound();
    const file =
      (await fileAt(path)) ?? (extname(path) === '' ? await fileAt(join(root, 'index.html')) : undefined);
    if (!file) return notFound();
    const headers = {
      ...HEADERS,
      ETag: file.etag,
      'Content-Type': TYPES[extname(file.path)] ?? 'application/octet-stream',
    };
    if (request.headers.get('If-None-Match')?.includes(file.etag))
      return new Response(null, { status: 304, headers });
    const body =
      request.method === 'HEAD'
        ? null
        : (Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>);
    return new Response(body, { headers: { ...headers, 'Content-Length': String(file.size) } });
  };
}
