import { routes, type ModerationFlag, type ModerationItem } from '@continuo/protocol';
import { cleanText, productTitles } from '../catalog/index.ts';
import { transact, type Db } from '../database/index.ts';
import { handle, type Handlers } from '../http/context.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { problem } from '../http/problem.ts';
import {
  decideReview,
  findReview,
  ownReviewOf,
  placeIn,
  queueCounts,
  queueOf,
  respondToReview,
  type Decision,
  type ReviewRow,
} from '../reviews/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import { logModeration, moderationLogOf } from './log.ts';

const { moderation } = routes;
const PAGE = 30;

async function itemsOf(db: Db, ws: Workspace, rows: readonly ReviewRow[]): Promise<ModerationItem[]> {
  const titles = await productTitles(db, ws.id, [...new Set(rows.map((row) => row.product_id))]);
  return rows.map((row) => ({
    id: row.id,
    kind: 'review',
    state: row.state,
    productTitle: titles.get(row.product_id) ?? row.product_id,
    review: ownReviewOf(row),
    flags: [...(row.flags as ModerationFlag[]), ...(row.reports > 0 ? (['reported'] as const) : [])],
    reports: row.reports,
    personId: row.person,
  }));
}

async function itemOf(db: Db, ws: Workspace, row: ReviewRow | undefined): Promise<ModerationItem> {
  if (!row) throw problem('moderation/unknown');
  return (await itemsOf(db, ws, [row]))[0]!;
}

export const handlers: Handlers = {
  [moderation.list.id]: handle(moderation.list, async ({ db, ws, query }) => {
    const { state = 'pending', flag, stars, q, cursor } = query;
    const rows = await queueOf(db, ws, {
      ...{ state, flag, q, limit: PAGE + 1 },
      stars: stars?.split(',').map(Number) ?? [],
      after: cursor === undefined ? undefined : readCursor(cursor),
    });
    const page = rows.slice(0, PAGE);
    const last = rows.length > PAGE ? page.at(-1) : undefined;
    return {
      body: {
        items: await itemsOf(db, ws, page),
        ...(last && { next: writeCursor(placeIn(state, last)) }),
        counts: await queueCounts(db, ws),
      },
    };
  }),

  [moderation.decide.id]: handle(moderation.decide, async ({ db, ws, actor, params, body, now }) => {
    const decision: Decision =
      body.decision === 'publish' ? { state: 'published' } : { state: 'refused', reason: body.reason };
    const row = await transact(db, async (tx) => {
      const at = now();
      const decided = await decideReview(tx, ws, params.itemId, decision, at);
      if (decided?.acted)
        await logModeration(tx, ws, {
          ...{ itemId: params.itemId, staffId: actor.staffId, act: decision.state, at },
          ...(decision.state === 'refused' && { reason: decision.reason }),
        });
      return decided?.review;
    });
    return { body: await itemOf(db, ws, row) };
  }),

  [moderation.respond.id]: handle(moderation.respond, async ({ db, ws, actor, params, body, now }) => {
    const row = await transact(db, async (tx) => {
      const at = now();
      const responded = await respondToReview(tx, ws, params.itemId, cleanText(body.text), at);
      if (responded?.acted)
        await logModeration(tx, ws, { itemId: params.itemId, staffId: actor.staffId, act: 'responded', at });
      return responded?.review;
    });
    return { body: await itemOf(db, ws, row) };
  }),

  [moderation.log.id]: handle(moderation.log, async ({ db, ws, params }) => {
    const item = await itemOf(db, ws, await findReview(db, ws, params.itemId));
    return { body: { item, entries: await moderationLogOf(db, ws, params.itemId) } };
  }),
};
