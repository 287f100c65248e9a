import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ModerationEntry, ModerationItem } from '@continuo/protocol';
import { sql } from 'kysely';
import { Reviewed } from '../reviews/testing/reviewers.ts';
import { openTestBackend, type TestBackend, type TestCall } from '../testing.ts';
import { addModerationCheck } from './index.ts';

let backend: TestBackend;
let here: Reviewed;
let desk: TestCall;
before(async () => {
  backend = await openTestBackend();
  here = await Reviewed.open(backend);
  desk = await here.desk('Grace');
});
after(() => backend.close());

type ReviewItem = Extract<ModerationItem, { kind: 'review' }>;
interface Queue {
  items: ReviewItem[];
  next?: string;
  counts: { pending: number; reported: number };
}
const queue = (at: Reviewed, query = '', by = desk) => at.ws.json<Queue>(`/v1/moderation${query}`, by);
const put = (path: string, body: unknown) =>
  here.ws.fetch(`/v1/moderation/${path}`, { ...desk, method: 'PUT', body });
const item = async (response: Response) => {
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()) as ReviewItem;
};
const publish = async (id: string) => item(await put(`${id}/decision`, { decision: 'publish' }));
const refuse = async (id: string, reason = 'offensive') =>
  item(await put(`${id}/decision`, { decision: 'refuse', reason }));
const log = async (id: string) =>
  (await here.ws.json<{ item: ModerationItem; entries: ModerationEntry[] }>(`/v1/moderation/${id}/log`, desk))
    .entries;
const acts = async (id: string) => (await log(id)).map(({ by, act, reason }) => [by, act, reason]);

describe('the queue', () => {
  test('shows what waits, oldest first, and what was decided, newest first, page by page', async () => {
    const other = await Reviewed.open(backend);
    const by = await other.desk();
    const ids: string[] = [];
    for (let i = 0; i < 33; i++) ids.push((await other.write(await other.guest(), { body: `Text ${i}` })).id);
    const first = await queue(other, '', by);
    assert.deepEqual(
      first.items.map(({ id }) => id),
      ids.slice(0, 30),
    );
    assert.deepEqual(first.counts, { pending: 33, reported: 0 });
    assert.equal(first.items[0]?.productTitle, 'Pot A');
    const rest = await queue(other, `?cursor=${first.next}`, by);
    assert.deepEqual(
      rest.items.map(({ id }) => id),
      ids.slice(30),
    );
    assert.equal(rest.next, undefined);
    for (const id of ids.slice(0, 3)) await other.decide(id);
    const published = await queue(other, '?state=published', by);
    assert.deepEqual(
      published.items.map(({ id }) => id),
      ids.slice(0, 3).reverse(),
    );
  });

  test('is filtered by stars, words and what the checks point out', async () => {
    const low = await here.write(await here.guest(), { rating: 1, body: 'See https://spam.example/100%' });
    await here.write(await here.guest(), { rating: 5, body: 'Fine' });
    for (const query of ['?flag=link', '?stars=1,2', '?q=100%25', '?q=SPAM.example'])
      assert.deepEqual(
        (await queue(here, query)).items.map(({ id, flags }) => [id, flags]),
        [[low.id, ['link']]],
        query,
      );
    assert.deepEqual((await queue(here, '?q=100_')).items, []);
  });

  test('points out copies and haste, and decides nothing', async () => {
    const body = 'The very same words about two mugs.';
    await here.write(await here.guest(), { body });
    const copy = await here.write(await here.guest(), { body: body.toUpperCase() }, 'p-B');
    const hasty = await here.guest();
    let last = '';
    for (const product of ['p-A', 'p-B', 'p-C', 'p-X', 'p-Y'])
      last = (await here.write(hasty, { body: product }, product)).id;
    const flagged = async (flag: string) => (await queue(here, `?flag=${flag}`)).items.map(({ id }) => id);
    assert.deepEqual(await flagged('duplicate'), [copy.id]);
    assert.deepEqual(await flagged('velocity'), [last]);
    assert.equal((await here.own(hasty)).reviews[0]?.state, 'pending');
  });

  test('is found by what a check of the merchant’s own points out', async () => {
    const end = addModerationCheck({ flag: 'competitor', finds: ({ body }) => body.includes('Nautilus') });
    const found = await here.write(await here.guest(), { body: 'The Nautilus is cheaper' });
    end();
    await here.write(await here.guest(), { body: 'Another from Nautilus' });
    const { items } = await queue(here, '?flag=competitor');
    assert.deepEqual(
      items.map(({ id, flags }) => [id, flags]),
      [[found.id, ['competitor']]],
    );
  });
});

