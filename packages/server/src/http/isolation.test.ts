import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { allRoutes, type Credential, type PersonSummary, type Route } from '@continuo/protocol';
import { sql } from 'kysely';
import { Shop, type Browser } from '../cart/testing/shop.ts';
import { photo } from '../media/testing/files.ts';
import { Uploader } from '../media/testing/uploads.ts';
import { putStaff } from '../staff/index.ts';
import { openTestBackend, type TestBackend, type TestCall, type TestWorkspace } from '../testing.ts';
import { createTillKey } from '../workspaces/index.ts';

const HERE = 'http://backend.test';
const CANARY = `canary-${randomUUID()}`;
const password = 'correct horse battery';

/** Everything that a caller of a workspace can hold. */
interface Holder {
  ws: TestWorkspace;
  device: string;
  token: string;
  till: string;
  cookie: string;
}
/** The rows of the victim, by the name of the parameter that names them. */
interface Rows {
  cartId: string;
  orderId: string;
  productId: string;
  personId: string;
  reviewId: string;
  mediaId: string;
  /** Of a photo's file: no secret to whoever was given it. */
  name: string;
  file: string;
  questionId: string;
  answerId: string;
  itemId: string;
  userId: string;
  writeKey: string;
}

let backend: TestBackend;
let victim: Holder & { rows: Rows; browser: Browser; hash: string; link: string };
let stranger: Holder;

async function holderOf(ws: TestWorkspace, userId: string): Promise<Holder> {
  const { db } = backend.database;
  const email = `${randomUUID()}@example.com`;
  await putStaff(db, ws.workspace, { email, name: 'Agent', role: 'admin', password });
  const login = await ws.fetch('/v1/staff/session', { body: { email, password }, origin: HERE });
  return {
    ws,
    device: (await ws.device()).token,
    token: await ws.token(userId),
    till: (await createTillKey(db, ws.workspace, 'central')).key,
    cookie: login.headers.get('set-cookie')!.split(';')[0]!,
  };
}

before(async () => {
  backend = await openTestBackend();
  const shop = await Shop.open(backend, [{ id: 'A', stock: 9 }, { id: CANARY }], { name: CANARY });
  const ws = shop.workspace;
  const holder = await holderOf(ws, CANARY);
  const browser = await shop.customer(CANARY);
  await browser.do('a', 'c/A', 1);
  const order = await shop.order(browser.cartId);
  await browser.sync();
  await browser.do('a', `c/${CANARY}`, 2);
  const quote = await ws.json<{ hash: string }>(`/v1/carts/${browser.cartId}/quote`, {
    secret: true,
    body: {},
  });
  const { token } = holder;
  await ws.json('/v1/i', {
    body: { writeKey: ws.publishable, token, traits: { name: CANARY, email: `${CANARY}@a.example` } },
  });
  const { persons } = await ws.json<{ persons: PersonSummary[] }>('/v1/persons?kind=customer', {
    headers: { Cookie: holder.cookie },
    origin: null,
  });
  const { link } = await ws.json<{ link: string }>('/v1/links', {
    body: { key: ws.publishable, anonymousId: 'anon', campaign: { name: CANARY } },
  });
  // Not published, so nobody but its author knows it.
  const asAuthor = { token, device: holder.device };
  const review = { id: `review-${CANARY}`, rating: 1, locale: 'en', author: 'Ada', body: `Said ${CANARY}` };
  await ws.json('/v1/products/p-A/reviews', { ...asAuthor, body: review });
  const at = new Date().toISOString();
  const draft = { id: `draft-${CANARY}`, body: `Said ${CANARY}`, author: 'Ada', at };
  const keep = (path: string) =>
    ws.json(`/v1/${path}/draft`, { ...asAuthor, method: 'PUT', body: { draft } });
  for (const written of ['reviews', 'questions']) await keep(`products/p-${CANARY}/${written}`);
  const uploads = new Uploader(ws, asAuthor);
  const { id: mediaId, media } = await uploads.upload(await photo().jpeg().toBuffer());
  const [name, file] = media!.sources[0]!.url.split('/').slice(-2) as [string, string];
  const question = { id: `question-${CANARY}`, locale: 'en', author: 'Ada', body: `Said ${CANARY}` };
  await ws.json('/v1/products/p-A/questions', { ...asAuthor, body: question });
  // Published, so that it is answered; then refused, so that nobody but its author knows of either.
  const asStaff = { headers: { Cookie: holder.cookie }, method: 'PUT' };
  const decide = (id: string, body: unknown) =>
    ws.json(`/v1/moderation/${id}/decision`, { ...asStaff, origin: HERE, body });
  await decide(`question:${question.id}`, { decision: 'publish' });
  const answer = { id: `answer-${CANARY}`, locale: 'en', author: 'Ada', body: `Said ${CANARY}` };
  await ws.json(`/v1/questions/${question.id}/answers`, { ...asAuthor, body: answer });
  await keep(`questions/${question.id}/answers`);
  await decide(`question:${question.id}`, { decision: 'refuse', reason: 'off-topic' });
  victim = {
    ...holder,
    browser,
    link,
    hash: quote.hash,
    rows: {
      cartId: browser.cartId,
      orderId: order.id,
      productId: `p-${CANARY}`,
      personId: persons[0]!.id,
      reviewId: review.id,
      questionId: question.id,
      answerId: answer.id,
      itemId: review.id,
      ...{ mediaId, name, file },
      userId: CANARY,
      writeKey: ws.publishable,
    },
  };
  const other = await Shop.open(backend, [{ id: 'B' }]);
  stranger = await holderOf(other.workspace, 'eve');
});
after(() => backend.close());

