import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { NewReview, ReviewSettings } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { putReviewSettings, type NewReviewSettings } from './index.ts';
import { Reviewed } from './testing/reviewers.ts';

let backend: TestBackend;
let here: Reviewed;
const ids: Record<string, string> = {};
const names = (found: readonly string[]): string[] =>
  found.map((id) => Object.keys(ids).find((name) => ids[name] === id)!);

const skin = (value: string) => ({ attributes: [{ name: 'skin', value }] });
const REVIEWS: Record<string, Partial<NewReview>> = {
  mug: { rating: 5, title: 'Lovely mug', body: 'Comfortable handle.', ...skin('dry') },
  leak: { rating: 1, title: 'Leaks', body: 'It leaks. Uncomfortable!', recommended: false },
  cafe: { rating: 3, title: 'Café au lait', body: 'For coffee ☕', ...skin('oily') },
  tea: { rating: 4, title: '茶杯很好', body: '喝茶用，杯子不燙手', locale: 'zh-Hant', ...skin('dry') },
  hans: { rating: 4, title: '杯', body: '质量很好', locale: 'zh-Hans', ...skin('oily') },
  japan: { rating: 2, title: '', body: 'コーヒーがおいしいカップ', locale: 'ja' },
};
const TOPICS: NewReviewSettings['topics'] = [
  {
    name: 'comfort',
    label: { en: 'Comfort', 'zh-Hant': '手感' },
    words: { en: ['comfort', 'uncomfort'], 'zh-Hant': ['燙手'] },
  },
  { name: 'drinks', label: { en: 'What is drunk' }, words: { en: ['au lait', '☕'], ja: ['コーヒー'] } },
];
before(async () => {
  backend = await openTestBackend();
  here = await Reviewed.open(backend);
  const values = ['dry', 'oily'].map((value) => ({ value, label: { en: value } }));
  await putReviewSettings(backend.database.db, here.ws.workspace, {
    attributes: [{ name: 'skin', label: { en: 'Skin' }, values }],
    topics: TOPICS,
  });
  for (const [name, review] of Object.entries(REVIEWS)) ids[name] = (await here.published(review)).id;
  await here.write(await here.guest(), { body: 'Comfortable, but nobody has decided' });
  await here.published({ body: 'Comfortable, of another product' }, 'p-B');
});
after(() => backend.close());

const found = async (query: string) => names(await here.all(query)).sort();

