import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ReviewLine, ReviewSettings } from '@continuo/protocol';
import { transact } from '../database/index.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { putReviewSettings, storeLines } from './index.ts';
import { Reviewed } from './testing/reviewers.ts';

let backend: TestBackend;
let here: Reviewed;
const ids: Record<string, string> = {};
before(async () => {
  backend = await openTestBackend();
  here = await Reviewed.open(backend);
  ids['good'] = (await here.published({ rating: 5, recommended: true })).id;
  ids['bad'] = (await here.published({ rating: 1, recommended: false })).id;
  ids['mute'] = (await here.published({ rating: 2 })).id;
  await store(['far-good', 5], ['far-bad', 1]);
});
after(() => backend.close());

/** Reviews that another shop had published, with the badge of buyers there. */
function store(...reviews: [id: string, rating: number][]): Promise<void> {
  const lines = reviews.map(([id, rating]): ReviewLine => {
    ids[id] = `old-shop:${id}`;
    return {
      ...{
        type: 'review',
        id: ids[id],
        productId: 'p-A',
        rating,
        title: '',
        body: 'From afar',
        locale: 'en',
      },
      ...{ author: 'Bo', at: '2025-01-01T00:00:00.000Z', recommended: rating > 3, attributes: [], media: [] },
      ...{ ratings: [{ name: 'fit', value: rating }], badges: ['verified'], helpful: { yes: 0, no: 0 } },
      ...{ source: { name: 'Old Shop' }, state: 'published', decidedAt: '2025-01-01T00:00:00.000Z' },
    };
  });
  return transact(backend.database.db, (tx) => storeLines(tx, here.ws.workspace, lines, new Date()));
}
const fit = [{ name: 'fit', label: { en: 'Fit' } }];
const count = (countElsewhere: boolean) =>
  putReviewSettings(backend.database.db, here.ws.workspace, { ratings: fit, countElsewhere });
const fragment = async (product = 'p-A'): Promise<string> => {
  const path = `/v1/products/${product}/reviews/fragment?key=${here.ws.publishable}`;
  return (await here.ws.fetch(path)).text();
};
const toldBy = (html: string) => {
  const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
  return (json && JSON.parse(json)) as { aggregateRating: unknown; review?: unknown[] } | undefined;
};

describe('a list', () => {
  const filters: [query: string, expected: string[]][] = [
    ['source=own', ['bad', 'good', 'mute']],
    ['source=elsewhere', ['far-bad', 'far-good']],
    ['source=elsewhere&stars=1', ['far-bad']],
    ['source=own&verified=true', []],
    ['recommended=true', ['far-good', 'good']],
    ['recommended=true&source=own', ['good']],
    ['recommended=true&stars=1,2', []],
    ['recommended=true&source=elsewhere&verified=true&q=afar', ['far-good']],
  ];
  for (const [query, expected] of filters)
    test(`by ${query} has ${expected.join(', ') || 'none'}, and says how many`, async () => {
      const found = await here.all(`&${query}`);
      const names = found.map((id) => Object.keys(ids).find((name) => ids[name] === id));
      assert.deepEqual(names.sort(), expected);
      assert.equal((await here.list(`&${query}`)).total, expected.length);
    });

  test('is not filtered by what is no such filter', async () => {
    for (const query of ['source=old-shop', 'source=', 'recommended=false'])
      assert.equal(
        (await here.ws.fetch(`/v1/products/p-A/reviews?key=${here.ws.publishable}&${query}`)).status,
        400,
        query,
      );
  });
});

