import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReviewDigest } from '@continuo/protocol';
import { createReviewDigest, namedBy } from './index.ts';
import { json, listen, review, tab, until } from './testing/world.ts';

const digest: ReviewDigest = {
  ...{ productId: 'pot', locale: 'en', at: '2026-03-05T09:00:00.000Z', count: 40 },
  claims: [
    { text: 'Pours well', reviewIds: ['a', 'c'] },
    { text: 'Too small', reviewIds: ['b'] },
  ],
  reviews: [review('a'), review('c'), review('b', { rating: 2 })],
};

test('a digest is asked for once in each language, and says which reviews a claim rests on', async () => {
  const { client, asked } = tab(() => json({ digest }), undefined, { locale: 'zh-Hant' });
  const of = (locale: string) => createReviewDigest(client, { productId: 'pot', locale });
  listen(of('en-GB'));
  listen(of('en-GB'));
  await until('it is there', () => of('en-GB').get().phase === 'ready');
  assert.deepEqual(
    asked.map(({ path, query }) => [path, query.get('locale')]),
    [['/v1/products/pot/reviews/digest', 'en-GB']],
  );
  listen(of('fr'));
  await until('it is asked for', () => asked.length === 2);
  const shown = of('en-GB').get().data!;
  assert.deepEqual(
    shown.claims.map((claim) => namedBy(shown, claim).map(({ id }) => id)),
    [['a', 'c'], ['b']],
  );
});

test('there may be none, and a failure heals when the network returns', async () => {
  let works = false;
  const { client, page } = tab(() => (works ? json({}) : undefined));
  const $digest = createReviewDigest(client, { productId: 'pot', locale: 'en' });
  listen($digest);
  await until('it failed', () => $digest.get().phase === 'error');
  works = true;
  page('online');
  await until('it is known', () => $digest.get().phase === 'empty');
});
