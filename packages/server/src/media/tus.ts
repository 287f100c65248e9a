import { problem, type ProblemOptions } from '../http/problem.ts';
import type { ErrorCode } from '@continuo/protocol/constants';
import { MEDIA_LIMITS } from '@continuo/protocol/constants';

/** The version of tus that is spoken here. */
const VERSION = '1.0.0';
const SPOKEN = { 'Tus-Resumable': VERSION, 'Cache-Control': 'no-store' };

/** What `OPTIONS` tells of uploads. */
export const TUS_OPTIONS = {
  'Tus-Resumable': VERSION,
  'Tus-Version': VERSION,
  'Tus-Extension': 'creation,expiration,termination',
  'Tus-Max-Size': String(MEDIA_LIMITS.videoBytes),
};

interface Progress {
  state: string;
  received: number;
  length: number;
  changed_at: Date;
}

/** Headers that say how far an upload is; while it is not whole, until when it is kept. */
export const headersOf = ({ state, received, length, changed_at }: Progress): Record<string, string> => ({
  ...SPOKEN,
  'Upload-Offset': String(received),
  'Upload-Length': String(length),
  ...(state === 'uploading' && {
    'Upload-Expires': new Date(changed_at.getTime() + MEDIA_LIMITS.keptMs).toUTCString(),
  }),
});

/** A problem that a tus client understands. */
export const refusal = (code: ErrorCode, options: ProblemOptions = {}) =>
  problem(code, { ...options, headers: { ...SPOKEN, ...options.headers } });

/** Throws 503: the storage is away, full or refuses. Nothing that was acknowledged is lost, and the same again may succeed. */
export function unavailable(cause: unknown): never {
  throw refusal('request/unavailable', {
    ...{ cause, detail: 'The storage of photos and videos does not do its work' },
    headers: { 'Retry-After': '2' },
  });
}

/** Throws 412 when the client speaks another version, or none. */
export function checkVersion(request: Request): void {
  if (request.headers.get('Tus-Resumable') !== VERSION)
    throw refusal('media/version-unsupported', {
      detail: `Send Tus-Resumable: ${VERSION}`,
      headers: { 'Tus-Version': VERSION },
    });
}

/** A header that holds a whole number of bytes. */
export function bytesIn(request: Request, name: string): number {
  const text = request.headers.get(name) ?? '';
  if (!/^\d{1,15}$/.test(text))
    throw refusal('request/invalid', {
      detail: `${name} is not a number of bytes`,
      issues: [{ path: `headers.${name}`, message: 'not a number of bytes' }],
    });
  return Number(text);
}

/** A value of `Upload-Metadata`: `id aWQ=,filename Zm9v`. */
export function metadataOf(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('Upload-Metadata') ?? '').split(',')) {
    const [key, value = ''] = pair.trim().split(' ');
    if (key === name) return Buffer.from(value, 'base64').toString();
  }
  return undefined;
}