describe('a decision', () => {
  test('is logged with its author, once, and a later one replaces it', async () => {
    const author = await here.customer('decided');
    const { id } = await here.write(author, {}, 'p-Y');
    const answers = await Promise.all([1, 2, 3].map(() => publish(id)));
    assert.ok(answers.every(({ state }) => state === 'published'));
    assert.equal((await here.summary('p-Y')).count, 1);
    assert.equal((await refuse(id, 'fraud')).review.reason, 'fraud');
    await refuse(id, 'fraud');
    await refuse(id, 'copied');
    assert.equal((await here.summary('p-Y')).count, 0);
    assert.equal((await here.own(author)).reviews[0]?.reason, 'copied');
    assert.equal((await publish(id)).review.reason, undefined);
    assert.deepEqual(await acts(id), [
      ['Grace', 'published', undefined],
      ['Grace', 'refused', 'fraud'],
      ['Grace', 'refused', 'copied'],
      ['Grace', 'published', undefined],
    ]);
  });

  test('answers the reports: the review leaves their list, and the same person opens it no second time', async () => {
    const { id } = await here.published();
    const reporter = await here.guest();
    await here.report(reporter, id);
    const reported = async () =>
      (await queue(here, '?state=reported')).items.map((i) => [i.id, i.flags, i.reports]);
    assert.deepEqual(await reported(), [[id, ['reported'], 1]]);
    assert.deepEqual((await publish(id)).flags, []);
    assert.deepEqual(await reported(), []);
    await here.report(reporter, id);
    assert.deepEqual(await reported(), []);
    await here.report(await here.guest(), id);
    assert.equal((await queue(here)).counts.reported, 1);
    await refuse(id);
    assert.equal((await queue(here)).counts.reported, 0);
    assert.deepEqual(
      (await acts(id)).map(([, act]) => act),
      ['published', 'refused'],
    );
  });

  test('on what is not there finds nothing, and a visitor may not decide', async () => {
    for (const [path, body] of [
      ['none/decision', { decision: 'publish' }],
      ['none/response', { text: 'x' }],
    ] as const)
      assert.equal((await put(path, body)).status, 404);
    assert.equal((await here.ws.fetch('/v1/moderation/none/log', desk)).status, 404);
    const { id } = await here.write(await here.guest());
    const call = { method: 'PUT', body: { decision: 'publish' } };
    for (const by of [await here.guest(), await here.customer(), {}]) {
      const { status } = await here.ws.fetch(`/v1/moderation/${id}/decision`, { ...by, ...call });
      assert.ok(status === 401 || status === 403);
    }
    assert.equal((await put(`${id}/decision`, { decision: 'refuse' })).status, 400, 'without a reason');
  });
});

test("the merchant's answer stands below the review until it is emptied", async () => {
  const { id } = await here.published({}, 'p-X');
  const answered = await item(await put(`${id}/response`, { text: 'Thank you!\0' }));
  assert.equal(answered.review.response?.author, here.ws.workspace.name);
  await put(`${id}/response`, { text: 'Thank you!\0' });
  const [shown] = (await here.list('', 'p-X')).reviews;
  assert.equal(shown?.response?.text, 'Thank you!\ufffd');
  await put(`${id}/response`, { text: '' });
  assert.equal((await here.list('', 'p-X')).reviews[0]?.response, undefined);
  assert.deepEqual(
    (await acts(id)).map(([, act]) => act),
    ['responded', 'responded'],
  );
});

