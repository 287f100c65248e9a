import { randomUUID } from 'node:crypto';
import type { Db } from '../database/index.ts';
import type { MediaStorage } from './storage/storage.ts';
import { refusal, unavailable } from './tus.ts';
import { grow, type UploadRow } from './uploads.ts';

/** Bytes that are held in memory before they are stored. */
const PIECE = 512 * 1024;

interface Appending {
  db: Db;
  storage: MediaStorage;
  now: () => Date;
}

/**
 * Stores what comes, piece by piece: each is safe before the next is read, and whatever came before the connection broke
 * is kept. Answers how far the upload is then; throws 503 for what could not be stored.
 */
export async function append(
  { db, storage, now }: Appending,
  row: UploadRow,
  body: AsyncIterable<Uint8Array> | null,
): Promise<UploadRow> {
  let at = row;
  let held: Uint8Array[] = [];
  let size = 0;

  async function store(): Promise<void> {
    if (size === 0) return;
    const bytes = Buffer.concat(held);
    held = [];
    size = 0;
    // Two requests at the same place write two files; whichever is counted is the one that is read.
    const piece = `piece-${randomUUID()}`;
    await storage.put(`${at.name}/${piece}`, bytes, 'application/octet-stream').catch(unavailable);
    const grown = await grow(db, at, piece, bytes.length, now());
    if (!grown)
      throw refusal('media/offset-mismatch', { detail: 'Another request has added to it meanwhile' });
    at = grown;
  }

  const chunks = body?.[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Uint8Array> | undefined;
    try {
      next = await chunks?.next();
    } catch {
      // The connection broke: nobody reads the answer, and the client asks where to go on.
      next = undefined;
    }
    if (!next || next.done) break;
    if (at.received + size + next.value.byteLength > at.length) {
      await chunks?.return?.();
      throw refusal('media/too-large', { detail: 'More bytes than Upload-Length says' });
    }
    held.push(next.value);
    size += next.value.byteLength;
    if (size >= PIECE) await store();
  }
  await store();
  return at;
}
