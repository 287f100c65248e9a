import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FeedError } from './field-error.ts';

type Bytes = AsyncIterable<Uint8Array>;

/** Takes gzip off, if there is any, and decodes: UTF-16 by its mark, XML by its declaration, else UTF-8. */
export async function* decoded(source: Bytes): AsyncGenerator<string> {
  const { head, rest } = await begin(source);
  const zipped = head[0] === 0x1f && head[1] === 0x8b;
  const plain = zipped ? await begin(inflated(rest)) : { head, rest };
  const decoder = new TextDecoder(encoding(plain.head));
  for await (const chunk of plain.rest) {
    const text = decoder.decode(chunk, { stream: true });
    if (text) yield text;
  }
  const last = decoder.decode();
  if (last) yield last;
}

/** Looks at the first bytes without taking them away. */
async function begin(source: Bytes): Promise<{ head: Uint8Array; rest: Bytes }> {
  const iterator = source[Symbol.asyncIterator]();
  let head = new Uint8Array(0);
  let ended = false;
  while (head.length < 200 && !ended) {
    const next = await iterator.next();
    ended = next.done === true;
    if (!next.done) head = Buffer.concat([head, next.value]);
  }
  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length) yield head;
      for (
        let next = ended ? undefined : await iterator.next();
        next && !next.done;
        next = await iterator.next()
      )
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, rest: rest() };
}

async function* inflated(source: Bytes): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // The error also comes out of the iteration below.
  pipeline(Readable.from(source), gunzip, () => undefined);
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new FeedError('import/broken', `The gzip data is damaged or incomplete (${error.message}).`);
    throw error;
  }
}

function encoding(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const declared = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    Buffer.from(head)
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, ''),
  )?.[1];
  try {
    return new TextDecoder(declared ?? 'utf-8').encoding;
  } catch {
    throw new FeedError('import/format-unknown', `The encoding "${declared}" is not known.`);
  }
}