/** A body that does its worst with the victim's ids. A new route that takes one needs a line here. */
const bodies: Readonly<Record<string, () => unknown>> = {
  'identity.createDevice': () => ({}),
  'identity.link': () => ({ anonymousId: 'anon' }),
  'identity.keep': () => ({ anonymousId: 'anonymous' }),
  'links.create': () => ({ anonymousId: 'anon' }),
  'links.claim': () => ({ link: victim.link }),
  'collect.batch': () => ({ batch: [{ type: 'identify', userId: CANARY, traits: { name: 'overwritten' } }] }),
  'collect.b': () => ({ batch: [{ type: 'alias', userId: CANARY, previousId: 'x' }] }),
  'cart.ops': () => {
    const { replica, epoch, v } = victim.browser;
    return { p: 1, replica, epoch, h: v, k: v, ops: [[99, v, 'r', `c/${CANARY}`]], tags: ['t'] };
  },
  'cart.quote': () => ({}),
  'cart.merge': () => ({ replica: victim.browser.replica, at: 'login' }),
  'orders.place': () => ({ orderId: victim.rows.orderId, hash: victim.hash }),
  'reviews.create': () => ({ id: victim.rows.reviewId, rating: 5, locale: 'en', author: 'Eve' }),
  'reviews.vote': () => ({ vote: 'no' }),
  'reviews.report': () => ({ reason: 'offensive' }),
  'reviews.mark': () => ({ incentivised: true, staff: true }),
  'reviews.saveDraft': () => ({ draft: null }),
  'questions.create': () => ({ id: victim.rows.questionId, locale: 'en', author: 'Eve', body: 'Mine?' }),
  'questions.answer': () => ({ id: victim.rows.answerId, locale: 'en', author: 'Eve', body: 'Mine.' }),
  'questions.vote': () => ({ vote: 'no' }),
  'questions.report': () => ({ reason: 'offensive' }),
  'questions.reportAnswer': () => ({ reason: 'offensive' }),
  'questions.subscribe': () => ({ subscribed: true }),
  'questions.saveDraft': () => ({ draft: null }),
  'questions.saveAnswerDraft': () => ({ draft: null }),
  'moderation.decide': () => ({ decision: 'publish' }),
  'moderation.respond': () => ({ text: 'overwritten' }),
  'moderation.best': () => ({ best: true }),
  'moderation.incentivised': () => ({ incentivised: true }),
  'moderation.featured': () => ({ featured: true }),
  'staff.login': () => ({ email: 'nobody@example.com', password }),
};
const message = () => ({
  userId: CANARY,
  event: 'E',
  groupId: 'g',
  previousId: 'p',
  traits: { name: 'overwritten' },
});
const bodyOf = (route: Route): unknown => {
  if (route.body === undefined || route.body === 'stream') return undefined;
  const made = bodies[route.id] ?? (route.id.startsWith('collect.') ? message : undefined);
  assert.ok(made, `${route.id} takes a body: give this test one`);
  return made();
};

