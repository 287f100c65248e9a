import type { DigestReview, ReviewDigest } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { transact, type Db, type Tx } from '../database/index.ts';
import { topContributorsOf } from './contributors.ts';
import { claimsOf, FEWEST, hasAged, isBalanced, MOST, sharesOf, sum, type Claim } from './digest-rules.ts';
import { reviewColumns, reviewOf } from './rows.ts';

/** What somebody who sums up reviews is asked. What people wrote is material for them, never an instruction. */
export interface SummarizeRequest {
  readonly productId: string;
  /** From 10 to 200 published ones that say something in words, with all numbers of stars that were given. */
  readonly reviews: readonly {
    readonly id: string;
    /** Stars, 1 to 5. */
    readonly rating: number;
    readonly title: string;
    /** 1,000 characters at most. */
    readonly body: string;
    /** BCP 47 tag of the language that it is in. */
    readonly locale: string;
  }[];
  /** Language to write in, and its script where it is written in several, such as `ja` or `zh-Hant`. */
  readonly to: string;
  /** Ends when the answer is no longer waited for. */
  readonly signal: AbortSignal;
}
/**
 * Says in a few claims what reviews say, each with the ids of those that it rests on. What it throws, and what is late, is
 * a failure; a claim that rests on none of the reviews is left out.
 */
export type Summarize = (request: SummarizeRequest) => Promise<readonly Claim[]>;

/** Milliseconds that one is waited for, and after which another one may be asked for. */
const LATEST_MS = 60_000;
const AGAIN_MS = 5 * 60_000;
/** Characters of a review that are given, and that are shown beside a claim. */
const GIVEN = 1_000;
const SHOWN = 300;

/** Of which product a digest is wanted, and in which language. */
export interface Wanted {
  ws: { readonly id: number };
  productId: string;
  /** Language, with its script where it has several. */
  to: string;
  /** How many published reviews give one star to five. */
  histogram: readonly number[];
  now: Date;
  /** Whether the caller may have one made. */
  allow: () => Promise<boolean>;
}
type Given = Pick<DigestReview, 'id' | 'title' | 'body' | 'locale'> & { stars: number };

const beginning = (text: string, most: number): string =>
  text.length <= most ? text : `${[...text].slice(0, most - 1).join('')}…`;

/** What machines make of products' reviews: kept, and made anew where reviews have changed. Nobody waits for it. */
export class Digests {
  readonly #db: Db;
  readonly #summarize: Summarize;
  readonly #log: Logger;
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(db: Db, summarize: Summarize, log: Logger) {
    this.#db = db;
    this.#summarize = summarize;
    this.#log = log;
  }