test('a review is marked as incentivised in any state, each act is logged once, and it stays where it is', async () => {
  const author = await here.guest();
  const { id } = await here.write(author, {}, 'p-C');
  const mark = async (incentivised: boolean) =>
    (await item(await put(`${id}/incentivised`, { incentivised }))).review.badges;
  assert.deepEqual(await mark(true), ['incentivised']);
  assert.deepEqual(await mark(true), ['incentivised']);
  assert.deepEqual((await here.own(author)).reviews[0]?.badges, ['incentivised']);
  await publish(id);
  const [shown] = (await here.list('', 'p-C')).reviews;
  assert.deepEqual([shown?.id, shown?.badges], [id, ['incentivised']]);
  assert.equal((await here.summary('p-C')).count, 1, 'it counts');
  assert.deepEqual(await mark(false), []);
  assert.deepEqual((await here.list('', 'p-C')).reviews[0]?.badges, []);
  assert.deepEqual(await acts(id), [
    ['Grace', 'marked-incentivised', undefined],
    ['Grace', 'published', undefined],
    ['Grace', 'unmarked-incentivised', undefined],
  ]);
  for (const other of ['none', 'question:none', `question:${id}`])
    assert.equal((await put(`${other}/incentivised`, { incentivised: true })).status, 404, other);
});

test('a published review is featured and no longer, each act is logged once, and nothing else changes', async () => {
  const author = await here.guest();
  const { id } = await here.write(author, { rating: 5 }, 'p-X');
  const feature = (featured: boolean) => put(`${id}/featured`, { featured });
  const badges = async (featured: boolean) => (await item(await feature(featured))).review.badges;
  assert.equal((await feature(true)).status, 409);
  assert.deepEqual(await badges(false), [], 'what is not featured can be taken back in any state');
  await publish(id);
  const summary = await here.summary('p-X');
  assert.deepEqual(await badges(true), ['featured']);
  assert.deepEqual(await badges(true), ['featured']);
  assert.deepEqual((await here.own(author)).reviews[0]?.badges, ['featured']);
  assert.deepEqual((await here.list('', 'p-X')).reviews[0]?.badges, ['featured']);
  assert.deepEqual(await here.summary('p-X'), summary);
  await refuse(id);
  assert.deepEqual(await badges(false), []);
  assert.deepEqual(await acts(id), [
    ['Grace', 'published', undefined],
    ['Grace', 'marked-featured', undefined],
    ['Grace', 'refused', 'offensive'],
    ['Grace', 'unmarked-featured', undefined],
  ]);
  for (const other of ['none', 'question:none', `question:${id}`])
    assert.equal((await put(`${other}/featured`, { featured: true })).status, 404, other);
});

test('the log cannot be changed or emptied by anybody; it goes with its workspace', async () => {
  const { db } = backend.database;
  const other = await Reviewed.open(backend);
  const by = await other.desk();
  const { id } = await other.write(await other.guest());
  await other.ws.json(`/v1/moderation/${id}/decision`, {
    ...by,
    method: 'PUT',
    body: { decision: 'publish' },
  });
  const ws = other.ws.workspace.id;
  for (const statement of [
    sql`update moderation_log set name = 'Nobody' where ws = ${ws}`,
    sql`delete from moderation_log where ws = ${ws}`,
    sql`truncate moderation_log`,
  ])
    await assert.rejects(statement.execute(db), /only ever added to/);
  await db.deleteFrom('reviews').where('ws', '=', ws).execute();
  const rows = () => db.selectFrom('moderation_log').select('n').where('ws', '=', ws).execute();
  assert.equal((await rows()).length, 1, 'it outlives what it is about');
  for (const table of ['order_line', 'orders'] as const)
    await db.deleteFrom(table).where('ws', '=', ws).execute();
  await db.deleteFrom('workspaces').where('ws', '=', ws).execute();
  assert.deepEqual(await rows(), []);
});
