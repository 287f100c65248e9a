import type { NewReview, OwnReview } from '@continuo/protocol';
import { sql } from 'kysely';
import { checkProduct, cleanLine, cleanText } from '../catalog/index.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { filled } from '../http/validate.ts';
import { devicesOf, holdPerson, type Visitor } from '../identity/index.ts';
import { holdMedia } from '../media/index.ts';
import { flagsOf } from '../moderation/index.ts';
import { hasOrdered } from '../orders/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import { columnsOf, idsOf, isOwn, tellAuthor } from './author.ts';
import { forgetDrafts, REVIEW_DRAFTS } from './drafts.ts';
import { factsOf } from './facts.ts';
import { wrongAnswer } from './rules.ts';
import { ownReviewOf, reviewColumns, type ReviewRow } from './rows.ts';
import { markOf, saidOf, vectorOf } from './search.ts';
import { settingsOf } from './settings.ts';

interface Submission {
  ws: Workspace;
  actor: Visitor;
  productId: string;
  review: NewReview;
  now: Date;
}

/** Takes a review, once however often it is sent: it waits for a decision. */
export const createReview = (db: Db, submission: Submission): Promise<OwnReview> =>
  transact(db, (tx) => create(tx, submission), { retryUnique: true });

async function create(tx: Tx, submission: Submission): Promise<OwnReview> {
  const { ws, actor, productId, review, now } = submission;
  const sent = await submitted(tx, submission);
  if (sent) return sent;
  await checkProduct(tx, ws.id, productId);
  const wrong = wrongAnswer(await settingsOf(tx, ws), review);
  if (wrong) throw problem('review/answer-unknown', { detail: wrong });

  const person = await holdPerson(tx, ws, idsOf(actor), now);
  // One at a time for each author and product; whoever waited may find its own review done.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`review ${ws.id} ${person} ${productId}`}, 0))`.execute(
    tx,
  );
  const meanwhile = await submitted(tx, submission);
  if (meanwhile) return meanwhile;
  if (await hasReviewed(tx, ws.id, person, productId))
    throw problem('review/exists', { detail: 'One review a product: the first is not refused' });

  const row = await insert(tx, submission, person);
  await forgetDrafts(tx, REVIEW_DRAFTS, { ws, actor, about: productId });
  await tellAuthor(tx, ws, row);
  return ownReviewOf(row);
}

/** The review of this id, if it was sent before. */
async function submitted(tx: Tx, { ws, actor, review }: Submission): Promise<OwnReview | undefined> {
  const row = await tx
    .selectFrom('reviews')
    .select(reviewColumns)
    .where('ws', '=', ws.id)
    .where('id', '=', review.id)
    .executeTakeFirst();
  if (!row) return undefined;
  if (!isOwn(ws, actor, row)) throw problem('review/unknown');
  return ownReviewOf(row);
}

async function hasReviewed(tx: Tx, ws: number, person: string, productId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('reviews')
    .select('id')
    .where('ws', '=', ws)
    .where('person', '=', person)
    .where('product_id', '=', productId)
    .where('state', '<>', 'refused')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function insert(
  tx: Tx,
  { ws, actor, productId, review, now }: Submission,
  person: string,
): Promise<ReviewRow> {
  const {
    id,
    rating: stars,
    locale,
    recommended = null,
    incentivised,
    ratings = [],
    attributes = [],
  } = review;
  const title = cleanLine(review.title ?? '');
  const body = cleanText(review.body ?? '');
  const author = filled('body.author', cleanLine(review.author));
  const buyer =
    actor.kind === 'customer'
      ? { userId: actor.userId, deviceIds: await devicesOf(tx, ws, actor.userId) }
      : { deviceIds: [actor.deviceId] };
  const verified = await hasOrdered(tx, ws.id, buyer, productId);
  const holder = { ws, actor, holder: `review ${id}`, now };
  const media = await holdMedia(tx, holder, review.media ?? []);
  const badges = [
    ...(verified ? ['verified' as const] : []),
    ...(incentivised ? ['incentivised' as const] : []),
  ];
  const said = saidOf(title, body);
  const { copies, lately } = await factsOf(tx, ws.id, 'reviews', person, said, now);
  return tx
    .insertInto('reviews')
    .values({
      ...{ ws: ws.id, id, product_id: productId, person, ...columnsOf(actor), state: 'pending', stars },
      ...{ title, body, locale, author, recommended, at: now, said },
      ratings: JSON.stringify(ratings),
      attributes: JSON.stringify(attributes),
      badges,
      media: JSON.stringify(media),
      flags: flagsOf({ title, body, author, locale }, { copies, lately }),
      search: sql`${vectorOf(markOf(ws.id, productId), { title, body, locale, stars, badges, media, recommended, source: null, attributes })}::tsvector`,
    })
    .returning(reviewColumns)
    .executeTakeFirstOrThrow();
}