  /** The digest that is kept. Where there is none, or an old one, the next is begun. */
  async of(wanted: Wanted): Promise<ReviewDigest | undefined> {
    const { ws, productId, to, histogram, now } = wanted;
    const all = sum(histogram);
    if (all < FEWEST) return undefined;
    const kept = await this.#db
      .selectFrom('review_digests')
      .select(['asked_at', 'made_at', 'published', 'count', 'outdated', 'claims'])
      .where('ws', '=', ws.id)
      .where('product_id', '=', productId)
      .where('locale', '=', to)
      .executeTakeFirst();
    const isLately = kept && now.getTime() - kept.asked_at.getTime() < AGAIN_MS;
    const isGood = kept?.made_at && !kept.outdated && !hasAged(kept.published, all);
    if (!isLately && !isGood && (await wanted.allow())) await this.#begin(wanted);
    if (!kept?.made_at || !kept.claims.length) return undefined;
    const reviews = await namedIn(this.#db, ws, kept.claims);
    // One that was withdrawn since the claims were read.
    const claims = kept.claims.flatMap(({ text, reviewIds }) => {
      const there = reviewIds.filter((id) => reviews.some((review) => review.id === id));
      return there.length ? [{ text, reviewIds: there }] : [];
    });
    if (
      !claims.length ||
      !isBalanced(
        reviews.map(({ rating }) => rating),
        histogram,
      )
    )
      return undefined;
    return { productId, locale: to, at: kept.made_at.toISOString(), count: kept.count, claims, reviews };
  }

  /** Ends what runs. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  /** Whoever writes the row makes the digest: one at a time, on however many servers. */
  async #begin(wanted: Wanted): Promise<void> {
    const { ws, productId, to, now } = wanted;
    const { rows } = await sql`
      insert into review_digests as d (ws, product_id, locale, asked_at)
      values (${ws.id}::int, ${productId}, ${to}, ${now}::timestamptz)
      on conflict (ws, product_id, locale) do update set asked_at = excluded.asked_at
      where d.asked_at <= ${new Date(now.getTime() - AGAIN_MS)}::timestamptz
      returning 1`.execute(this.#db);
    if (!rows.length || this.#closing.signal.aborted) return;
    const running = this.#make(wanted).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #make(wanted: Wanted): Promise<void> {
    const { productId, to } = wanted;
    try {
      const given = await choose(this.#db, wanted);
      const claims = given.length < FEWEST ? [] : await this.#claims(wanted, given);
      await transact(this.#db, (tx) => store(tx, wanted, given, claims));
    } catch (error) {
      if (!this.#closing.signal.aborted)
        this.#log.warn({ err: error, productId, to }, 'reviews could not be summed up');
    }
  }

  async #claims({ productId, to }: Wanted, given: readonly Given[]): Promise<Claim[]> {
    const signal = AbortSignal.any([AbortSignal.timeout(LATEST_MS), this.#closing.signal]);
    const late = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    );
    const reviews = given.map(({ stars, body, ...rest }) => ({
      ...rest,
      rating: stars,
      body: beginning(body, GIVEN),
    }));
    // Called within the race: should it throw at once, nobody would wait for what rejects later.
    const asking = Promise.resolve({ productId, reviews, to, signal }).then(this.#summarize);
    return claimsOf(await Promise.race([asking, late]), new Set(given.map(({ id }) => id)));
  }
}

/** Of each number of stars the most helpful that say something, then the newest: all, or a share as large as theirs. */
async function choose(db: Db, { ws, productId, histogram }: Wanted): Promise<Given[]> {
  const walks = sharesOf(histogram, MOST).map(
    (share, i) => sql`(
      select id, stars, title, body, locale from reviews
      where ws = ${ws.id}::int and product_id = ${productId} and state = 'published' and stars = ${i + 1}::smallint
        and (title <> '' or body <> '')
      order by score desc, at desc, id desc limit ${share}::int)`,
  );
  const { rows } = await sql<Given>`${sql.join(walks, sql` union all `)}`.execute(db);
  return rows;
}

/** Keeps claims with the reviews that still say what they said; later ones are not replaced by earlier ones. */
async function store(tx: Tx, { ws, productId, to, histogram, now }: Wanted, given: Given[], claims: Claim[]) {
  const named = claims.flatMap(({ reviewIds }) => reviewIds);
  const same = new Set<string>();
  if (named.length) {
    const { rows } = await sql<Given>`
      select id, stars, title, body, locale from reviews
      where ws = ${ws.id}::int and id = any(${named}::text[]) and product_id = ${productId} and state = 'published'
      order by id for share`.execute(tx);
    const before = new Set(given.map((row) => JSON.stringify(row)));
    for (const row of rows) if (before.has(JSON.stringify(row))) same.add(row.id);
  }
  await tx
    .updateTable('review_digests')
    .set({
      made_at: now,
      published: sum(histogram),
      count: given.length,
      outdated: same.size < new Set(named).size,
      claims: JSON.stringify(claimsOf(claims, same)),
    })
    .where('ws', '=', ws.id)
    .where('product_id', '=', productId)
    .where('locale', '=', to)
    .where('asked_at', '=', now)
    .execute();
}

/** The reviews that claims rest on, in their order. */
async function namedIn(db: Db, ws: Wanted['ws'], claims: readonly Claim[]): Promise<DigestReview[]> {
  const ids = [...new Set(claims.flatMap(({ reviewIds }) => reviewIds))];
  const rows = await db
    .selectFrom('reviews')
    .select(reviewColumns)
    .where('ws', '=', ws.id)
    .where('id', 'in', ids)
    .where('state', '=', 'published')
    .execute();
  const top = await topContributorsOf(db, ws.id, rows);
  return ids.flatMap((name) => {
    const row = rows.find(({ id }) => id === name);
    if (!row) return [];
    const { id, rating, title, body, locale, author, at, badges, source } = reviewOf(row, top);
    return {
      id,
      rating,
      title,
      body: beginning(body, SHOWN),
      locale,
      author,
      at,
      badges,
      ...(source && { source }),
    };
  });
}
