import type { OwnReview, Vote } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { Visitor } from '../identity/index.ts';
import { ownRowsOf } from './author.ts';
import { ownReviewOf, reviewColumns, type ReviewRow } from './rows.ts';

/** Rows of each kind: more than a person writes. */
const MOST = 500;

/** What a visitor wrote, voted and reported, newest first. */
export async function ownOf(
  db: Db,
  ws: { readonly id: number },
  actor: Visitor,
  productId: string | undefined,
): Promise<{ reviews: OwnReview[]; votes: { reviewId: string; vote: Vote }[]; reports: string[] }> {
  const own = await ownRowsOf(db, ws, actor);
  const product = (alias: string) =>
    productId === undefined ? sql`` : sql`and ${sql.ref(`${alias}.product_id`)} = ${productId}`;
  const said = sql`join reviews r on r.ws = s.ws and r.id = s.review_id where ${own} ${product('r')}
    order by s.at desc limit ${MOST}::int`;
  const columns = sql.join(reviewColumns.map((name) => sql.ref(`s.${name}`)));
  const [reviews, votes, reports] = [
    await sql<ReviewRow>`select ${columns} from reviews s where ${own} ${product('s')}
      order by s.at desc, s.id desc limit ${MOST}::int`.execute(db),
    await sql<{ id: string; helpful: boolean }>`
      select s.review_id as id, s.helpful from review_votes s ${said}`.execute(db),
    await sql<{ id: string }>`select s.review_id as id from review_reports s ${said}`.execute(db),
  ];
  return {
    reviews: reviews.rows.map(ownReviewOf),
    votes: votes.rows.map(({ id, helpful }) => ({ reviewId: id, vote: helpful ? 'yes' : 'no' })),
    reports: reports.rows.map((row) => row.id),
  };
}
