import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ReviewSettings } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { putReviewSettings, type NewReviewSettings } from './index.ts';
import { Reviewed } from './testing/reviewers.ts';

let backend: TestBackend;
let here: Reviewed;
before(async () => {
  backend = await openTestBackend();
  here = await Reviewed.open(backend);
});
after(() => backend.close());

/** Publishes a review that so many readers found helpful, and so many not. */
async function found(rating: number, yes: number, no: number, product: string): Promise<string> {
  const { id } = await here.published({ rating }, product);
  for (let i = 0; i < yes + no; i++) await here.vote(await here.guest(), id, i < yes ? 'yes' : 'no');
  return id;
}
const idsOf = (list: { reviews: { id: string }[] }) => list.reviews.map(({ id }) => id);

describe('the most helpful reviews', () => {
  test('come first whatever their stars are: the same votes give the same place', async () => {
    const low = await found(1, 3, 0, 'p-A');
    const high = await found(5, 1, 0, 'p-A');
    const disputed = await found(5, 3, 3, 'p-A');
    const unread = await found(5, 0, 0, 'p-A');
    assert.deepEqual(idsOf(await here.list()), [low, high, disputed, unread]);
  });

  test('are shown as one that praises and one that criticises', async () => {
    const { highlights } = await here.list();
    assert.deepEqual([highlights?.positive.rating, highlights?.critical.rating], [5, 1]);
    assert.deepEqual(highlights?.positive.helpful, { yes: 1, no: 0 });
    for (const query of [
      '&stars=5',
      '&q=x',
      '&like=a:b',
      `&limit=1&cursor=${(await here.list('&limit=1')).next}`,
    ])
      assert.equal((await here.list(query)).highlights, undefined, query);
  });

  test('are not shown where one side is missing, or nobody has found it helpful', async () => {
    await found(5, 2, 0, 'p-B');
    assert.equal((await here.list('', 'p-B')).highlights, undefined);
    const critical = await found(3, 0, 0, 'p-B');
    assert.equal((await here.list('', 'p-B')).highlights, undefined);
    await here.vote(await here.guest(), critical, 'yes');
    assert.equal((await here.list('', 'p-B')).highlights?.critical.id, critical);
    await here.decide(critical, { state: 'refused', reason: 'fraud' });
    assert.equal((await here.list('', 'p-B')).highlights, undefined);
  });
});

test('what the shop features has no part in any order, in the highlights or in the average', async () => {
  const shop = await Reviewed.open(backend);
  const desk = await shop.desk();
  const ids: string[] = [];
  for (const [rating, votes] of [
    [5, 0],
    [1, 2],
    [4, 1],
    [5, 0],
  ] as const) {
    const { id } = await shop.published({ rating });
    for (let i = 0; i < votes; i++) await shop.vote(await shop.guest(), id, 'yes');
    ids.push(id);
  }
  const shown = async () => ({
    orders: await Promise.all(
      ['helpful', 'newest', 'oldest', 'highest', 'lowest'].map((sort) => shop.all(`&sort=${sort}`)),
    ),
    highlights: Object.values((await shop.list()).highlights ?? {}).map(({ id }) => id),
    summary: await shop.summary(),
  });
  const plain = await shown();
  assert.deepEqual(plain.highlights, [ids[2], ids[1]]);
  for (const id of [ids[0], ids[3]]) {
    const call = { ...desk, method: 'PUT', body: { featured: true } };
    assert.equal((await shop.ws.fetch(`/v1/moderation/${id}/featured`, call)).status, 200);
  }
  assert.equal((await shop.list()).reviews.filter(({ badges }) => badges.includes('featured')).length, 2);
  assert.deepEqual(await shown(), plain);
});

