import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { routes, type Problem } from '@continuo/protocol';
import { sql } from 'kysely';
import { once } from '../http/idempotency.ts';
import { photo, video } from '../media/testing/files.ts';
import { Uploader } from '../media/testing/uploads.ts';
import { Asked } from '../questions/testing/asked.ts';
import { openTestBackend, type TestBackend, type TestCall } from '../testing.ts';
import { personIdOf } from './rules.ts';

/** Columns that say who somebody is. A later table that has one must be in the life below, and forget it. */
const SAYS_WHO =
  /^(person|person_id|user_id|claimed_user_id|device_id|anonymous_id|owner|claimed_by|caller|subject)$/;

/** What stays on purpose, with why. */
const KEPT: Readonly<Record<string, string>> = {
  erasures: 'that and when somebody was erased, by a hash',
  cart_replica:
    'which device a counter of presses is of: others who use the device would be told that it forked',
};

let backend: TestBackend;
let here: Asked;
before(async () => {
  backend = await openTestBackend();
  here = await Asked.open(backend);
});
after(() => backend.close());

interface Life {
  userId: string;
  devices: string[];
  /** Everything that this person could be known by in a row. */
  known: string[];
  reviewId: string;
  /** Placed as a guest, and as a customer. */
  orders: string[];
  customer: TestCall;
}

/** Asks and answers, and says something of what others have asked and answered. */
async function wonder(by: TestCall, word: string): Promise<void> {
  const [question] = (await here.questions()).questions;
  await here.ask(by, { body: word, author: word.slice(0, 40) });
  await here.answer(by, question!.id, { body: word });
  await here.voteOn(by, question!.answers[0]!.id, 'yes');
  await here.reportOn(by, 'questions', question!.id);
  await here.reportOn(by, 'answers', question!.answers[0]!.id);
  await here.subscribe(by, question!.id);
}

/** Does everything that a person can do, as a guest and then as a customer, with their name in every text. */
async function live(votesOn: string, product: string): Promise<Life> {
  const { ws, shop } = here;
  const word = `w${randomUUID().replaceAll('-', '')}`;
  const [userId, anonymousId, otherAnonymous] = [`u-${word}`, `a-${word}`, `b-${word}`];
  const contact = { name: word, email: `${word}@example.com`, address: [word], country: 'HK' };
  const order = async (cartId: string): Promise<string> => {
    const { hash } = await ws.json<{ hash: string }>(`/v1/carts/${cartId}/quote`, { secret: true, body: {} });
    const orderId = randomUUID();
    await ws.json(`/v1/carts/${cartId}/order`, { secret: true, body: { orderId, hash, contact } });
    return orderId;
  };
  const draft = (by: TestCall, path: string) =>
    ws.json(`/v1/${path}/draft`, {
      ...by,
      method: 'PUT',
      body: { draft: { id: `draft-${randomUUID()}`, body: word, author: '', at: new Date().toISOString() } },
    });
  const track = (more: object, properties: object) =>
    ws.json('/v1/batch', {
      body: {
        writeKey: ws.publishable,
        batch: [{ type: 'track', event: 'Seen', messageId: randomUUID(), anonymousId, properties }],
        ...more,
      },
    });

  const browser = await shop.guest();
  const guest = { device: browser.device };
  await browser.do('a', 'c/A', 1);
  const asGuest = await order(browser.cartId);
  await browser.sync();
  await browser.do('a', 'c/B', 1);
  await track({ device: browser.device }, { said: word });
  await here.vote(guest, votesOn, 'no');
  await draft(guest, 'products/p-C/reviews');
  await draft(guest, 'products/p-C/questions');

  const token = await ws.token(userId);
  const customer = { token, device: browser.device };
  await ws.json('/v1/customers/me/devices', { ...customer, body: { anonymousId } });
  await ws.json('/v1/i', {
    body: {
      writeKey: ws.publishable,
      token,
      device: browser.device,
      traits: { name: word, email: contact.email },
    },
  });
  browser.token = token;
  const laptop = await shop.customer(userId);
  await laptop.do('a', 'c/A', 1);
  const asCustomer = await order(laptop.cartId);
  await laptop.sync();
  await laptop.do('a', 'c/Y', 2);
  await ws.json('/v1/customers/me/devices', {
    token,
    device: laptop.device,
    body: { anonymousId: otherAnonymous },
  });
  await track({ token, device: laptop.device }, { said: word });
  await track({}, { said: word });
  await ws.json('/v1/track', {
    body: { writeKey: ws.publishable, event: 'Claimed', messageId: randomUUID(), anonymousId: 'x', userId },
  });
  await ws.json('/v1/links', { body: { key: ws.publishable, anonymousId, campaign: { name: word } } });
  const uploader = new Uploader(ws, customer);
  const [begun, attached, poster] = [randomUUID(), randomUUID(), randomUUID()];
  await uploader.create(100, begun);
  await uploader.upload(video(), attached);
  await uploader.upload(await photo().jpeg().toBuffer(), poster);
  const { id: reviewId } = await here.write(
    customer,
    { media: [{ id: attached, alt: word, poster }], author: word.slice(0, 40), body: word, rating: 5 },
    product,
  );
  await draft(customer, 'products/p-X/reviews');
  await wonder(customer, word);
  await draft(customer, 'products/p-X/questions');
  await draft(customer, `questions/${(await here.questions()).questions[0]!.id}/answers`);
  const keyed = { ws: ws.workspace.id, caller: `u:${userId}`, route: routes.orders.reopen, request: word };
  await once(randomUUID(), { ...keyed, db: backend.database.db, now: new Date() }, () =>
    Promise.resolve({ status: 200, answer: JSON.stringify(word) }),
  );
  await ws.fetch(`/v1/reviews/${votesOn}/report`, {
    ...customer,
    method: 'PUT',
    body: { reason: 'other', detail: word },
  });

  const desk = await here.desk();
  const put = (path: string, body: unknown) =>
    ws.json(`/v1/moderation/${reviewId}/${path}`, { ...desk, method: 'PUT', body });
  await put('decision', { decision: 'publish' });
  await put('response', { text: 'Thank you' });
  await ws.json(`/v1/persons/${personIdOf(ws.workspace.id, 'user', userId)}`, { ...desk, origin: null });
  const devices = [browser.device, laptop.device].map((t) => t.split('.')[0]!);
  const persons = [
    personIdOf(ws.workspace.id, 'user', userId),
    ...devices.map((id) => personIdOf(ws.workspace.id, 'device', id)),
    ...[anonymousId, otherAnonymous].map((id) => personIdOf(ws.workspace.id, 'anonymous', id)),
  ];
  const known = [word, ...devices, ...persons];
  return { userId, devices, known, reviewId, orders: [asGuest, asCustomer], customer };
}

