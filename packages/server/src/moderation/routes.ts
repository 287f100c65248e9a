import { routes, type ModerationEntry, type ModerationItem } from '@continuo/protocol';
import { cleanText } from '../catalog/index.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { handle, type Actor, type Handlers } from '../http/context.ts';
import { readCursor, writeCursor, type Place } from '../http/cursor.ts';
import { problem } from '../http/problem.ts';
import { markBest } from '../questions/index.ts';
import { countsIn, featureReview, isOldestFirst, markReview, type Decision } from '../reviews/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import { itemNamed, kinds, type Act, type Placed } from './kinds.ts';
import { logModeration, moderationLogOf } from './log.ts';

const { moderation } = routes;
const PAGE = 30;

async function itemOf(db: Db, ws: Workspace, itemId: string): Promise<ModerationItem> {
  const { kind, id } = itemNamed(itemId);
  const item = await kinds[kind].find(db, ws, id);
  if (!item) throw problem('moderation/unknown');
  return item;
}

type Staff = Extract<Actor, { kind: 'staff' }>;

/** Whoever only moderates does not learn who wrote it. */
function seenBy({ role }: Pick<Staff, 'role'>, item: ModerationItem): ModerationItem {
  if (role !== 'moderator') return item;
  const { personId: _, ...rest } = item;
  return rest;
}

const compare = (a: Place, b: Place): number => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);

interface Acting {
  db: Db;
  ws: Workspace;
  actor: Staff;
  itemId: string;
  now: () => Date;
}

/** Does something about an item and writes down what, in one transaction; gives the item as it is then. */
async function acting(
  { db, ws, actor, itemId, now }: Acting,
  act: (tx: Tx, at: Date) => Promise<Act | undefined>,
  entry: Pick<ModerationEntry, 'act' | 'reason'>,
): Promise<ModerationItem> {
  await transact(db, async (tx) => {
    const at = now();
    const done = await act(tx, at);
    if (!done) throw problem('moderation/unknown');
    const log = (what: Pick<ModerationEntry, 'act' | 'reason'>) =>
      logModeration(tx, ws, { itemId, staffId: actor.staffId, ...what, at });
    if (done.published) await log({ act: 'published' });
    if (done.acted) await log(entry);
  });
  return seenBy(actor, await itemOf(db, ws, itemId));
}

export const handlers: Handlers = {
  [moderation.list.id]: handle(moderation.list, async ({ db, ws, actor, query }) => {
    const { state = 'pending', kind, flag, stars, q, cursor } = query;
    const asked = {
      ...{ state, flag, q, limit: PAGE + 1 },
      stars: stars?.split(',').map(Number) ?? [],
      after: cursor === undefined ? undefined : readCursor(cursor),
    };
    const wanted = kind ? [kinds[kind]] : Object.values(kinds);
    const found: Placed[] = [];
    // What has no stars is none of those with some.
    for (const each of asked.stars.length ? wanted.filter((one) => one === kinds.review) : wanted)
      found.push(...(await each.queue(db, ws, asked)));
    found.sort((a, b) => (isOldestFirst(state) ? compare(a.place, b.place) : compare(b.place, a.place)));
    const page = found.slice(0, PAGE);
    const last = found.length > PAGE ? page.at(-1) : undefined;
    return {
      body: {
        items: page.map(({ item }) => seenBy(actor, item)),
        ...(last && { next: writeCursor(last.place) }),
        counts: await countsIn(db, ws, ['reviews', 'questions', 'answers']),
      },
    };
  }),

  [moderation.decide.id]: handle(moderation.decide, async ({ db, ws, actor, params, body, now }) => {
    const { itemId } = params;
    const { kind, id } = itemNamed(itemId);
    const decision: Decision =
      body.decision === 'publish' ? { state: 'published' } : { state: 'refused', reason: body.reason };
    return {
      body: await acting(
        { db, ws, actor, itemId, now },
        (tx, at) => kinds[kind].decide(tx, ws, id, decision, at),
        { act: decision.state, ...(decision.state === 'refused' && { reason: decision.reason }) },
      ),
    };
  }),

  [moderation.respond.id]: handle(moderation.respond, async ({ db, ws, actor, params, body, now }) => {
    const { itemId } = params;
    const { kind, id } = itemNamed(itemId);
    return {
      body: await acting(
        { db, ws, actor, itemId, now },
        (tx, at) => kinds[kind].respond(tx, ws, id, cleanText(body.text), at),
        { act: 'responded' },
      ),
    };
  }),

  [moderation.best.id]: handle(moderation.best, async ({ db, ws, actor, params, body, now }) => {
    const { itemId } = params;
    const { kind, id } = itemNamed(itemId);
    if (kind !== 'answer') throw problem('moderation/unknown');
    return {
      body: await acting({ db, ws, actor, itemId, now }, (tx) => markBest(tx, ws, id, body.best), {
        act: body.best ? 'marked-best' : 'unmarked-best',
      }),
    };
  }),

  [moderation.incentivised.id]: handle(
    moderation.incentivised,
    async ({ db, ws, actor, params, body: { incentivised }, now }) => {
      const { itemId } = params;
      const { kind, id } = itemNamed(itemId);
      if (kind !== 'review') throw problem('moderation/unknown');
      return {
        body: await acting({ db, ws, actor, itemId, now }, (tx) => markReview(tx, ws, id, { incentivised }), {
          act: incentivised ? 'marked-incentivised' : 'unmarked-incentivised',
        }),
      };
    },
  ),

  [moderation.featured.id]: handle(
    moderation.featured,
    async ({ db, ws, actor, params, body: { featured }, now }) => {
      const { itemId } = params;
      const { kind, id } = itemNamed(itemId);
      if (kind !== 'review') throw problem('moderation/unknown');
      return {
        body: await acting({ db, ws, actor, itemId, now }, (tx) => featureReview(tx, ws, id, featured), {
          act: featured ? 'marked-featured' : 'unmarked-featured',
        }),
      };
    },
  ),

  [moderation.log.id]: handle(moderation.log, async ({ db, ws, actor, params }) => ({
    body: {
      item: seenBy(actor, await itemOf(db, ws, params.itemId)),
      entries: await moderationLogOf(db, ws, params.itemId),
    },
  })),
};
