import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { ModerationItem } from '@continuo/protocol';
import { Queue } from './queue.ts';

const item = (id: string, state: ModerationItem['state'] = 'pending'): ModerationItem => ({
  id,
  kind: 'review',
  state,
  productTitle: 'Pot',
  flags: [],
  reports: 0,
  review: {
    id,
    productId: 'p1',
    rating: 4,
    title: id,
    body: '',
    locale: 'en',
    author: 'Ada',
    at: '2026-03-10T12:00:00.000Z',
    ratings: [],
    attributes: [],
    badges: [],
    media: [],
    helpful: { yes: 0, no: 0 },
    state,
  },
});
const page = (...items: ModerationItem[]) => ({ items, counts: { pending: items.length, reported: 0 } });

/** Requests that wait for the test to answer them, in the order in which they were sent. */
let waiting: { what: string; answer: (body: unknown, status?: number) => Promise<void> }[];
const real = globalThis.fetch;
beforeEach(() => {
  waiting = [];
  globalThis.fetch = (path, init) =>
    new Promise((resolve) =>
      waiting.push({
        what: `${init?.method ?? 'GET'} ${(path as string).replace('/v1/moderation', '')}`,
        answer: async (body, status = 200) => {
          resolve(Response.json(body, { status }));
          await new Promise((done) => setTimeout(done, 5));
        },
      }),
    );
});
afterEach(() => {
  globalThis.fetch = real;
});
const ids = (queue: Queue) => queue.items.map(({ id }) => id);
const loaded = async (...items: ModerationItem[]) => {
  const queue = new Queue();
  void queue.load();
  await waiting.shift()!.answer(page(...items));
  return queue;
};

test('a list that was asked for before a decision does not bring the decided review back', async () => {
  const queue = await loaded(item('a'), item('b'));
  void queue.load();
  const outcome = queue.decide(item('a'), { decision: 'publish' });
  await waiting.find(({ what }) => what.startsWith('PUT'))!.answer(item('a', 'published'));
  assert.equal((await outcome).kind, 'done');
  assert.deepEqual(queue.counts, { pending: 1, reported: 0 });
  await waiting[0]!.answer(page(item('a'), item('b')));
  assert.deepEqual(ids(queue), ['b']);
});

test('two presses send one decision, and the review after it is safe for a moment', async () => {
  const queue = await loaded(item('a'), item('b'));
  const outcomes = [1, 2].map(() => queue.decide(item('a'), { decision: 'publish' }));
  await waiting[0]!.answer(item('a', 'published'));
  assert.deepEqual(
    (await Promise.all(outcomes)).map(({ kind }) => kind),
    ['done', 'ignored'],
  );
  assert.equal((await queue.decide(item('b'), { decision: 'publish' })).kind, 'ignored');
  assert.equal(waiting.filter(({ what }) => what.startsWith('PUT')).length, 1);
});

test('more of a list that nobody looks at any more is not added to another', async () => {
  const queue = new Queue();
  void queue.load();
  await waiting.shift()!.answer({ ...page(item('a')), next: 'n' });
  void queue.more();
  void queue.setFilters({ tab: 'refused' });
  await waiting[0]!.answer(page(item('b')));
  await waiting[1]!.answer(page(item('c', 'refused')));
  assert.deepEqual(ids(queue), ['c']);
});

test('reviews of other filters do not stand there when the list cannot be had', async () => {
  const queue = await loaded(item('a'));
  void queue.setFilters({ tab: 'published' });
  assert.deepEqual([queue.phase, ids(queue)], ['loading', ['a']], 'until the answer is there');
  await waiting[0]!.answer({ code: 'server/failed' }, 500);
  assert.deepEqual([queue.phase, ids(queue)], ['error', []]);
});

test('an answer that is changed while it is being saved is not taken for saved', async () => {
  const queue = await loaded(item('a'));
  queue.type('a', 'Thank you');
  const outcome = queue.respond('a', 'Thank you');
  queue.type('a', 'Thank you very much');
  await waiting[0]!.answer(item('a'));
  assert.equal((await outcome).kind, 'done');
  assert.equal(queue.answers.get('a'), 'Thank you very much');
});