/** Tables whose rows name one of these words, wherever and in whatever column. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  const { db } = backend.database;
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`.execute(db);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql`
      select from ${sql.table(name)} t join unnest(${[...words]}::text[]) w on strpos(t::text, w) > 0 limit 1`.execute(
      db,
    );
    if (rows.length) found.push(name);
  }
  return found;
}

const erase = (userId: string): Promise<Response> =>
  here.ws.fetch(`/v1/customers/${userId}`, { method: 'DELETE', secret: true });

describe('a customer who is erased', () => {
  let theirs: Life;
  let other: Life;
  let votedOn: string;
  let before_: string[];
  before(async () => {
    votedOn = (await here.published({ rating: 1 }, 'p-B')).id;
    await here.answered((await here.asked()).id);
    theirs = await live(votedOn, 'p-A');
    other = await live(votedOn, 'p-A');
    before_ = await tablesWith(theirs.known);
    assert.equal((await erase(theirs.userId)).status, 204);
  });

  test('was in every table that says who somebody is', async () => {
    const { rows } = await sql<{ table: string; column: string }>`
      select t.table_name as "table", c.column_name as "column" from information_schema.tables t
      join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
      where t.table_schema = 'public' and t.table_name !~ '_([0-9]+|20[0-9]{2}_?[0-9]{2})$'`.execute(
      backend.database.db,
    );
    const saying = new Set(rows.filter(({ column }) => SAYS_WHO.test(column)).map(({ table }) => table));
    saying.delete('erasures');
    const missed = [...saying].filter((table) => !before_.includes(table));
    assert.deepEqual(missed, [], 'make the person of this test write into them, and register onErased()');
    for (const table of [
      'reviews',
      'review_votes',
      'review_reports',
      'review_drafts',
      'questions',
      'answers',
      'question_drafts',
      'answer_drafts',
      'question_subscriptions',
      'events',
      'orders',
      'cart',
    ])
      assert.ok(before_.includes(table), table);
  });

  test('is in none of them afterwards, nor in any other', async () => {
    const left = await tablesWith(theirs.known);
    assert.deepEqual(
      left.filter((table) => !(table in KEPT)),
      [],
    );
  });

  test('leaves no photo, video or poster: what is not deleted yet is nobody’s and waits for the sweep', async () => {
    const { rows } = await sql<{ state: string }>`
      select state from media where ws = ${here.ws.workspace.id} and owner = ''`.execute(backend.database.db);
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['removed', 'removed', 'removed'],
    );
  });

  test('leaves everybody else as they were', async () => {
    assert.deepEqual(
      before_.filter((table) => table !== 'erasures'),
      await tablesWith(other.known),
    );
    const { reviews, votes, reports } = await here.own(other.customer);
    assert.deepEqual(
      [reviews.map(({ id }) => id), votes, reports],
      [[other.reviewId], [{ reviewId: votedOn, vote: 'no' }], [votedOn]],
    );
  });

  test('no longer counts: in the summary, in the votes, in the reports', async () => {
    const { count, histogram, verified } = await here.summary();
    assert.deepEqual([count, histogram, verified], [1, [0, 0, 0, 0, 1], 1]);
    assert.equal((await here.list('&verified=true')).total, 1);
    const [review] = (await here.list('', 'p-B')).reviews;
    assert.deepEqual(review?.helpful, { yes: 0, no: 1 });
    const row = await backend.database.db
      .selectFrom('reviews')
      .select('reports')
      .where('ws', '=', here.ws.workspace.id)
      .where('id', '=', votedOn)
      .executeTakeFirstOrThrow();
    assert.equal(row.reports, 1);
    const [question] = (await here.questions()).questions;
    assert.deepEqual(question?.answers[0]?.helpful, { yes: 1, no: 0 });
    const reported = await here.queue('?state=reported');
    assert.deepEqual(
      reported.items.map(({ reports }) => reports),
      [1, 1, 1],
    );
  });

  test('has orders that still can be looked up and taken back, without a name', async () => {
    for (const id of theirs.orders) {
      const order = await here.ws.json(`/v1/orders/${id}`, { secret: true });
      assert.equal(order['contact'], undefined);
      assert.equal(order['userId'], undefined);
      assert.ok(order['total']);
    }
    await here.ws.json(`/v1/orders/${theirs.orders[1]}/reopen`, { secret: true, method: 'POST', body: {} });
    assert.deepEqual(
      (await tablesWith(theirs.known)).filter((table) => !(table in KEPT)),
      [],
    );
  });

  test('may be erased again, as may anybody who never was', async () => {
    for (const userId of [theirs.userId, `nobody-${randomUUID()}`])
      assert.equal((await erase(userId)).status, 204);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from erasures
      where ws = ${here.ws.workspace.id} and person = ${theirs.known.find((id) => id.startsWith('p_'))}`.execute(
      backend.database.db,
    );
    assert.equal(rows[0]?.n, 1);
  });

  test('is new when they log in again', async () => {
    const { reviews, votes } = await here.own(await here.customer(theirs.userId));
    assert.deepEqual([reviews, votes], [[], []]);
    const again = await here.write(await here.customer(theirs.userId));
    assert.deepEqual([again.state, again.badges], ['pending', []]);
    assert.deepEqual((await here.shop.customer(theirs.userId).then((b) => b.sync())).l, {});
  });
});

test('only the server of the merchant erases', async () => {
  for (const by of [await here.guest(), await here.customer('somebody'), await here.desk(), {}]) {
    const response = await here.ws.fetch('/v1/customers/somebody', { ...by, method: 'DELETE' });
    assert.ok([401, 403].includes(response.status), `${response.status}`);
    assert.match(((await response.json()) as Problem).code, /^auth\//);
  }
});

test('erased while they write, vote and log in, a customer is there whole or not at all', async () => {
  const { id } = await here.published({}, 'p-Y');
  const userId = `u-${randomUUID()}`;
  const by = await here.customer(userId);
  await here.write(by);
  const answers = await Promise.all([
    erase(userId),
    here.vote(by, id, 'yes'),
    here.send(by, {}, 'p-C'),
    here.logIn(userId, (await here.guest()).device).then(() => new Response()),
    erase(userId),
    here.report(by, id),
    erase(userId),
  ]);
  for (const answer of answers) assert.ok(answer.status < 300, await answer.text());
  assert.equal((await erase(userId)).status, 204);
  assert.deepEqual(await tablesWith([userId]), []);
  assert.deepEqual((await here.list('', 'p-Y')).reviews[0]?.helpful, { yes: 0, no: 0 });
});
