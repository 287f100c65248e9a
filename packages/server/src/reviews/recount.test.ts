import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { RefusalReason } from '@continuo/protocol';
import fc from 'fast-check';
import { sql } from 'kysely';
import { openTestBackend, type TestBackend, type TestCall } from '../testing.ts';
import { putReviewSettings } from './index.ts';
import { helpfulness } from './rules.ts';
import { Reviewed } from './testing/reviewers.ts';

/** On a server these really run at the same time; the embedded database takes them one by one, in any order. */
const onServer = process.env['CONTINUO_TEST_DATABASE_URL'] !== undefined;
const [RUNS, ACTS] = onServer ? [6, 250] : [3, 60];
const PRODUCTS = ['p-A', 'p-B'];

let backend: TestBackend;
before(async () => {
  backend = await openTestBackend({ rateLimits: { reads: 1e9, writes: 1e9, devices: 1e9 } });
});
after(() => backend.close());

const reason = fc.constantFrom<RefusalReason[]>('fraud', 'copied', 'off-topic');
const index = fc.nat({ max: 11 });
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
) as fc.Arbitrary<Act>;
type Act =
  | { kind: 'publish'; review: number }
  | { kind: 'refuse'; review: number; reason: RefusalReason }
  | { kind: 'vote'; review: number; by: number; asCustomer: boolean; vote: 'yes' | 'no' | null }
  | { kind: 'report'; review: number; by: number }
  | { kind: 'login'; by: number };

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

test(`after ${ACTS} publications, refusals, votes, reports and log-ins at once every count is that of a recount`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(seed, { minLength: 12, maxLength: 12 }),
      fc.array(act, { minLength: ACTS, maxLength: ACTS }),
      async (seeds, acts) => {
        const here = await Reviewed.open(backend);
        await putReviewSettings(backend.database.db, here.ws.workspace, {
          ratings: ['fit', 'value'].map((name) => ({ name, label: { en: name } })),
        });
        const people = await Promise.all(
          seeds.map(async () => ({ userId: `u-${randomUUID()}`, guest: await here.guest() })),
        );
        const asCustomer = (i: number): Promise<TestCall> => here.customer(people[i]!.userId);
        const written = await Promise.all(
          seeds.map((review, i) => here.write(people[i]!.guest, review, PRODUCTS[i % 2])),
        );
        const id = (i: number): string => written[i]!.id;
        await Promise.all(
          acts.map(async (a) => {
            if (a.kind === 'publish') await here.decide(id(a.review));
            else if (a.kind === 'refuse')
              await here.decide(id(a.review), { state: 'refused', reason: a.reason });
            else if (a.kind === 'login') await here.logIn(people[a.by]!.userId, people[a.by]!.guest.device);
            else if (a.kind === 'report') await answered(here.report(people[a.by]!.guest, id(a.review)));
            else {
              const by = a.asCustomer ? await asCustomer(a.by) : people[a.by]!.guest;
              await answered(here.vote(by, id(a.review), a.vote));
            }
          }),
        );
        for (const product of PRODUCTS)
          assert.deepEqual(await here.summary(product), await recount(here, product));
        await checkFacets(here);
        await checkVotes(here);
      },
    ),
    { numRuns: RUNS },
  );
});

/** Published or not when it came, its own or not: no answer is an error of the server. */
async function answered(sent: Promise<Response>): Promise<void> {
  const response = await sent;
  assert.ok([200, 204, 403, 404].includes(response.status), await response.text());
}

async function recount(here: Reviewed, productId: string) {
  const rows = await backend.database.db
    .selectFrom('reviews')
    .select(['stars', 'recommended', 'ratings', 'media'])
    .where('ws', '=', here.ws.workspace.id)
    .where('product_id', '=', productId)
    .where('state', '=', 'published')
    .execute();
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
    verified: 0,
    media: rows.filter((row) => row.media.length > 0).length,
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
    Record<'yes' | 'no' | 'y' | 'n' | 'votes' | 'persons' | 'own' | 'score', number>
  >`
    select r.yes, r.no, r.score, count(*) filter (where v.helpful)::int as y,
      count(*) filter (where not v.helpful)::int as n, count(v.person)::int as votes,
      count(distinct coalesce(p.merged_into, p.id))::int as persons,
      count(*) filter (where coalesce(p.merged_into, p.id) = coalesce(a.merged_into, a.id))::int as own
    from reviews r join persons a on a.ws = r.ws and a.id = r.person
      left join (review_votes v join persons p on p.ws = v.ws and p.id = v.person)
        on v.ws = r.ws and v.review_id = r.id
    where r.ws = ${here.ws.workspace.id} group by r.id, r.yes, r.no, r.score`.execute(backend.database.db);
  assert.equal(rows.length, 12);
  for (const row of rows) {
    assert.deepEqual([row.yes, row.no, row.votes, row.own], [row.y, row.n, row.persons, 0]);
    assert.equal(row.score, helpfulness(row.yes, row.no));
  }
}
