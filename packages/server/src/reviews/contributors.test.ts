import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Review } from '@continuo/protocol';
import { openTestBackend, type TestBackend, type TestCall } from '../testing.ts';
import { Reviewed } from './testing/reviewers.ts';

const PRODUCTS = ['p-A', 'p-B', 'p-C'];

let backend: TestBackend;
let here: Reviewed;
before(async () => {
  backend = await openTestBackend();
});
beforeEach(async () => {
  here = await Reviewed.open(backend);
});
after(() => backend.close());

async function voteBy(id: string, votes: readonly ('yes' | 'no')[]): Promise<void> {
  for (const vote of votes) await here.vote(await here.guest(), id, vote);
}
/** Writes one review a product, each published and found helpful by three readers. */
async function writeHelpful(by: TestCall, products: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const product of products) {
    const { id } = await here.write(by, { rating: 1 }, product);
    await here.decide(id);
    await voteBy(id, ['yes', 'yes', 'yes']);
    ids.push(id);
  }
  return ids;
}
const isTop = ({ badges }: Review): boolean => badges.includes('top-contributor');
/** On which products the list shows a review of theirs with the badge. */
const shownOn = async (): Promise<string[]> => {
  const found = await Promise.all(PRODUCTS.map((product) => here.list('', product)));
  return PRODUCTS.filter((_, i) => found[i]!.reviews.some(isTop));
};

describe('an author', () => {
  test('of three reviews that three readers each found helpful is a top contributor, by no other reviews', async () => {
    const by = await here.customer();
    const ids = await writeHelpful(by, ['p-A', 'p-B']);
    const { id } = await here.write(by, { rating: 5 }, 'p-C');
    await voteBy(id, ['yes', 'yes', 'yes']);
    assert.deepEqual(await shownOn(), [], 'what waits is nothing that readers found helpful');
    await here.decide(id);
    await voteBy(id, ['yes', 'yes']);
    assert.deepEqual(await shownOn(), [], 'two readers are too few');
    await voteBy(id, ['yes']);
    assert.deepEqual(await shownOn(), PRODUCTS);
    await here.published({}, 'p-A');
    const { reviews } = await here.list('', 'p-A');
    assert.deepEqual(
      reviews.filter(isTop).map((review) => review.id),
      [ids[0]],
      'others are not',
    );
    await voteBy(id, ['no', 'no', 'no']);
    assert.deepEqual(await shownOn(), [], 'as many found it of no use');
  });

  test('is none any longer when a review is refused, or a vote is taken back', async () => {
    const [first, second] = await writeHelpful(await here.guest(), PRODUCTS);
    assert.deepEqual(await shownOn(), PRODUCTS);
    await here.decide(first!, { state: 'refused', reason: 'fraud' });
    assert.deepEqual(await shownOn(), []);
    await here.decide(first!);
    assert.deepEqual(await shownOn(), PRODUCTS);
    const reader = await here.guest();
    await here.vote(reader, second!, 'yes');
    await voteBy(second!, ['no', 'no', 'no']);
    assert.deepEqual(await shownOn(), PRODUCTS);
    await here.vote(reader, second!, null);
    assert.deepEqual(await shownOn(), []);
  });

  test('becomes one by logging in where they wrote as a guest, and is forgotten when erased', async () => {
    const userId = randomUUID();
    const guest = await here.guest();
    await writeHelpful(guest, ['p-A']);
    await writeHelpful(await here.customer(userId), ['p-B', 'p-C']);
    assert.deepEqual(await shownOn(), []);
    await here.logIn(userId, guest.device);
    assert.deepEqual(await shownOn(), PRODUCTS);
    const erased = await here.ws.fetch(`/v1/customers/${userId}`, { method: 'DELETE', secret: true });
    assert.ok(erased.ok);
    assert.deepEqual(await shownOn(), []);
  });

  test('is none by what readers said who turn out to be one person', async () => {
    const [id] = await writeHelpful(await here.guest(), PRODUCTS);
    const reader = await here.guest();
    const userId = randomUUID();
    await here.vote(reader, id!, 'yes');
    await here.vote(await here.customer(userId), id!, 'yes');
    await voteBy(id!, ['no', 'no', 'no', 'no']);
    assert.deepEqual(await shownOn(), PRODUCTS);
    await here.logIn(userId, reader.device);
    assert.deepEqual(await shownOn(), []);
  });
});

test('who keeps a page learns at once of a badge that votes on other products have brought', async () => {
  const by = await here.guest();
  await writeHelpful(by, ['p-A', 'p-B']);
  const key = here.ws.publishable;
  const paths = [`/v1/products/p-A/reviews?key=${key}`, `/v1/products/p-A/reviews/fragment?key=${key}`];
  const tags = await Promise.all(paths.map(async (path) => (await here.ws.fetch(path)).headers.get('etag')!));
  const again = (i: number) => here.ws.fetch(paths[i]!, { headers: { 'If-None-Match': tags[i] } });
  for (const i of [0, 1]) assert.equal((await again(i)).status, 304);
  await writeHelpful(by, ['p-C']);
  for (const i of [0, 1]) {
    const answer = await again(i);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /top-contributor|Top contributor/);
  }
});
