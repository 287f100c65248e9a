import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { RefusalReason, ReviewLine } from '@continuo/protocol';
import fc from 'fast-check';
import { sql } from 'kysely';
import { transact } from '../database/index.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { putReviewSettings, respondToReview, storeLines } from './index.ts';
import { helpfulness } from './rules.ts';
import { Reviewed } from './testing/reviewers.ts';

/**
 * On a server these really run at the same time; the embedded database takes them one by one, in any order.
 * CONTINUO_RECOUNT runs so many acts once instead.
 */
const onServer = process.env['CONTINUO_TEST_DATABASE_URL'] !== undefined;
const asked = Number(process.env['CONTINUO_RECOUNT'] ?? 0);
const [RUNS, ACTS] = asked ? [1, asked] : onServer ? [1, 10_000] : [2, 80];
const WORKERS = 16;
const PEOPLE = ACTS < 1_000 ? 12 : 48;
const PRODUCTS = ['p-A', 'p-B'];

let backend: TestBackend;
before(async () => {
  backend = await openTestBackend({ rateLimits: { reads: 1e9, writes: 1e9, devices: 1e9 } });
});
after(() => backend.close());

const reason = fc.constantFrom<RefusalReason[]>('fraud', 'copied', 'off-topic');
const index = fc.nat({ max: PEOPLE - 1 });
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('publish'), review: index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refuse'), review: index, reason }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('vote'),
      review: index,
      by: index,
      asCustomer: fc.boolean(),
      vote: fc.constantFrom('yes', 'no', null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('report'), review: index, by: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('login'), by: index }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('respond'),
      review: index,
      text: fc.constantFrom('', 'Thanks'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('write'), by: index, asCustomer: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase'), by: index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('import'),
      review: index,
      seed: index,
      published: fc.boolean(),
    }),
  },
) as fc.Arbitrary<Act>;
type Act =
  | { kind: 'publish'; review: number }
  | { kind: 'refuse'; review: number; reason: RefusalReason }
  | { kind: 'respond'; review: number; text: string }
  | { kind: 'vote'; review: number; by: number; asCustomer: boolean; vote: 'yes' | 'no' | null }
  | { kind: 'report'; review: number; by: number }
  | { kind: 'login'; by: number }
  | { kind: 'write'; by: number; asCustomer: boolean }
  | { kind: 'erase'; by: number }
  /** Of a review that another shop had, new or changed since. */
  | { kind: 'import'; review: number; seed: number; published: boolean };

const seed = fc.record({
  rating: fc.integer({ min: 1, max: 5 }),
  recommended: fc.option(fc.boolean(), { nil: undefined }),
  ratings: fc.uniqueArray(
    fc.record({ name: fc.constantFrom('fit', 'value'), value: fc.integer({ min: 1, max: 5 }) }),
    {
      selector: ({ name }) => name,
    },
  ),
});

test(`after ${ACTS} publications, refusals, answers, votes, reports, log-ins, erasures and imports by ${WORKERS} at once every count is that of a recount, with what came from elsewhere and without`, async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(seed, { minLength: PEOPLE, maxLength: PEOPLE }),
      fc.array(act, { minLength: ACTS, maxLength: ACTS }),
      async (seeds, acts) => {
        const here = await Reviewed.open(backend);
        const { db } = backend.database;
        const ws = here.ws.workspace;
        const ratings = ['fit', 'value'].map((name) => ({ name, label: { en: name } }));
        await putReviewSettings(db, ws, { ratings });
        const people = await Promise.all(
          seeds.map(async () => ({ userId: `u-${randomUUID()}`, guest: await here.guest() })),
        );
        const product = (i: number): string => PRODUCTS[i % 2]!;
        const written = await Promise.all(
          seeds.map((review, i) => here.write(people[i]!.guest, review, product(i))),
        );
        /** The last review that somebody wrote; once it is erased there is none of this id. */
        const ids = written.map(({ id }) => id);
        const done = new Map<string, number>();
        /** One import of a source runs at a time. */
        let importing: Promise<unknown> = Promise.resolve();
        const act = async (a: Act): Promise<string> => {
          if ('by' in a) {
            const { userId, guest } = people[a.by]!;
            const by = 'asCustomer' in a && a.asCustomer ? await here.customer(userId) : guest;
            if (a.kind === 'vote') return answered(here.vote(by, ids[a.review]!, a.vote));
            if (a.kind === 'report') return answered(here.report(by, ids[a.review]!));
            if (a.kind === 'erase')
              return answered(here.ws.fetch(`/v1/customers/${userId}`, { method: 'DELETE', secret: true }));
            if (a.kind === 'login') return here.logIn(userId, guest.device).then(() => '200');
            const id = randomUUID();
            const answer = await answered(here.send(by, { ...seeds[a.by], id }, product(a.by)));
            if (answer === '201') ids[a.by] = id;
            return answer;
          }
          if (a.kind === 'import') {
            const line = lineOf(a, seeds[a.seed]!, product(a.review));
            const store = () => transact(db, (tx) => storeLines(tx, ws, [line], new Date()));
            await (importing = importing.then(store));
            ids[a.review] = line.id;
            return 'stored';
          }
          const id = ids[a.review]!;
          const acted =
            a.kind === 'respond'
              ? await transact(db, (tx) => respondToReview(tx, ws, id, a.text, new Date()))
              : await here.decide(
                  id,
                  a.kind === 'publish' ? { state: 'published' } : { state: 'refused', reason: a.reason },
                );
          return acted ? (acted.acted ? 'acted' : 'no change') : 'unknown';
        };
        const left = acts.values();
        await Promise.all(
          Array.from({ length: WORKERS }, async () => {
            for (const a of left) {
              const what = `${a.kind} ${await act(a)}`;
              done.set(what, (done.get(what) ?? 0) + 1);
            }
          }),
        );
        t.diagnostic(
          [...done]
            .sort()
            .map(([what, n]) => `${what}: ${n}`)
            .join(', '),
        );
        for (const countElsewhere of [true, false]) {
          await putReviewSettings(db, ws, { ratings, countElsewhere });
          for (const id of PRODUCTS)
            assert.deepEqual(await here.summary(id), await recount(here, id, countElsewhere));
        }
        await checkFacets(here);
        await checkVotes(here);
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
});