describe('reviews from elsewhere', () => {
  test('count as all others, unless the settings say that none of them does, whatever its stars', async () => {
    const own = {
      ...{ productId: 'p-A', count: 3, average: 2.67, histogram: [1, 1, 0, 0, 1] },
      ...{ recommended: { yes: 1, answers: 2 }, ratings: [], verified: 0, media: 0 },
    };
    const all = {
      ...{ productId: 'p-A', count: 5, average: 2.8, histogram: [2, 1, 0, 0, 2], media: 0, verified: 2 },
      ...{ recommended: { yes: 2, answers: 4 }, ratings: [{ name: 'fit', average: 3, count: 2 }] },
    };
    await putReviewSettings(backend.database.db, here.ws.workspace, { ratings: fit });
    assert.deepEqual(await here.summary(), { ...all, elsewhere: { count: 2, counted: true } });
    await count(false);
    assert.deepEqual(await here.summary(), { ...own, elsewhere: { count: 2, counted: false } });
    await store(['far-more', 5], ['far-good', 2]);
    assert.deepEqual(await here.summary(), { ...own, elsewhere: { count: 3, counted: false } });
    await here.decide(ids['far-more']!, { state: 'refused', reason: 'copied' });
    await store(['far-good', 5]);
    assert.deepEqual(await here.summary(), { ...own, elsewhere: { count: 2, counted: false } });
    assert.equal((await here.list()).total, 5, 'they are shown as before');
    await count(true);
    assert.deepEqual(await here.summary(), { ...all, elsewhere: { count: 2, counted: true } });
  });

  test('are new to who keeps a summary or a fragment once the settings change', async () => {
    await count(true);
    const key = here.ws.publishable;
    for (const path of [
      `/v1/reviews/summaries?key=${key}&products=p-A`,
      `/v1/products/p-A/reviews/fragment?key=${key}`,
    ]) {
      await count(true);
      const etag = (await here.ws.fetch(path)).headers.get('etag')!;
      const again = () => here.ws.fetch(path, { headers: { 'If-None-Match': etag } });
      assert.equal((await again()).status, 304);
      await count(false);
      assert.equal((await again()).status, 200, path);
    }
  });

  test('are told to search engines only where they count, and never as reviews of ours', async () => {
    await count(true);
    const counted = toldBy(await fragment())!;
    const rating = { '@type': 'AggregateRating', bestRating: 5 };
    assert.deepEqual(counted.aggregateRating, { ...rating, ratingValue: 2.8, reviewCount: 5 });
    await count(false);
    const html = await fragment();
    assert.deepEqual(toldBy(html)!.aggregateRating, { ...rating, ratingValue: 2.7, reviewCount: 3 });
    assert.equal(toldBy(html)!.review!.length, 3);
    assert.match(
      html,
      /2 reviews that were first published elsewhere are in the list and do not count here\./,
    );
    await here.decide(ids['far-bad']!, { state: 'refused', reason: 'copied' });
    assert.match(await fragment(), /1 review that was first published elsewhere is in the list and does not/);
    for (const name of ['good', 'bad', 'mute'])
      await here.decide(ids[name]!, { state: 'refused', reason: 'copied' });
    const alone = await fragment();
    assert.equal(toldBy(alone), undefined, 'nothing counts');
    assert.match(alone, /No rating yet.*1 review that was first published elsewhere.*From afar/s);
  });
});

describe('the text on authenticity', () => {
  const said = async (locale: string) => {
    const path = `/v1/reviews/settings?key=${here.ws.publishable}&locale=${locale}`;
    return (await here.ws.json<ReviewSettings>(path)).authenticity;
  };
  const languages: [locale: string, all: RegExp, own: RegExp][] = [
    [
      'en',
      /Every published review counts/,
      /Every review that was written here counts .* none from elsewhere/,
    ],
    [
      'de',
      /Every published review counts/,
      /Every review that was written here counts .* none from elsewhere/,
    ],
    ['zh-HK', /所有已刊登的評價都計入/, /所有在此撰寫的評價都計入平均分，來自別處的一概不計/],
    ['zh-CN', /所有已发布的评价都计入/, /所有在此撰写的评价都计入平均分，来自别处的一概不计/],
  ];
  for (const [locale, all, own] of languages)
    test(`is never missing and says what counts, for readers of ${locale}`, async () => {
      await count(true);
      assert.match(await said(locale), all);
      await count(false);
      assert.match(await said(locale), own);
      assert.doesNotMatch(await said(locale), all);
    });

  test('is the merchant’s own where there is one, in its first language for everybody else', async () => {
    const authenticity = { 'zh-Hant': '只限買家', en: 'Buyers only' };
    await putReviewSettings(backend.database.db, here.ws.workspace, { authenticity });
    assert.deepEqual([await said('en'), await said('de')], ['Buyers only', '只限買家']);
    await putReviewSettings(backend.database.db, here.ws.workspace, {});
    assert.match(await said('de'), /Anyone can write a review/);
  });
});
