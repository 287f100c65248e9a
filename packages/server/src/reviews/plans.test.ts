import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { nodesOf, plansOf, readWhole } from '../database/testing/plans.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { listReviews } from './list.ts';
import { settingsOf } from './settings.ts';
import { stateOf, summariesOf } from './summary.ts';
import { BIG, RARE, writeMany } from './testing/many.ts';

/** Enough that reading the table whole is dear; `npm run bench -- reviews-scale` reads among a million. */
const REVIEWS = 4_000;

let backend: TestBackend;
let ws: { readonly id: number };
before(async () => {
  backend = await openTestBackend();
  ws = (await backend.workspace()).workspace;
  await writeMany(backend.database.db, ws, 0, REVIEWS);
  for (const table of ['reviews', 'review_summaries', 'review_facets'])
    await sql`analyze ${sql.table(table)}`.execute(backend.database.db);
});
after(async () => {
  await backend.database.db.deleteFrom('reviews').where('ws', '=', ws.id).execute();
  await backend.close();
});

const none = { stars: [], verified: false, media: false, recommended: false, text: false, attributes: [] };
type Asked = Omit<Parameters<typeof listReviews>[3], 'like' | 'limit'>;

async function pageOf(asked: Asked) {
  const { histogram } = await stateOf(backend.database.db, ws, BIG);
  const plans = await plansOf(backend.database.db, (db) =>
    listReviews(db, ws.id, BIG, { like: [], limit: 20, ...asked }, histogram),
  );
  const nodes = plans.flatMap(nodesOf);
  assert.deepEqual(readWhole(nodes), [], 'tables that are read whole');
  const by = new Set(nodes.flatMap((node) => node['Index Name'] ?? []));
  // Of each page: who of its authors is a top contributor.
  by.delete('reviews_of_contributor');
  return { nodes, by };
}

describe('among many reviews', () => {
  const orders = {
    helpful: 'reviews_helpful',
    newest: 'reviews_newest',
    oldest: 'reviews_newest',
    highest: 'reviews_highest',
    lowest: 'reviews_lowest',
  } as const;
  for (const [sort, index] of Object.entries(orders) as [keyof typeof orders, string][])
    test(`the page of the order "${sort}" is a walk along its index, nothing is sorted`, async () => {
      const at = new Date(sort === 'oldest' ? 0 : 4e12);
      const after = { sort, alike: 0, key: sort === 'lowest' ? 0 : 5, at, id: '', total: 400 };
      const { nodes, by } = await pageOf({ filters: none, sort, after });
      assert.deepEqual([...by], [index]);
      assert.ok(!nodes.some((node) => /Sort|Bitmap/.test(node['Node Type'])));
    });

  test('the first page brings its highlights by the index of the stars', async () => {
    const { by } = await pageOf({ filters: none, sort: 'newest' });
    assert.deepEqual([...by], ['reviews_newest', 'reviews_stars']);
  });

  test('the page of one star is a walk along the index of its stars', async () => {
    const { by } = await pageOf({ filters: { ...none, stars: ['1'] }, sort: 'helpful' });
    assert.deepEqual([...by], ['reviews_stars']);
    const later = await pageOf({ filters: { ...none, stars: ['4', '5'] }, sort: 'newest' });
    assert.deepEqual([...later.by], ['reviews_highest']);
  });

  test('what is filtered by one facet has been counted', async () => {
    for (const filters of [
      ...[{ verified: true }, { media: true }, { locale: 'zh' }],
      ...[
        { recommended: true },
        { text: true },
        { source: 'own' as const },
        { source: 'elsewhere' as const },
      ],
    ]) {
      const { by } = await pageOf({ filters: { ...none, ...filters }, sort: 'helpful' });
      assert.ok(by.has('review_facets_pkey'), JSON.stringify([filters, ...by]));
    }
  });

  test('words never read a table whole, however common they are', async () => {
    for (const q of ['good', 't', '茶', RARE.word, `good ${RARE.word}`, 'xylophone'])
      await pageOf({ filters: { ...none, q }, sort: 'helpful' });
  });

  test('nor do topics, with few words or with many', async () => {
    for (const topicWords of [[RARE.word], ['good', '茶', 'crack near', 'glaze', RARE.word], ['xylophone']])
      await pageOf({ filters: { ...none, topicWords }, sort: 'helpful' });
  });

  test('the summaries of sixty products are one look-up', async () => {
    const settings = await settingsOf(backend.database.db, ws);
    const products = Array.from({ length: 60 }, (_, i) => `p-${i}`);
    const plans = await plansOf(backend.database.db, (db) => summariesOf(db, ws, products, settings));
    assert.equal(plans.length, 1);
    assert.ok(!nodesOf(plans[0]!).some((node) => node['Relation Name'] === 'reviews'));
  });
});

test('what is counted of the facets is what a recount of the reviews gives', async () => {
  const { db } = backend.database;
  const { histogram } = await stateOf(db, ws, BIG);
  const total = async (filters: Partial<Asked['filters']>) =>
    (
      await listReviews(
        db,
        ws.id,
        BIG,
        { filters: { ...none, ...filters }, sort: 'newest', like: [], limit: 1 },
        histogram,
      )
    ).total;
  const { rows } = await sql<{
    verified: number;
    media: number;
    low: number;
    zh: number;
    gift: number;
    liked: number;
    own: number;
    elsewhere: number;
  }>`
    select (count(*) filter (where 'verified' = any(badges)))::int as verified,
      (count(*) filter (where media <> '[]'))::int as media,
      (count(*) filter (where 'verified' = any(badges) and stars < 3))::int as low,
      (count(*) filter (where locale like 'zh%'))::int as zh,
      (count(*) filter (where recommended))::int as liked,
      (count(*) filter (where source is null))::int as own,
      (count(*) filter (where source is not null))::int as elsewhere,
      (count(*) filter (where attributes->0->>'value' in ('gift', 'office')))::int as gift
    from reviews where ws = ${ws.id} and product_id = ${BIG}`.execute(db);
  assert.deepEqual(
    {
      verified: await total({ verified: true }),
      media: await total({ media: true }),
      low: await total({ verified: true, stars: ['1', '2'] }),
      zh: await total({ locale: 'zh' }),
      liked: await total({ recommended: true }),
      own: await total({ source: 'own' }),
      elsewhere: await total({ source: 'elsewhere' }),
      gift: await total({
        attributes: [
          { name: 'use', value: 'gift' },
          { name: 'use', value: 'office' },
        ],
      }),
    },
    rows[0],
  );
});