/** Published or not when it came, its own or not, written before: no answer is an error of the server. */
async function answered(sent: Promise<Response>): Promise<string> {
  const response = await sent;
  assert.ok([200, 201, 204, 403, 404, 409].includes(response.status), await response.text());
  return String(response.status);
}

type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;
const lineOf = (
  { review, published }: Extract<Act, { kind: 'import' }>,
  { rating, recommended, ratings }: Seed,
  productId: string,
): ReviewLine => ({
  ...{ type: 'review', id: `old-shop:${review}`, productId, rating, title: '', body: '', locale: 'en' },
  ...{
    author: 'Bo',
    at: '2025-01-01T00:00:00.000Z',
    ratings,
    attributes: [],
    badges: ['verified'],
    media: [],
  },
  ...(recommended !== undefined && { recommended }),
  ...{ source: { name: 'Old Shop' }, helpful: { yes: 0, no: 0 } },
  state: published ? 'published' : 'pending',
});

async function recount(here: Reviewed, productId: string, counted: boolean) {
  const all = await backend.database.db
    .selectFrom('reviews')
    .select(['stars', 'recommended', 'ratings', 'media', 'badges', 'source'])
    .where('ws', '=', here.ws.workspace.id)
    .where('product_id', '=', productId)
    .where('state', '=', 'published')
    .execute();
  const rows = all.filter(({ source }) => counted || !source);
  const mean = (values: readonly number[]): number =>
    values.length ? Math.round((values.reduce((a, b) => a + b, 0) / values.length) * 100) / 100 : 0;
  return {
    productId,
    count: rows.length,
    average: mean(rows.map((row) => row.stars)),
    histogram: [1, 2, 3, 4, 5].map((stars) => rows.filter((row) => row.stars === stars).length),
    recommended: {
      yes: rows.filter((row) => row.recommended === true).length,
      answers: rows.filter((row) => row.recommended !== null).length,
    },
    ratings: ['fit', 'value'].flatMap((name) => {
      const values = rows.flatMap((row) => row.ratings).filter((r) => r.name === name);
      return values.length ? [{ name, average: mean(values.map((r) => r.value)), count: values.length }] : [];
    }),
    verified: rows.filter((row) => row.badges.includes('verified')).length,
    media: rows.filter((row) => row.media.length > 0).length,
    elsewhere: { count: all.filter(({ source }) => source).length, counted },
  };
}

/** What the lists can be filtered by, counted again out of the search vectors. */
async function checkFacets(here: Reviewed): Promise<void> {
  const { rows } = await sql`
    with kept as (
      select product_id, facet, stars, count from review_facets
      where ws = ${here.ws.workspace.id} and count <> 0
    ), counted as (
      select product_id, substr(lexeme, 9), stars, count(*)::int from reviews, unnest(search)
      where ws = ${here.ws.workspace.id} and state = 'published' and substr(lexeme, 9) ~ '^=[^s]' group by 1, 2, 3
    )
    (table kept except table counted) union all (table counted except table kept)`.execute(
    backend.database.db,
  );
  assert.deepEqual(rows, []);
}

/** Each person, followed to the end of the pointers, counts once; nobody on their own review. */
async function checkVotes(here: Reviewed): Promise<void> {
  const { rows } = await sql<
    Record<'yes' | 'no' | 'y' | 'n' | 'votes' | 'persons' | 'own' | 'score' | 'reports' | 'open', number>
  >`
    select r.yes, r.no, r.score, r.reports, (
        select count(*)::int from review_reports o
        where o.ws = r.ws and o.review_id = r.id and o.closed_at is null) as open, count(*) filter (where v.helpful)::int as y,
      count(*) filter (where not v.helpful)::int as n, count(v.person)::int as votes,
      count(distinct coalesce(p.merged_into, p.id))::int as persons,
      count(*) filter (where coalesce(p.merged_into, p.id) = coalesce(a.merged_into, a.id))::int as own
    from reviews r left join persons a on a.ws = r.ws and a.id = r.person
      left join (review_votes v join persons p on p.ws = v.ws and p.id = v.person)
        on v.ws = r.ws and v.review_id = r.id
    where r.ws = ${here.ws.workspace.id} group by r.ws, r.id, r.yes, r.no, r.score, r.reports`.execute(
    backend.database.db,
  );
  const written = await backend.database.db
    .selectFrom('reviews')
    .select('id')
    .where('ws', '=', here.ws.workspace.id)
    .execute();
  assert.equal(rows.length, written.length);
  for (const row of rows) {
    assert.deepEqual(
      [row.yes, row.no, row.votes, row.own, row.reports],
      [row.y, row.n, row.persons, 0, row.open],
    );
    assert.equal(row.score, helpfulness(row.yes, row.no));
  }
}