describe('a configuration that would hide or weigh reviews by their stars', () => {
  const fit = { name: 'fit', label: { en: 'Fit' } };
  const skin = { name: 'skin', label: { en: 'Skin' }, values: [{ value: 'dry', label: { en: 'Dry' } }] };
  const shapes: [name: string, settings: Record<string, unknown>][] = [
    ...[
      ...[
        'minimumStars',
        'minStars',
        'min_rating',
        'hideBelow',
        'publishFrom',
        'autoPublish',
        'stars',
        'threshold',
      ],
      ...['weights', 'weight', 'boost', 'sort', 'defaultSort', 'order', 'pin', 'featured', 'highlights'],
      ...[
        'excludeSources',
        'countFrom',
        'elsewhere',
        'exclude',
        'filter',
        'visible',
        'rounding',
        'averageOf',
        'onlyVerified',
        'maxAge',
        'moderation',
      ],
      ...['Ratings', 'ratings ', '', 'constructor', 'toString'],
    ].map((field): [string, Record<string, unknown>] => [field, { [field]: 3 }]),
    ['__proto__', JSON.parse('{"__proto__": {"minimumStars": 3}}') as Record<string, unknown>],
    ['ratings.0.minimum', { ratings: [{ ...fit, minimum: 3 }] }],
    ['ratings.0.weight', { ratings: [{ ...fit, weight: 2 }] }],
    ['ratings.0.hide', { ratings: [{ ...fit, hide: { below: 3 } }] }],
    ['attributes.0.stars', { attributes: [{ ...skin, stars: [4, 5] }] }],
    ['topics.0.stars', { topics: [{ name: 'lid', label: { en: 'Lid' }, words: { en: ['lid'] }, stars: 5 }] }],
    [
      'attributes.0.values.0.hidden',
      { attributes: [{ ...skin, values: [{ ...skin.values[0], hidden: true }] }] },
    ],
  ];
  for (const [field, settings] of shapes)
    test(`is refused in words: ${JSON.stringify(field)}`, async () => {
      await assert.rejects(
        putReviewSettings(backend.database.db, here.ws.workspace, settings),
        (error: Error) => {
          assert.match(error.message, /is not known; no setting hides reviews or weighs them by their stars/);
          assert.ok(error.message.includes(field), error.message);
          return true;
        },
      );
    });

  test('is no setting at all: what is not a list of questions or a text is refused', async () => {
    for (const settings of [
      { ratings: { minimum: 3 } },
      { ratings: 4 },
      { attributes: [3] },
      { topics: [{ name: 'lid', label: { en: 'Lid' }, words: ['lid'] }] },
      { topics: [{ name: 'lid', label: { en: 'Lid' }, words: { en: ['!'] } }] },
      { authenticity: 3 },
      { authenticity: { en: { minimumStars: 3 } } },
      { authenticity: {} },
      { authenticity: { en: '  ' } },
      ...[{ 'Old Shop': false }, ['Old Shop'], 4, 'positive', null].map((one) => ({ countElsewhere: one })),
    ])
      await assert.rejects(
        putReviewSettings(backend.database.db, here.ws.workspace, settings as unknown as NewReviewSettings),
        TypeError,
      );
  });
});

describe('what a review is marked with', () => {
  const mark = (id: string, body: unknown, by: object = { secret: true }) =>
    here.ws.fetch(`/v1/reviews/${id}/badges`, { ...by, method: 'PUT', body });
  const badges = async (): Promise<string[][]> =>
    (await here.list('', 'p-C')).reviews.map((review) => review.badges);

  test('the merchant’s server says: that its author got something for it, or works there', async () => {
    const { id } = await here.published({}, 'p-C');
    const path = `/v1/products/p-C/reviews?key=${here.ws.publishable}`;
    const before_ = (await here.ws.fetch(path)).headers.get('etag');
    assert.equal((await mark(id, { incentivised: true, staff: false })).status, 204);
    assert.equal((await mark(id, { incentivised: true, staff: false })).status, 204);
    assert.deepEqual(await badges(), [['incentivised']]);
    assert.notEqual((await here.ws.fetch(path)).headers.get('etag'), before_);
    await mark(id, { incentivised: false, staff: true });
    assert.deepEqual(await badges(), [['staff']]);
    await mark(id, { incentivised: false, staff: false });
    assert.deepEqual(await badges(), [[]]);
    assert.equal((await mark('none', { incentivised: true, staff: false })).status, 404);
  });

  test('its author says: it is marked from the start, whether the form asks or not', async () => {
    const { db } = backend.database;
    const asks = async () =>
      (await here.ws.json<ReviewSettings>(`/v1/reviews/settings?key=${here.ws.publishable}`)).askIncentive;
    assert.equal(await asks(), false);
    for (const askIncentive of [true, false]) {
      await putReviewSettings(db, here.ws.workspace, { askIncentive });
      assert.equal(await asks(), askIncentive);
      const { id, badges } = await here.published({ incentivised: true }, 'p-B');
      assert.deepEqual(badges, ['incentivised']);
      const listed = (await here.list('&sort=newest', 'p-B')).reviews[0];
      assert.deepEqual([listed?.id, listed?.badges], [id, ['incentivised']]);
    }
    assert.deepEqual((await here.published({ incentivised: false }, 'p-B')).badges, []);
  });

  test('nobody says that it is verified or by a top contributor, and no visitor marks anything', async () => {
    const { id } = await here.published({}, 'p-Y');
    const said = {
      incentivised: true,
      staff: false,
      verified: true,
      'top-contributor': true,
      featured: true,
    };
    assert.equal((await mark(id, said)).status, 204);
    assert.deepEqual((await here.list('', 'p-Y')).reviews[0]?.badges, ['incentivised']);
    for (const by of [await here.guest(), await here.customer()])
      assert.ok([401, 403].includes((await mark(id, { incentivised: false, staff: false }, by)).status));
    const buyer = await here.shop.guest();
    await buyer.do('a', 'c/X', 1);
    await here.shop.order(buyer.cartId);
    const bought = await here.write({ device: buyer.device }, {}, 'p-X');
    await mark(bought.id, { incentivised: true, staff: false });
    await here.decide(bought.id);
    assert.deepEqual((await here.list('', 'p-X')).reviews[0]?.badges, ['verified', 'incentivised']);
  });
});
