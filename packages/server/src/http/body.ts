import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { problem } from './problem.ts';

/** Nothing that a shop sends is deeper; PostgreSQL and recursive code give up somewhere below. */
export const DEEPEST = 64;

const inflate = promisify(gunzip);
const tooLarge = (limit: number) =>
  problem('request/too-large', { detail: `The body is larger than ${limit} bytes` });

/** Reads at most `limit` bytes. */
async function bytesOf(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('Content-Length') ?? 0) > limit) throw tooLarge(limit);
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function inflated(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  try {
    return await inflate(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit);
    throw problem('request/not-json', { detail: 'The gzip stream is damaged' });
  }
}

/** How deep the brackets of a JSON text go, without building it. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 92) i++;
      else if (c === 34) quoted = false;
    } else if (c === 34) quoted = true;
    else if (c === 91 || c === 123) deepest = Math.max(deepest, ++depth);
    else if (c === 93 || c === 125) depth--;
  }
  return deepest;
}

/** What no text column takes: U+0000, and halves of surrogate pairs. */
const UNSTORABLE = /\\u(?:0000|[dD][89a-fA-F])/;
// by way of UTF-8, which has no halves of pairs
const storable = (text: string) => Buffer.from(text.replaceAll('\0', '\ufffd')).toString();
const clean = (_: string, value: unknown): unknown => {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [storable(k), v]));
};

export interface BodyRules {
  limit: number;
  /** Segment's clients: text/plain too, and gzip recognised by its first bytes. */
  lenient: boolean;
}

/** The JSON of a request, with text that can be stored. Throws problems 400, 413, 415. */
export async function readJson(request: Request, { limit, lenient }: BodyRules): Promise<unknown> {
  const type = (request.headers.get('Content-Type') ?? '').split(';')[0]!.trim().toLowerCase();
  const json = type === 'application/json' || type.endsWith('+json');
  if (!json && !(lenient && (type === 'text/plain' || type === '')))
    throw problem('request/unsupported-media-type', { detail: 'Send application/json' });
  const coding = (request.headers.get('Content-Encoding') ?? 'identity').toLowerCase();
  if (coding !== 'identity' && !(lenient && coding === 'gzip'))
    throw problem('request/unsupported-media-type', { detail: 'This Content-Encoding is not read here' });
  let bytes = await bytesOf(request, limit);
  if (lenient && bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = await inflated(bytes, limit);
  const text = new TextDecoder().decode(bytes);
  if (depthOf(text) > DEEPEST && !lenient)
    throw problem('request/invalid', { detail: `The body is nested deeper than ${DEEPEST}` });
  try {
    const value: unknown = JSON.parse(text);
    return UNSTORABLE.test(text) ? clean('', JSON.parse(text, clean)) : value;
  } catch (error) {
    if (error instanceof SyntaxError) throw problem('request/not-json', { detail: 'The body is not JSON' });
    if (error instanceof RangeError)
      throw problem('request/invalid', { detail: 'The body is nested too deep' });
    throw error;
  }
}
