import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  Product,
  ProductList,
  QuestionList,
  ReviewDigest,
  ReviewList,
  ReviewSummary,
} from '@continuo/protocol';
import { createMock, FAULTS, sampleReviews, type Mock, type MockOptions } from './index.ts';

const get = (mock: Mock, path: string, init?: RequestInit): Promise<Response> =>
  mock.fetch(`${mock.endpoint}/v1${path}${path.includes('?') ? '&' : '?'}key=${mock.key}`, init);
const read = async <T>(mock: Mock, path: string): Promise<T> => (await get(mock, path)).json() as Promise<T>;
const reviews = '/products/harbour-teapot/reviews';
const questions = '/products/harbour-teapot/questions';
const made = (fault: (typeof FAULTS)[number], options?: MockOptions): Mock => {
  const mock = createMock(options);
  mock.fault(fault);
  return mock;
};

describe('a fault', () => {
  it('of the network fails a request as a browser does, and of the backend tells it', async () => {
    await assert.rejects(get(made('offline'), reviews), TypeError);
    const response = await get(made('500'), reviews);
    assert.deepEqual(
      [response.status, response.headers.get('content-type')],
      [500, 'application/problem+json'],
    );
    assert.equal(((await response.json()) as { code: string }).code, 'request/internal');
  });

  it('can be of one route, and be over at any moment', async () => {
    const mock = createMock();
    mock.fault('500', 'reviews.list');
    assert.deepEqual([(await get(mock, reviews)).status, (await get(mock, '/products')).status], [500, 200]);
    mock.fault('offline');
    await assert.rejects(get(mock, '/products'), TypeError);
    assert.equal((await get(mock, reviews)).status, 500, 'that of the route goes first');
    mock.fault(undefined, 'reviews.list');
    mock.fault(undefined);
    assert.equal((await get(mock, reviews)).status, 200);
    assert.throws(() => mock.fault('tired' as 'slow'), /no fault tired/);
  });

  it('slow answers late, or never; who gives up hears of it at once', async () => {
    const late = await get(made('slow', { slowMs: 1 }), reviews);
    assert.equal(late.status, 200);
    const given = AbortSignal.abort(new Error('given up'));
    await assert.rejects(get(made('slow', { slowMs: Infinity }), reviews, { signal: given }));
    const giving = new AbortController();
    const asked = get(made('slow', { slowMs: Infinity }), reviews, { signal: giving.signal });
    giving.abort(new Error('given up'));
    await assert.rejects(asked, /given up/);
  });

  it('empty leaves nothing to show', async () => {
    const mock = made('empty');
    const { summaries } = await read<{ summaries: ReviewSummary[] }>(
      mock,
      '/reviews/summaries?products=harbour-teapot',
    );
    assert.equal(summaries[0]?.count, 0);
    assert.deepEqual((await read<ReviewList>(mock, reviews)).reviews, []);
    assert.deepEqual((await read<QuestionList>(mock, questions)).questions, []);
    assert.equal((await read<ProductList>(mock, '/products')).total, 0);
    assert.equal((await get(mock, '/products/harbour-teapot')).status, 404);
  });

  it('huge lists a thousand products and thousands of reviews, all pages of them, each once', async () => {
    const mock = made('huge');
    assert.equal((await read<ProductList>(mock, '/products')).total, 1_000);
    const ids = new Set<string>();
    for (let cursor = ''; ;) {
      const page = await read<ReviewList>(mock, `${reviews}?limit=50&sort=newest${cursor}`);
      for (const { id } of page.reviews) ids.add(id);
      assert.equal(page.total, 1_000, 'as many as are told');
      if (page.next === undefined) break;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
    assert.equal(ids.size, 3_003);
    assert.equal((await read<QuestionList>(mock, questions)).total, 3_003);
  });

  it('hostile puts markup, marks of direction and endless words into texts, and keeps ids and numbers', async () => {
    const [calm, mock] = [createMock(), made('hostile')];
    const texts = JSON.stringify(
      await Promise.all([reviews, questions, '/products'].map((path) => read(mock, path))),
    );
    for (const sign of ['<script>', '\u202e', 'يسكب', '👩🏽‍🚀', 'Donaudampfschifffahrt'])
      assert.ok(texts.includes(sign), sign);
    const product = await read<Product>(mock, '/products/harbour-teapot');
    const same = await read<Product>(calm, '/products/harbour-teapot');
    assert.notEqual(product.title, same.title);
    assert.deepEqual(
      product.variants.map(({ id, price }) => [id, price]),
      same.variants.map(({ id, price }) => [id, price]),
    );
  });
});

it('whatever is wrong, each answer is one that the protocol knows', async () => {
  for (const fault of FAULTS.filter((name) => name !== 'offline')) {
    const mock = made(fault, { slowMs: 1 });
    for (const path of [
      reviews,
      questions,
      `${questions}/similar?q=dishwasher`,
      '/products',
      '/variants?ids=quay-cup-ash-one',
      '/collections',
      '/workspace',
      '/reviews/settings',
    ])
      assert.equal((await get(mock, path)).status, fault === '500' ? 500 : 200, `${fault} ${path}`);
  }
});

it('what a server gets of texts that do harm is text, and of nothing that is sold it gets none', async () => {
  for (const path of [reviews, questions]) {
    const response = await get(made('hostile'), `${path}/fragment`);
    const html = await response.text();
    assert.equal(response.headers.get('Content-Type'), 'text/html; charset=utf-8');
    assert.match(html, /&lt;img src=x/);
    assert.doesNotMatch(html, /<img|<script(?! type="application\/ld\+json">)/);
    assert.equal((await get(made('empty'), `${path}/fragment`)).status, 404);
  }
});

it('the best answer stands first, then that of the merchant, then those that helped most', async () => {
  const { questions: all } = await read<QuestionList>(createMock(), questions);
  assert.deepEqual(
    all.map(({ id, answerCount }) => [id, answerCount]),
    [
      ['sample-wash', 4],
      ['sample-stove', 1],
      ['sample-weight', 0],
    ],
  );
  assert.deepEqual(
    all[0]!.answers.map(({ id }) => id),
    ['sample-wash-best', 'sample-wash-brand', 'sample-wash-cup'],
  );
});

it('an answer that breaks the protocol fails and says where', async () => {
  const [first] = sampleReviews;
  const mock = createMock({ reviews: [{ ...first!, rating: 9 }] });
  await assert.rejects(get(mock, reviews), /reviews\.list breaks the protocol.*rating/);
});

it('what it does not have is not found, and another method is said to be one', async () => {
  const mock = createMock();
  assert.equal((await get(mock, '/nothing')).status, 404);
  assert.equal((await get(mock, '/persons')).status, 404);
  assert.equal((await get(mock, '/workspace', { method: 'POST' })).status, 405);
});

it('a claim of a digest goes with the review that it rests on', async () => {
  const mock = createMock();
  const texts = async () => {
    const { digest } = await read<{ digest?: ReviewDigest }>(mock, `${reviews}/digest?locale=en-GB`);
    return digest?.claims.map(({ text }) => text);
  };
  assert.deepEqual(await texts(), [
    'It pours cleanly and does not drip.',
    'Some find it small: it fills two cups.',
  ]);
  mock.decide('sample-small', 'refused');
  assert.deepEqual(await texts(), ['It pours cleanly and does not drip.']);
  mock.fault('empty');
  assert.equal(await texts(), undefined);
});
