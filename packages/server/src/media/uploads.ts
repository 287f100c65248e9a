import { randomBytes } from 'node:crypto';
import type { MediaUpload } from '@continuo/protocol';
import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { sql, type Selectable } from 'kysely';
import { transact, type Db, type Tx } from '../database/index.ts';
import { ownersOf, type Visitor } from '../identity/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import type { MediaTable } from './tables.ts';
import { refusal } from './tus.ts';

export type UploadRow = Selectable<MediaTable>;

interface Its {
  ws: Workspace;
  actor: Visitor;
  id: string;
}

/** As its visitor sees it. */
export const uploadOf = ({ id, state, received, length, reason, media }: UploadRow): MediaUpload => ({
  id,
  state: state === 'removed' ? 'refused' : state,
  offset: received,
  length,
  ...(reason && { reason }),
  ...(media && { media: { ...media, alt: '' } }),
});

/** The visitor's own upload of this id, if there is one. */
export const findUpload = async (db: Db, { ws, actor, id }: Its): Promise<UploadRow | undefined> =>
  db
    .selectFrom('media')
    .selectAll()
    .where('ws', '=', ws.id)
    .where('id', '=', id)
    .where('owner', 'in', await ownersOf(db, ws, actor))
    .where('state', '<>', 'removed')
    .executeTakeFirst();

/** The visitor's own upload; throws `media/unknown` for none, and for one of somebody else. */
export async function ownUpload(db: Db, its: Its): Promise<UploadRow> {
  const row = await findUpload(db, its);
  if (!row) throw refusal('media/unknown');
  return row;
}

/** Begins an upload, once however often it is asked for. */
export const createUpload = (db: Db, its: Its, length: number, now: Date): Promise<UploadRow> =>
  transact(db, (tx) => create(tx, its, length, now), { retryUnique: true });

async function create(tx: Tx, its: Its, length: number, now: Date): Promise<UploadRow> {
  const { ws, actor, id } = its;
  const taken = await tx
    .selectFrom('media')
    .select(['length'])
    .where('ws', '=', ws.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (taken) {
    const row = await ownUpload(tx, its);
    if (row.length !== length)
      throw refusal('request/invalid', { detail: 'An upload of this id has another length' });
    return row;
  }
  const owners = await ownersOf(tx, ws, actor);
  // One at a time for each visitor, or the count would not hold.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`media ${ws.id} ${owners[0]!}`}, 0))`.execute(tx);
  const { n } = await tx
    .selectFrom('media')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('ws', '=', ws.id)
    .where('owner', 'in', owners)
    .where('holder', 'is', null)
    .where('state', '<>', 'removed')
    .executeTakeFirstOrThrow();
  if (n >= MEDIA_LIMITS.waiting)
    throw refusal('media/too-many', { detail: `At most ${MEDIA_LIMITS.waiting} uploads wait at a time` });
  const name = randomBytes(16).toString('base64url');
  return tx
    .insertInto('media')
    .values({ ws: ws.id, id, owner: owners[0]!, name, state: 'uploading', length, changed_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Says that a piece is stored, if the upload is still where the piece begins. The last piece claims the whole for whoever
 * received it. `undefined` when another request was there first.
 */
export async function grow(
  db: Db,
  row: UploadRow,
  piece: string,
  bytes: number,
  now: Date,
): Promise<UploadRow | undefined> {
  const isWhole = row.received + bytes === row.length;
  return db
    .updateTable('media')
    .set((e) => ({
      received: row.received + bytes,
      pieces: sql<string[]>`${e.ref('pieces')} || ${piece}::text`,
      changed_at: now,
      ...(isWhole && { state: 'processing', claimed_at: now }),
    }))
    .where('ws', '=', row.ws)
    .where('id', '=', row.id)
    .where('state', '=', 'uploading')
    .where('received', '=', row.received)
    .returningAll()
    .executeTakeFirst();
}

/** Forgets an upload that nothing holds. Its files are deleted afterwards. */
export async function removeUpload(db: Db, row: UploadRow): Promise<void> {
  const gone = await db
    .updateTable('media')
    .set({ state: 'removed' })
    .where('ws', '=', row.ws)
    .where('id', '=', row.id)
    .where('holder', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw refusal('media/in-use', { detail: 'It belongs to something that was sent' });
}
