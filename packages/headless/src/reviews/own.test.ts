import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vote } from '@continuo/protocol';
import { createReviews } from './index.ts';
import {
  browser,
  isLeft,
  json,
  listen,
  ownReview,
  pause,
  review,
  tab,
  until,
  type Answer,
} from './testing/world.ts';

const VOTE = '/v1/reviews/a/vote';

/** A backend that counts the votes of one person; `lose`: it takes what it hears and the answer is lost. */
function backend() {
  const state = { vote: undefined as Vote | undefined, lose: false, refuse: 0, reports: [] as string[] };
  const helpful = () => ({ yes: 3 + Number(state.vote === 'yes'), no: 1 + Number(state.vote === 'no') });
  const answer: Answer = ({ path, body }) => {
    if (path === '/v1/products/pot/reviews')
      return json({ reviews: [review('a', { helpful: helpful() })], total: 1 });
    if (path === '/v1/reviews/mine')
      return json({
        reviews: [],
        votes: state.vote ? [{ reviewId: 'a', vote: state.vote }] : [],
        reports: state.reports,
      });
    if (state.refuse)
      return json({ code: state.refuse === 404 ? 'review/unknown' : 'request/internal' }, state.refuse);
    if (path === VOTE) {
      state.vote = (body!['vote'] as Vote | null) ?? undefined;
      return state.lose ? undefined : json(helpful());
    }
    state.reports.push('a');
    return new Response(null, { status: 204 });
  };
  return { state, answer };
}
const open = async (made: ReturnType<typeof tab>) => {
  const reviews = createReviews(made.client, { productId: 'pot' });
  listen(reviews.$list);
  await until('ready', () => reviews.$list.get().phase === 'ready');
  return { ...made, reviews, yes: () => reviews.$list.get().data!.reviews[0]!.helpful.yes };
};

test('a vote shows and counts at once, makes the device, and is sent once however often it is pressed', async () => {
  const { answer, state } = backend();
  const { reviews, to, yes, client } = await open(tab(answer));
  reviews.vote('a', 'yes');
  reviews.vote('a', 'yes');
  assert.equal(yes(), 4);
  assert.equal(reviews.$own.get().votes['a'], 'yes');
  await until('it is sent', () => state.vote === 'yes');
  await until('nothing waits', async () => (await client.platform.records('reviews').entries()).length === 0);
  await pause(30);
  assert.equal(to(VOTE).length, 1);
  assert.equal(to(VOTE)[0]!.device, 'dt_1');
  assert.equal(yes(), 4);
});

test('the last press wins, also while the first is on its way', async () => {
  const { answer, state } = backend();
  const { reviews, yes } = await open(tab(answer));
  reviews.vote('a', 'yes');
  reviews.vote('a', 'no');
  reviews.vote('a', null);
  reviews.vote('a', 'no');
  assert.equal(yes(), 3);
  await until('it is sent', () => state.vote === 'no');
  await pause(50);
  assert.equal(state.vote, 'no');
  assert.equal(reviews.$own.get().votes['a'], 'no');
  assert.deepEqual(reviews.$list.get().data!.reviews[0]!.helpful, { yes: 3, no: 2 });
});

test('a vote without a network waits on the device and is sent by the next page', async () => {
  const { answer, state } = backend();
  const at = browser();
  const first = await open(tab(answer, at));
  at.online = false;
  first.reviews.vote('a', 'yes');
  assert.equal(first.yes(), 4);
  await pause(30);
  assert.equal(state.vote, undefined);
  at.online = true;
  const second = await open(tab(answer, at));
  await until('it is sent', () => state.vote === 'yes');
  await until('it shows', () => second.reviews.$own.get().votes['a'] === 'yes');
  await until('counted once', () => second.yes() === 4);
});

test('a vote of a page that is left in the same moment is sent by the next one, the last of several', async () => {
  const { answer, state } = backend();
  const at = browser();
  const first = await open(tab(answer, at));
  isLeft(first.client);
  at.online = false;
  first.reviews.vote('a', 'yes');
  first.reviews.vote('a', 'no');
  at.online = true;
  const second = await open(tab(answer, at));
  await until('it is sent', () => state.vote === 'no');
  await until('it is shown', () => second.reviews.$own.get().votes['a'] === 'no');
  await until(
    'nothing waits',
    async () => (await second.client.platform.records('reviews').entries()).length === 0,
  );
  assert.equal(second.to(VOTE).length, 1);
  assert.equal(second.client.platform.small.get('reviews'), '1');
});

