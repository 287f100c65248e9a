import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { Review } from '@continuo/protocol';
import { createRatings, createReviews, createReviewSettings } from './index.ts';
import { json, listen, pause, review, summary, tab, until, type Asked } from './testing/world.ts';

const LIST = '/v1/products/pot/reviews';
const summaries = ({ query }: Asked) =>
  json({
    summaries: query
      .get('products')!
      .split(',')
      .map((id) => summary(id, id === 'new' ? { count: 0 } : {})),
  });
const listOf = (reviews: Review[], next?: string) =>
  json({ reviews, total: reviews.length, ...(next && { next }) });
const titles = (reviews: ReturnType<typeof createReviews>) =>
  reviews.$list.get().data?.reviews.map(({ id }) => id);

let now = 1_000_000;
beforeEach(() => {
  now = 1_000_000;
  mock.method(Date, 'now', () => now);
});
afterEach(() => mock.restoreAll());

test('sixty stars on a page are one request, and a product without reviews is empty', async () => {
  const { client, asked } = tab(summaries);
  const stores = ['new', ...Array.from({ length: 59 }, (_, n) => `p${n}`)].map((id) =>
    createRatings(client).get(id),
  );
  stores.forEach(listen);
  await until('all are there', () => stores.every((store) => store.get().phase !== 'loading'));
  assert.equal(asked.length, 1);
  assert.equal(stores[0]!.get().phase, 'empty');
  assert.equal(stores[1]!.get().data?.average, 4.33);
});

test('asks for a hundred products at once, not for more', async () => {
  const { client, asked } = tab(summaries);
  for (let n = 0; n < 150; n++) listen(createRatings(client).get(`p${n}`));
  await until('both are asked', () => asked.length === 2);
});

test('settings are asked for once, and a failure heals when the network returns', async () => {
  let works = false;
  const { client, asked, page } = tab(() =>
    works ? json({ locale: 'en', ratings: [], attributes: [], authenticity: '' }) : undefined,
  );
  const $settings = createReviewSettings(client);
  listen($settings);
  listen(createReviewSettings(client));
  await until('it failed', () => $settings.get().phase === 'error');
  works = true;
  page('online');
  await until('ready', () => $settings.get().phase === 'ready');
  assert.equal(asked.length, 2);
});

test('reads a list without storing anything or asking who it is', async () => {
  const { client, asked } = tab(() => listOf([review('a')]));
  const reviews = createReviews(client, { productId: 'pot' });
  listen(reviews.$list);
  await until('ready', () => reviews.$list.get().phase === 'ready');
  await pause(20);
  assert.deepEqual(
    asked.map(({ path }) => path),
    [LIST],
  );
  assert.equal(client.identity.device, undefined);
  assert.equal(client.platform.small.get('reviews'), null);
});

test('asks for what the filters say, and leaves the rest out of the address', async () => {
  const { client, asked } = tab(() => listOf([review('a')]));
  const reviews = createReviews(client, { productId: 'pot' });
  reviews.setFilters({
    stars: [5, 4],
    verified: true,
    media: true,
    recommended: true,
    source: 'elsewhere',
    locale: 'zh',
    attributes: [{ name: 'size', value: 'm' }],
    q: ' 漏水 ',
    sort: 'newest',
  });
  listen(reviews.$list);
  await until('ready', () => reviews.$list.get().phase === 'ready');
  assert.deepEqual(Object.fromEntries(asked[0]!.query), {
    key: 'pk_test',
    stars: '4,5',
    verified: 'true',
    media: 'true',
    recommended: 'true',
    source: 'elsewhere',
    locale: 'zh',
    attributes: 'size:m',
    q: '漏水',
    sort: 'newest',
  });
  reviews.setFilters({
    stars: [],
    verified: false,
    media: false,
    recommended: false,
    source: '',
    locale: '',
    attributes: [],
    q: '',
    sort: 'helpful',
  });
  await until('asked again', () => asked.length === 2);
  assert.deepEqual(Object.fromEntries(asked[1]!.query), { key: 'pk_test' });
});

