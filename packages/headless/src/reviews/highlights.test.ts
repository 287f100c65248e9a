import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReviewHighlights, createReviews } from './index.ts';
import { json, listen, review, tab, until } from './testing/world.ts';

const pair = { positive: review('a'), critical: review('b', { rating: 2 }) };

test('highlights are those of all reviews in all languages, and filters of the list do not change them', async () => {
  const { client, asked } = tab(() => json({ reviews: [], total: 2, highlights: pair }), undefined, {
    locale: 'zh-Hant',
  });
  createReviews(client, { productId: 'pot' }).setFilters({ stars: [5] });
  const $highlights = createReviewHighlights(client, { productId: 'pot' });
  listen($highlights);
  listen(createReviewHighlights(client, { productId: 'pot' }));
  await until('they are there', () => $highlights.get().phase === 'ready');
  assert.deepEqual($highlights.get().data, pair);
  assert.equal(asked.length, 1);
  const query = Object.fromEntries(asked[0]!.query);
  assert.deepEqual([query['limit'], query['locale'], query['stars']], ['1', undefined, undefined]);
});

test('where there are not both there are none, and a failure heals when the network returns', async () => {
  let works = false;
  const { client, page } = tab(() => (works ? json({ reviews: [], total: 0 }) : undefined));
  const $highlights = createReviewHighlights(client, { productId: 'pot' });
  listen($highlights);
  await until('it failed', () => $highlights.get().phase === 'error');
  works = true;
  page('online');
  await until('it is known', () => $highlights.get().phase === 'empty');
});