test('what else stands where votes are kept does no harm and stays', async () => {
  const { answer, state } = backend();
  const at = browser();
  const strange = [
    '1',
    '',
    '{',
    'null',
    '7',
    '[]',
    '["vote:a"]',
    '["vote:a",null]',
    '[1,{}]',
    '["note:a",{}]',
  ];
  tab(answer, at).client.platform.small.set('reviews', strange.join('\n'));
  const { reviews, client } = await open(tab(answer, at));
  reviews.vote('a', 'yes');
  await until('it is sent', () => state.vote === 'yes');
  assert.deepEqual(client.platform.small.get('reviews')?.split('\n'), strange);
});

test('a vote without a network is sent when it returns', async () => {
  const { answer, state } = backend();
  const { reviews, at, page } = await open(tab(answer));
  at.online = false;
  reviews.vote('a', 'yes');
  await pause(20);
  at.online = true;
  page('online');
  await until('it is sent', () => state.vote === 'yes');
});

test('a lost answer and a second tab leave one vote', async () => {
  const { answer, state } = backend();
  const at = browser();
  const one = await open(tab(answer, at));
  const two = await open(tab(answer, at));
  state.lose = true;
  one.reviews.vote('a', 'yes');
  two.reviews.vote('a', 'yes');
  await until('heard', () => state.vote === 'yes');
  state.lose = false;
  one.page('show');
  two.page('show');
  await until(
    'nothing waits',
    async () => (await one.client.platform.records('reviews').entries()).length === 0,
  );
  assert.equal(state.vote, 'yes');
  await one.reviews.refresh();
  assert.equal(one.yes(), 4);
});

test('a vote that is refused for good is taken back on the page', async () => {
  const { answer, state } = backend();
  const { reviews, yes, client } = await open(tab(answer));
  state.refuse = 404;
  reviews.vote('a', 'yes');
  await until('it is back', () => reviews.$own.get().votes['a'] === undefined);
  assert.equal(yes(), 3);
  assert.deepEqual(await client.platform.records('reviews').entries(), []);
});

test('a report is heard or says that it was not', async () => {
  const { answer, state } = backend();
  const { reviews } = await open(tab(answer));
  state.refuse = 500;
  await assert.rejects(reviews.report('a', 'other'), { code: 'request/internal' });
  state.refuse = 0;
  await reviews.report('a', 'offensive', 'see line 2');
  assert.deepEqual(reviews.$own.get().reports, ['a']);
});

test("the author's review changes its state on all pages; a published one shows in list and stars", async () => {
  const { answer } = backend();
  const { reviews, tell, client, to } = await open(tab(answer));
  await client.identity.ensureDevice();
  await until('own ones are loaded', () => to('/v1/reviews/mine').length > 0);
  await pause(20);
  tell(ownReview('mine'));
  assert.equal(reviews.$own.get().reviews[0]?.state, 'pending');
  const before = to('/v1/products/pot/reviews').length;
  tell(ownReview('mine', { state: 'published' }));
  assert.equal(reviews.$own.get().reviews.length, 1);
  await until('asked again', () => to('/v1/products/pot/reviews').length > before);
  await until('stars too', () => to('/v1/reviews/summaries').length > 0);
  tell(ownReview('other', { productId: 'bowl' }));
  assert.equal(reviews.$own.get().reviews.length, 1);
});

test('after a logout nothing of the visitor is left', async () => {
  const { answer } = backend();
  const { reviews, client, yes } = await open(tab(answer));
  reviews.vote('a', 'yes');
  await until('sent', () => client.identity.device);
  await client.logout();
  assert.deepEqual(reviews.$own.get(), { reviews: [], votes: {}, reports: [] });
  await reviews.refresh();
  assert.equal(client.platform.small.get('reviews'), null);
  assert.ok(yes() <= 4);
});
