import type { Media } from '@continuo/protocol';
import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Db } from '../database/index.ts';
import { filesPath } from './file.ts';
import { encodePhoto } from './photo.ts';
import { Refused } from './refused.ts';
import { sniff, type Sniffed } from './sniff.ts';
import { bytesOf, type MediaStorage } from './storage/storage.ts';
import { deletePieces } from './sweep.ts';
import { cleanVideo } from './video.ts';
import type { UploadRow } from './uploads.ts';

/** Milliseconds after which whoever began is taken for gone. */
const GIVEN_UP_MS = 5 * 60_000;
/** Milliseconds from one try to the next of what could not be worked at: the storage was away. */
const AGAIN_MS = 3_000;

type Finished = Omit<Media, 'alt'>;
type Key = Pick<UploadRow, 'ws' | 'id'>;

/** Looks at whole uploads, one at a time: they are what costs most here, and requests come first. */
export class MediaWorker {
  readonly #db: Db;
  readonly #storage: MediaStorage;
  readonly #log: Logger;
  #waiting: Key[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(db: Db, storage: MediaStorage, log: Logger) {
    this.#db = db;
    this.#storage = storage;
    this.#log = log;
  }

  /** Takes on an upload that the caller has claimed. */
  add({ ws, id }: Key): void {
    if (this.#closed) return;
    this.#waiting.push({ ws, id });
    this.#running ??= this.#run();
  }

  /** Takes on an upload that waits although nobody works at it: its server was stopped. */
  async adopt(row: UploadRow, now: Date): Promise<void> {
    const before = new Date(now.getTime() - GIVEN_UP_MS);
    if (row.state !== 'processing' || (row.claimed_at && row.claimed_at > before)) return;
    const claimed = await this.#db
      .updateTable('media')
      .set({ claimed_at: now })
      .where('ws', '=', row.ws)
      .where('id', '=', row.id)
      .where('state', '=', 'processing')
      .where('claimed_at', '<=', before)
      .returning('id')
      .executeTakeFirst();
    if (claimed) this.add(row);
  }

  /** Resolves when the one at work is done; the others are left to whoever is asked for them. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting = [];
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift())
      try {
        await this.#finish(next);
      } catch (error) {
        this.#log.error({ err: error }, 'an upload could not be worked at; it is when it is asked for again');
        await this.#giveBack(next);
      }
    this.#running = undefined;
  }

  /** Lets whoever asks next have it worked at, here or on another server. */
  async #giveBack({ ws, id }: Key): Promise<void> {
    try {
      await this.#db
        .updateTable('media')
        .set({ claimed_at: sql`claimed_at - make_interval(secs => ${(GIVEN_UP_MS - AGAIN_MS) / 1000})` })
        .where('ws', '=', ws)
        .where('id', '=', id)
        .where('state', '=', 'processing')
        .execute();
    } catch (error) {
      this.#log.error({ err: error }, 'an upload could not be given back; it is taken for given up later');
    }
  }

  async #finish({ ws, id }: Key): Promise<void> {
    const row = await this.#db
      .selectFrom('media')
      .selectAll()
      .where('ws', '=', ws)
      .where('id', '=', id)
      .where('state', '=', 'processing')
      .executeTakeFirst();
    if (!row) return;
    let change: { state: 'ready'; media: string } | { state: 'refused'; reason: Refused['reason'] };
    try {
      change = { state: 'ready', media: JSON.stringify(await this.#make(row)) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      change = { state: 'refused', reason: error.reason };
    }
    await this.#db
      .updateTable('media')
      .set(change)
      .where('ws', '=', ws)
      .where('id', '=', id)
      .where('state', '=', 'processing')
      .execute();
    await deletePieces(this.#db, this.#storage, row);
  }

  async #make(row: UploadRow): Promise<Finished> {
    const { name, length, pieces } = row;
    // What it is the first bytes say: of what cannot be used no more is read.
    const kind = await this.#kindOf(row);
    if (kind !== 'mp4' && length > MEDIA_LIMITS.photoBytes) throw new Refused('too-large');
    const whole = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      const bytes = await bytesOf(this.#storage, `${name}/${piece}`);
      whole.set(bytes, at);
      at += bytes.length;
    }
    return kind === 'mp4' ? this.#video(row, whole) : this.#photo(row, whole);
  }

  async #kindOf({ name, pieces }: UploadRow): Promise<Sniffed> {
    let start = Buffer.alloc(0);
    for (const piece of pieces) {
      if (start.length >= 128) break;
      start = Buffer.concat([start, await bytesOf(this.#storage, `${name}/${piece}`)]);
    }
    const kind = sniff(start);
    if (!kind) throw new Refused('type');
    return kind;
  }

  async #photo({ id, name }: UploadRow, bytes: Uint8Array): Promise<Finished> {
    const { files, ...photo } = await encodePhoto(bytes);
    for (const { file, bytes: its, type } of files) await this.#storage.put(`${name}/${file}`, its, type);
    const sources = files.map(({ file, type, width }) => ({
      url: `${filesPath}/${name}/${file}`,
      type,
      width,
    }));
    return { id, kind: 'photo', ...photo, sources };
  }

  async #video({ id, name }: UploadRow, bytes: Uint8Array): Promise<Finished> {
    const type = 'video/mp4';
    const video = cleanVideo(bytes);
    await this.#storage.put(`${name}/video.mp4`, bytes, type);
    return { id, kind: 'video', ...video, sources: [{ url: `${filesPath}/${name}/video.mp4`, type }] };
  }
}
