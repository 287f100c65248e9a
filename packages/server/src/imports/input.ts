import { constants, gunzipSync } from 'node:zlib';

export interface Input {
  /** How it begins, unzipped and decoded. */
  head: string;
  /** All of it. */
  bytes: AsyncIterable<Uint8Array>;
}

const HEAD_BYTES = 65_536;

/** Looks at how a stream begins without taking anything from it. */
export async function look(stream: AsyncIterable<Uint8Array | string>): Promise<Input> {
  const iterator = stream[Symbol.asyncIterator]();
  const taken: Buffer[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(Buffer.from(next.value));
    size += next.value.length;
  }
  const begin = Buffer.concat(taken);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      if (begin.length) yield begin;
      if (size < HEAD_BYTES) return;
      for (let next = await iterator.next(); !next.done; next = await iterator.next())
        yield Buffer.from(next.value);
    } finally {
      await iterator.return?.();
    }
  }
  return { head: decodedHead(begin), bytes: bytes() };
}

function decodedHead(bytes: Buffer): string {
  let plain = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    try {
      plain = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * HEAD_BYTES });
    } catch {
      // Damaged, or blown up beyond reason: the import itself will say so.
      return '';
    }
  const utf16 = plain[0] === 0xff && plain[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(plain.subarray(0, HEAD_BYTES));
}
