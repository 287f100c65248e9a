/** Part of a file, as a `Range` header asks for it: from `start` to `end` inclusive, or the last `last` bytes. */
export type Range = { start: number; end?: number | undefined } | { last: number };

/** What was found, as it streams; it must be read or cancelled. */
export interface StoredFile {
  readonly body: ReadableStream<Uint8Array>;
  /** Bytes of the whole file, and which of them these are (`end` inclusive). */
  readonly size: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Where files lie. Keys are `name/file` in letters, digits, `_`, `-` and `.`; what was put is durable when `put` has
 * resolved, and is never changed.
 */
export interface MediaStorage {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  /** `undefined` when there is no such file, `'outside'` when the range is not in it. */
  get(key: string, range?: Range): Promise<StoredFile | 'outside' | undefined>;
  /** Succeeds when there is no such file. */
  delete(key: string): Promise<void>;
  /** Every file of a name, and what was left there half written. Succeeds when there are none. */
  deleteAll(name: string): Promise<void>;
}

/** The bytes of a file that is small enough to hold. */
export async function bytesOf(storage: MediaStorage, key: string): Promise<Uint8Array> {
  const file = await storage.get(key);
  if (!file || file === 'outside') throw new Error('A stored piece is gone');
  return new Uint8Array(await new Response(file.body).arrayBuffer());
}
