import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

/** A file of a folder by its path on the wire; undefined when there is none or the path leaves the folder. */
export const fileFrom = async (folder: string, path: string): Promise<Response | undefined> => {
  if (!/^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(path)) return undefined;
  try {
    const body = await readFile(join(folder, path));
    // Files that carry a hash of their content in their name never change.
    const kept = /(?:^|\/)(?:chunks|assets)\/[\w.-]*[-.][\w-]{8,}\.\w+$/.test(path);
    return new Response(new Uint8Array(body), {
      headers: {
        'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
        'Cache-Control': kept ? 'public, max-age=31536000, immutable' : 'no-cache',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
};