describe('reviews of a product', () => {
  const searches: [q: string, expected: string[]][] = [
    ['comfort', ['mug']],
    ['LEAKS', ['leak']],
    ['cafe', ['cafe']],
    ['coffee lait', ['cafe']],
    ['coffee tea', []],
    ['☕', ['cafe']],
    ['u', ['leak']],
    ['杯', ['hans', 'tea']],
    ['茶', ['tea']],
    ['杯子', ['tea']],
    ['杯很', ['tea']],
    ['很好', ['hans', 'tea']],
    ['不燙手', ['tea']],
    ['不烫手', ['tea']],
    ['質量', ['hans']],
    ['质', ['hans']],
    ['質', ['hans']],
    ['子燙', []],
    ['カップ', ['japan']],
    ['ー', ['japan']],
    ['おいしい', ['japan']],
    ['ｍｕｇ', ['mug']],
    ['!!', []],
    ["'\\ & | ! <-> :*", []],
    ['   ', Object.keys(REVIEWS).sort()],
  ];
  for (const [q, expected] of searches)
    test(`with ${JSON.stringify(q)} in them: ${expected.join(', ') || 'none'}`, async () => {
      assert.deepEqual(await found(`&q=${encodeURIComponent(q)}`), expected);
    });

  const told: [q: string, words: string[], variants: Record<string, string>][] = [
    ['Café, cafe AU-lait', ['cafe', 'au', 'lait'], {}],
    ['ｍｕｇ好', ['mug', '好'], {}],
    ['質', ['质'], { 質: '质' }],
    ['发', ['发'], { 發: '发', 髮: '发' }],
    ['质量，燙手', ['质量', '烫手'], { 質: '质', 燙: '烫' }],
    ['コーヒー', ['コーヒー'], {}],
    ['!!', [], {}],
  ];
  for (const [q, words, variants] of told)
    test(`tell by what those found with ${JSON.stringify(q)} are marked: ${words.join(', ') || 'nothing'}`, async () => {
      const { searched } = await here.list(`&q=${encodeURIComponent(q)}`);
      assert.deepEqual(searched, { words, variants });
    });

  test('tell nothing of a search where there is none', async () => {
    for (const query of ['', '&q=', '&q=%20', '&stars=4'])
      assert.equal((await here.list(query)).searched, undefined, query);
  });

  const filters: [query: string, expected: string[]][] = [
    ['stars=5', ['mug']],
    ['stars=4,1', ['hans', 'leak', 'tea']],
    ['stars=2&text=true', ['japan']],
    ['locale=zh', ['hans', 'tea']],
    ['locale=zh-TW', ['tea']],
    ['locale=en-GB', ['cafe', 'leak', 'mug']],
    ['locale=en-12', []],
    ['attributes=skin:dry', ['mug', 'tea']],
    ['attributes=skin:dry,skin:oily', ['cafe', 'hans', 'mug', 'tea']],
    ['attributes=skin:dry,age:old', []],
    ['attributes=skin:dry&stars=4&q=茶', ['tea']],
    ['verified=true', []],
    ['topics=comfort', ['leak', 'mug', 'tea']],
    ['topics=drinks', ['cafe', 'japan']],
    ['topics=comfort,drinks', ['cafe', 'japan', 'leak', 'mug', 'tea']],
    ['topics=comfort,none', ['leak', 'mug', 'tea']],
    ['topics=none', []],
    ['topics=comfort&stars=1', ['leak']],
    ['topics=comfort&q=茶', ['tea']],
  ];
  for (const [query, expected] of filters)
    test(`by ${query}: ${expected.join(', ') || 'none'}`, async () => {
      assert.deepEqual(await found(`&${query}`), expected);
      assert.equal((await here.list(`&${query}`)).total, expected.length);
    });

  test('belong to a topic by what the settings say at the moment of the question', async () => {
    const { db } = backend.database;
    const path = `/v1/products/p-A/reviews?key=${here.ws.publishable}&topics=drinks`;
    const etag = (await here.ws.fetch(path)).headers.get('etag')!;
    const again = () => here.ws.fetch(path, { headers: { 'If-None-Match': etag } });
    assert.equal((await again()).status, 304);
    await putReviewSettings(db, here.ws.workspace, {
      topics: [{ name: 'drinks', label: { en: 'What is drunk' }, words: { en: ['mug'] } }],
    });
    assert.equal((await again()).status, 200);
    assert.deepEqual(await found('&topics=drinks'), ['mug']);
    const settings = await here.ws.json<ReviewSettings>(
      `/v1/reviews/settings?key=${here.ws.publishable}&locale=fr`,
    );
    assert.deepEqual(settings.topics, [{ name: 'drinks', label: 'What is drunk' }]);
  });

  test('come in each order whole and without repeats, whatever the page', async () => {
    const written = Object.keys(REVIEWS);
    const newest = [...written].reverse();
    const by = (sign: 1 | -1) =>
      [...newest].sort((a, b) => sign * (REVIEWS[a]!.rating! - REVIEWS[b]!.rating!));
    const orders = { newest, oldest: written, highest: by(-1), lowest: by(1), helpful: newest };
    for (const [sort, expected] of Object.entries(orders))
      for (const filter of ['', '&stars=1,2,3,4,5'])
        for (const limit of [1, 2, 5, 50])
          assert.deepEqual(
            names(await here.all(`&sort=${sort}&limit=${limit}${filter}`)),
            expected,
            `${sort} by ${limit} ${filter}`,
          );
  });

  test('of people like the reader come first, in the order asked for', async () => {
    for (const limit of [1, 2, 50])
      assert.deepEqual(names(await here.all(`&like=skin:oily&sort=oldest&limit=${limit}`)), [
        'cafe',
        'hans',
        'mug',
        'leak',
        'tea',
        'japan',
      ]);
    assert.deepEqual(names(await here.all('&like=skin:oily&sort=highest&stars=4&limit=1')), ['hans', 'tea']);
  });

  test('are not read again where nothing has changed, and are once something has', async () => {
    const path = `/v1/products/p-B/reviews?key=${here.ws.publishable}`;
    const sums = `/v1/reviews/summaries?key=${here.ws.publishable}&products=p-A,p-B`;
    const tags = async () =>
      Promise.all([path, sums].map(async (p) => (await here.ws.fetch(p)).headers.get('etag')!));
    const before_ = await tags();
    for (const [i, p] of [path, sums].entries())
      assert.equal((await here.ws.fetch(p, { headers: { 'If-None-Match': before_[i] } })).status, 304);
    await here.published({}, 'p-B');
    const after_ = await tags();
    assert.ok(after_.every((tag, i) => tag !== before_[i]));
  });

  test('of stars alone are left out where words are asked for, and no others', async () => {
    for (const said of [{ title: '', body: '' }, { title: 'T' }, { body: '好' }, { title: ' ', body: '\n' }])
      await here.published({ rating: 3, title: '', body: '', ...said }, 'p-C');
    const { reviews, total } = await here.list('&text=true&sort=oldest', 'p-C');
    assert.deepEqual([total, ...reviews.map(({ title, body }) => title + body)], [2, 'T', '好']);
    assert.equal((await here.list('&text=true&stars=3&limit=1', 'p-C')).total, 2);
    assert.equal((await here.list('', 'p-C')).total, 4);
  });

  test('cannot be asked for with what is no cursor, limit or answer', async () => {
    const { next } = await here.list('&limit=1&sort=newest');
    for (const query of [
      'limit=0',
      'limit=51',
      'cursor=x',
      `sort=oldest&cursor=${next}`,
      'like=x',
      'attributes=A:b',
    ])
      assert.equal(
        (await here.ws.fetch(`/v1/products/p-A/reviews?key=${here.ws.publishable}&${query}`)).status,
        400,
        query,
      );
  });
});

describe('summaries', () => {
  test('of many products come in one answer, in the order asked for; of unknown ones nothing is counted', async () => {
    const { summaries } = await here.ws.json<{ summaries: { productId: string; count: number }[] }>(
      `/v1/reviews/summaries?key=${here.ws.publishable}&products=p-none,p-A,p-A`,
    );
    assert.deepEqual(
      summaries.map((s) => [s.productId, s.count]),
      [
        ['p-none', 0],
        ['p-A', 6],
      ],
    );
    const { histogram, average, recommended } = await here.summary();
    assert.deepEqual(histogram, [1, 1, 1, 2, 1]);
    assert.equal(average, 3.17);
    assert.deepEqual(recommended, { yes: 0, answers: 1 });
    const many = Array.from({ length: 101 }, (_, i) => `p${i}`).join(',');
    for (const products of [many, ','])
      assert.equal(
        (await here.ws.fetch(`/v1/reviews/summaries?key=${here.ws.publishable}&products=${products}`)).status,
        400,
      );
  });
});
