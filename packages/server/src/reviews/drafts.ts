import type { ReviewDraft } from '@continuo/protocol';
import { productTitles } from '../catalog/index.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { ownersOf, type Visitor } from '../identity/index.ts';
import type { Workspace } from '../workspaces/index.ts';

interface Drafting {
  ws: Workspace;
  actor: Visitor;
  productId: string;
}

const rowsOf = (db: Db, ws: number, productId: string, owners: readonly string[]) =>
  db
    .selectFrom('review_drafts')
    .select(['owner', 'draft', 'changed_ms'])
    .where('ws', '=', ws)
    .where('product_id', '=', productId)
    .where('owner', 'in', [...owners])
    .orderBy('changed_ms', 'desc')
    .orderBy('owner');

/** The latest draft of a visitor, whether begun as a guest or on another device. */
export async function draftOf(db: Db, { ws, actor, productId }: Drafting): Promise<ReviewDraft | undefined> {
  const row = await rowsOf(db, ws.id, productId, await ownersOf(db, ws, actor))
    .limit(1)
    .executeTakeFirst();
  return row?.draft;
}

/** Keeps a draft unless a later one is there, and answers which is; none where it has become a review. */
export const saveDraft = (
  db: Db,
  drafting: Drafting,
  draft: ReviewDraft | null,
  now: Date,
): Promise<ReviewDraft | undefined> =>
  transact(db, (tx) => save(tx, drafting, draft, now), { retryUnique: true });

async function save(
  tx: Tx,
  { ws, actor, productId }: Drafting,
  draft: ReviewDraft | null,
  now: Date,
): Promise<ReviewDraft | undefined> {
  const owners = await ownersOf(tx, ws, actor);
  const [latest] = await rowsOf(tx, ws.id, productId, owners).forUpdate().execute();
  if (draft) {
    if (!(await productTitles(tx, ws.id, [productId])).size) throw problem('catalog/product-unknown');
    // A clock that runs ahead must not keep all later drafts out.
    const changed = Math.min(new Date(draft.at).getTime(), now.getTime());
    if (await isReview(tx, ws.id, draft.id)) return latest?.draft;
    if (latest && latest.changed_ms > changed) return latest.draft;
    await forget(tx, ws.id, productId, owners);
    await tx
      .insertInto('review_drafts')
      .values({
        ...{ ws: ws.id, product_id: productId, owner: owners[0]!, changed_ms: changed },
        draft: JSON.stringify({ ...draft, at: new Date(changed).toISOString() }),
      })
      .execute();
    return { ...draft, at: new Date(changed).toISOString() };
  }
  await forget(tx, ws.id, productId, owners);
  return undefined;
}

async function forget(tx: Tx, ws: number, productId: string, owners: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('review_drafts')
    .where('ws', '=', ws)
    .where('product_id', '=', productId)
    .where('owner', 'in', [...owners])
    .execute();
}

async function isReview(tx: Tx, ws: number, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('reviews')
    .select('id')
    .where('ws', '=', ws)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}