function callOf(route: Route, credential: Credential, holder: Holder): { path: string; call: TestCall } {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = victim.rows[name as keyof Rows];
    assert.ok(value, `${route.id}: no row of the victim for {${name}}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  const shape = (route.query?.shape ?? {}) as object;
  if ('person' in shape) query.set('person', victim.rows.personId);
  if (route.id === 'questions.similar') query.set('q', `Said ${CANARY}`);
  if ('ids' in shape) query.set('ids', `${CANARY},A`);
  if (route.id === 'reviews.translation' || route.id === 'reviews.digest') query.set('locale', 'ja');
  if ('products' in shape) query.set('products', `p-${CANARY}`);
  if (credential === 'publishable' && route.method === 'GET') query.set('key', holder.ws.publishable);
  if (route.id === 'imports.create')
    for (const [k, v] of Object.entries({
      kind: 'jsonl',
      format: 'jsonl',
      source: 'test',
      market: 'hk',
      locale: 'en',
    }))
      query.set(k, v);
  if (route.id === 'reviews.import') query.set('source', 'test');
  if (route.id === 'reviews.import' || route.id === 'reviews.export') query.set('format', 'jsonl');
  const body = bodyOf(route) as Record<string, unknown> | undefined;
  const keyed =
    credential === 'publishable'
      ? { key: holder.ws.publishable }
      : credential === 'write-key'
        ? { writeKey: holder.ws.publishable }
        : {};
  const abort = AbortSignal.timeout(5_000);
  const call: TestCall = { method: route.method, idempotencyKey: randomUUID(), signal: abort };
  if (body) call.body = { ...body, ...keyed };
  if (route.body === 'stream')
    call.body = JSON.stringify({
      type: 'product',
      id: victim.rows.reviewId,
      product_id: `p-${CANARY}`,
      rating: 1,
    });
  const by: Partial<Record<Credential, TestCall>> = {
    device: { device: holder.device },
    customer: { token: holder.token, device: holder.device },
    staff: { headers: { Cookie: holder.cookie }, origin: route.method === 'GET' ? null : HERE },
    till: { headers: { Authorization: `Bearer ${holder.till}` }, origin: null },
    secret: { secret: true },
    none: { origin: HERE },
  };
  return { path: query.size > 0 ? `${path}?${query}` : path, call: { ...call, ...by[credential] } };
}

/** Every row of the victim, in every table that has workspaces. */
async function everything(): Promise<Map<string, string>> {
  const { db } = backend.database;
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'ws'
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace order by 1`.execute(
    db,
  );
  const found = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`
      select count(*) || ' ' || md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as text
      from ${sql.id(name)} t where ws = ${victim.ws.workspace.id}`.execute(db);
    found.set(name, rows[0]!.text);
  }
  return found;
}

const readStart = async (response: Response): Promise<string> => {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
};
/** A cart's id is made by the client: where nobody has it, these make the caller a cart of that id. They go last. */
const CREATES = new Set(['cart.ops', 'cart.merge']);
const inOrder = [...allRoutes].sort((a, b) => Number(CREATES.has(a.id)) - Number(CREATES.has(b.id)));

describe('every route', () => {
  test("called with another workspace's credentials and the victim's ids finds, tells and changes nothing", async (t) => {
    const rows = await everything();
    assert.ok(rows.size > 15, 'tables were found');
    for (const route of inOrder)
      for (const credential of route.credentials) {
        if (route.id === 'collect.settings') continue; // public, and names a public key
        const { path, call } = callOf(route, credential, stranger);
        const response = await stranger.ws.fetch(path, call);
        const text = await readStart(response);
        const name = `${route.id} as ${credential}`;
        t.diagnostic(`${route.method} ${route.path} as ${credential}: ${response.status}`);
        if (route.namesRow && !CREATES.has(route.id)) assert.equal(response.status, 404, `${name}: ${text}`);
        else assert.ok(response.status < 500, `${name}: ${text}`);
        // what was sent may be told back; what only the victim's rows hold may not
        for (const secret of [`Pot ${CANARY}`, `"name":"${CANARY}"`, `${CANARY}@a.example`, `Said ${CANARY}`])
          assert.ok(!text.includes(secret), `${name} told: ${text}`);
        if (route.id === 'staff.logout') stranger = { ...stranger, ...(await holderOf(stranger.ws, 'eve')) };
      }
    assert.deepEqual(await everything(), rows, 'a row of the victim changed');
  });

  test("that names a visitor's row gives 404 to another visitor of the same workspace, as for no row", async (t) => {
    const other: Holder = {
      ...victim,
      device: (await victim.ws.device()).token,
      token: await victim.ws.token('eve'),
    };
    const visitors: readonly Credential[] = ['device', 'customer'];
    const problems = async (response: Response) => {
      const { requestId: _, ...rest } = (await response.json()) as Record<string, unknown>;
      return [response.status, rest];
    };
    for (const route of inOrder.filter((r) => r.namesRow))
      for (const credential of route.credentials.filter((c) => visitors.includes(c))) {
        const { path, call } = callOf(route, credential, other);
        const answer = await problems(await other.ws.fetch(path, call));
        t.diagnostic(`${route.method} ${route.path} as another ${credential}: ${JSON.stringify(answer[0])}`);
        assert.equal(answer[0], 404, `${route.id} as another ${credential}`);
        if (CREATES.has(route.id)) continue;
        const { cartId, orderId, reviewId, questionId, answerId, mediaId } = victim.rows;
        const ids = [cartId, orderId, reviewId, questionId, answerId, mediaId];
        const none = ids.reduce((p, id) => p.replace(id, '0190-none-0190-none'), path);
        assert.deepEqual(
          await problems(await other.ws.fetch(none, call)),
          answer,
          `${route.id}: same answer`,
        );
      }
  });
});