test('keeps what is shown until the answer to new filters is there', async () => {
  let answer = () => {};
  const { client } = tab(({ query }) =>
    query.get('stars')
      ? new Promise((resolve) => (answer = () => resolve(listOf([review('b')]))))
      : listOf([review('a')]),
  );
  const reviews = createReviews(client, { productId: 'pot' });
  listen(reviews.$list);
  await until('ready', () => reviews.$list.get().phase === 'ready');
  reviews.setFilters({ stars: [1] });
  await pause(10);
  assert.equal(reviews.$list.get().phase, 'ready');
  assert.deepEqual(titles(reviews), ['a']);
  assert.equal(reviews.$busy.get(), true);
  answer();
  await until('the new ones', () => titles(reviews)?.[0] === 'b');
  assert.equal(reviews.$busy.get(), false);
});

test('a late answer to an older question never takes the place of a newer one', async () => {
  const answers: Record<string, () => void> = {};
  const { client } = tab(
    ({ query }) =>
      new Promise((resolve) => {
        const stars = query.get('stars') ?? '';
        answers[stars] = () => resolve(listOf([review(`for-${stars}`)]));
      }),
  );
  const reviews = createReviews(client, { productId: 'pot' });
  listen(reviews.$list);
  await until('asked', () => answers['']);
  reviews.setFilters({ stars: [1] });
  reviews.setFilters({ stars: [2] });
  await until('asked', () => answers['1'] && answers['2']);
  answers['2']!();
  await until('ready', () => reviews.$list.get().phase === 'ready');
  answers['1']!();
  answers['']!();
  await pause(20);
  assert.deepEqual(titles(reviews), ['for-2']);
});

test('shows more: gives the first new one, and none twice', async () => {
  const { client } = tab(({ query }) =>
    query.get('cursor')
      ? listOf([review('b'), review('c'), review('d')])
      : listOf([review('a'), review('b')], 'more'),
  );
  const reviews = createReviews(client, { productId: 'pot' });
  listen(reviews.$list);
  await until('ready', () => reviews.$list.get().data?.more);
  const [one, two] = await Promise.all([reviews.showMore(), reviews.showMore()]);
  assert.equal(one?.id, 'c');
  assert.equal(two, one);
  assert.deepEqual(titles(reviews), ['a', 'b', 'c', 'd']);
  assert.equal(reviews.$list.get().data?.more, false);
  assert.equal(await reviews.showMore(), undefined);
});

test('more that fails leaves what is shown and can be asked for again', async () => {
  let works = false;
  const { client, page } = tab(({ query }) =>
    query.get('cursor') ? (works ? listOf([review('b')]) : undefined) : listOf([review('a')], 'more'),
  );
  const reviews = createReviews(client, { productId: 'pot' });
  listen(reviews.$list);
  await until('ready', () => reviews.$list.get().data?.more);
  assert.equal(await reviews.showMore(), undefined);
  assert.ok(reviews.$list.get().error);
  assert.deepEqual(titles(reviews), ['a']);
  works = true;
  assert.equal((await reviews.showMore())?.id, 'b');
  assert.equal(reviews.$list.get().error, undefined);
  now += 31_000;
  page('show');
  await pause(20);
  assert.deepEqual(titles(reviews), ['a', 'b'], 'who has read on is not put back');
});

test('nothing found is an answer, also after a failure beside it', async () => {
  let works = true;
  const { client } = tab(() => (works ? listOf([]) : undefined));
  const reviews = createReviews(client, { productId: 'pot' });
  listen(reviews.$list);
  await until('empty', () => reviews.$list.get().phase === 'empty');
  works = false;
  await reviews.refresh();
  assert.equal(reviews.$list.get().phase, 'empty');
  assert.ok(reviews.$list.get().error);
});
