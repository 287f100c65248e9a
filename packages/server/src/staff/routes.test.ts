import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { ModerationItem, Person, PersonSummary, StaffSession, TimelineEntry } from '@continuo/protocol';
import { Reviewed } from '../reviews/testing/reviewers.ts';
import { openTestBackend, type TestBackend, type TestCall, type TestWorkspace } from '../testing.ts';
import { putStaff } from './index.ts';

const HERE = 'http://backend.test';
const password = 'correct horse battery';
let backend: TestBackend;
let shop: TestWorkspace;
let mail: string;
before(async () => {
  backend = await openTestBackend();
  shop = await backend.workspace();
  mail = `mei-${randomUUID()}@example.com`;
  await putStaff(backend.database.db, shop.workspace, { email: mail, name: 'Mei', role: 'agent', password });
});
after(() => backend.close());

const logIn = (call: TestCall = {}) =>
  shop.fetch('/v1/staff/session', { body: { email: mail.toUpperCase(), password }, origin: HERE, ...call });
const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!;
const desk = async (ws = shop, email = mail) => {
  const response = await ws.fetch('/v1/staff/session', {
    body: { email, password, workspace: ws.workspace.slug },
    origin: HERE,
  });
  assert.equal(response.status, 200);
  const cookie = cookieOf(response);
  return <T>(path: string) => ws.json<T>(path, { headers: { Cookie: cookie }, origin: null });
};
const agentOf = async (ws: TestWorkspace): Promise<string> => {
  const email = `agent-${randomUUID()}@example.com`;
  await putStaff(backend.database.db, ws.workspace, { email, name: 'Agent', role: 'agent', password });
  return email;
};
/** A workspace with an account. */
const brand = async () => {
  const ws = await backend.workspace();
  return { ws, read: await desk(ws, await agentOf(ws)) };
};
const track = async (ws: TestWorkspace, more: object) =>
  ws.json('/v1/t', { body: { writeKey: ws.publishable, event: 'Seen', messageId: randomUUID(), ...more } });

describe('a session', () => {
  test('is an HttpOnly cookie, tells who is logged in, and ends at logout', async () => {
    const response = await logIn();
    assert.equal(response.status, 200);
    const set = response.headers.get('set-cookie')!;
    assert.match(set, /HttpOnly; SameSite=Lax; Path=\/; Max-Age=\d+$/);
    const headers = { Cookie: cookieOf(response) };
    const session = await shop.json('/v1/staff/session', { headers, origin: null });
    assert.equal(session['email'], mail);
    assert.equal(session['workspace'], shop.workspace.slug);
    const logout = await shop.fetch('/v1/staff/session', { method: 'DELETE', headers, origin: HERE });
    assert.equal(logout.status, 204);
    assert.equal((await shop.fetch('/v1/staff/session', { headers, origin: null })).status, 401);
  });

  test('is refused for a wrong password and an unknown address in the same words', async () => {
    const answers = [];
    for (const body of [
      { email: mail, password: 'wrong' },
      { email: 'nobody@example.com', password },
    ]) {
      const response = await logIn({ body });
      const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>;
      answers.push([response.status, problem]);
    }
    assert.deepEqual(answers[0], answers[1]);
    assert.equal(answers[0]![0], 401);
  });

  test('cannot be used or begun by a page of another origin', async () => {
    const headers = { Cookie: cookieOf(await logIn()) };
    for (const origin of ['https://shop.example', 'http://backend.test.evil.example', 'null'])
      assert.equal((await shop.fetch('/v1/persons', { headers, origin })).status, 403, origin);
    const write = { method: 'DELETE', headers, origin: null };
    assert.equal((await shop.fetch('/v1/staff/session', write)).status, 403, 'a write without Origin');
    assert.equal((await logIn({ origin: 'https://shop.example' })).status, 403);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    assert.equal((await logIn({ body: 'email=a', headers: form })).status, 415);
  });

  test('cannot be guessed: after twenty tries the address waits', async () => {
    const strict = await openTestBackend({ rateLimits: { logins: 3 } });
    const ws = await strict.workspace();
    const tries = [];
    for (let i = 0; i < 5; i++)
      tries.push(await ws.fetch('/v1/staff/session', { body: { email: mail, password: 'x' }, origin: HERE }));
    await strict.close();
    assert.deepEqual(
      tries.map((r) => r.status),
      [401, 401, 401, 429, 429],
    );
    assert.ok(Number(tries[4]!.headers.get('retry-after')) > 0);
  });
});

describe('the desk', () => {
  test('shows one person with the past of every device', async () => {
    const { ws, read } = await brand();
    const phone = await ws.device();
    const context = {
      channel: 'webview',
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 20_0) Version/20 Safari/604',
    };
    await track(ws, { anonymousId: 'anon-phone', device: phone.token, context });
    const token = await ws.token('ada');
    await track(ws, { anonymousId: 'anon-phone', device: phone.token, token, context });
    await track(ws, { anonymousId: 'anon-laptop', token, type: 'identify' });
    await ws.json('/v1/i', {
      body: { writeKey: ws.publishable, token, traits: { name: 'Ada L', email: 'ada@example.com' } },
    });
    const { persons } = await read<{ persons: PersonSummary[] }>('/v1/persons');
    assert.equal(persons.length, 1);
    assert.equal(persons[0]!.name, 'Ada L');
    assert.deepEqual(persons[0]!.channels, ['web', 'webview']);
    assert.deepEqual([persons[0]!.devices, persons[0]!.events], [2, 4]);
    const person = await read<Person>(`/v1/persons/${persons[0]!.id}`);
    assert.deepEqual(person.deviceList.map((d) => d.name).sort(), ['', 'Safari on iPhone']);
    assert.deepEqual(person.orderList, []);
    const { entries } = await read<{ entries: TimelineEntry[] }>(`/v1/persons/${person.id}/timeline`);
    assert.deepEqual(
      entries.filter((e) => e.kind === 'event').map((e) => e.trust),
      ['customer', 'customer', 'customer', 'device'],
    );
    assert.equal(entries.filter((e) => e.kind === 'identity').length, 1);
  });

  test('finds by name, mail, userId, deviceId and anonymousId; % and _ are letters', async () => {
    const { ws, read } = await brand();
    const { deviceId, token: device } = await ws.device();
    await track(ws, { anonymousId: 'anon-x', device });
    await ws.json('/v1/i', {
      body: {
        writeKey: ws.publishable,
        token: await ws.token('grace'),
        traits: { name: '100% Grace', email: 'G@example.com' },
      },
    });
    const find = async (q: string) => {
      const { persons } = await read<{ persons: PersonSummary[] }>(`/v1/persons?q=${encodeURIComponent(q)}`);
      return persons.map((p) => p.userId ?? p.kind);
    };
    for (const q of ['grace', '100%', 'g@EXAMPLE', '0% g']) assert.deepEqual(await find(q), ['grace'], q);
    for (const q of [deviceId, 'anon-x']) assert.deepEqual(await find(q), ['visitor'], q);
    for (const q of ['_', 'nobody', "'; drop table persons; --"]) assert.deepEqual(await find(q), [], q);
  });

  test('pages through persons and a timeline without loss or repetition', async () => {
    const { ws, read } = await brand();
    const at = new Date().toISOString();
    const batch = Array.from({ length: 130 }, (_, i) => ({
      ...{ type: 'track', event: `E${i}`, anonymousId: `a-${i % 70}`, timestamp: at, sentAt: at },
    }));
    await ws.json('/v1/batch', { body: { writeKey: ws.publishable, batch } });
    await ws.json('/v1/batch', {
      body: { writeKey: ws.publishable, batch: batch.map((m) => ({ ...m, anonymousId: 'one' })) },
    });
    const all = async <T>(path: string, items: (page: T) => { id: string }[]) => {
      const ids: string[] = [];
      for (let next: string | undefined = ''; next !== undefined;) {
        const page: T & { next?: string } = await read(`${path}${next && `?cursor=${next}`}`);
        ids.push(...items(page).map((i) => i.id));
        next = page.next;
      }
      return ids;
    };
    const persons = await all<{ persons: PersonSummary[] }>('/v1/persons', (p) => p.persons);
    assert.equal(new Set(persons).size, 71);
    assert.equal(persons.length, 71);
    const { persons: found } = await read<{ persons: PersonSummary[] }>('/v1/persons?q=one');
    const path = `/v1/persons/${found[0]!.id}/timeline`;
    const entries = await all<{ entries: TimelineEntry[] }>(path, (p) => p.entries);
    assert.equal(new Set(entries).size, 130);
    assert.equal(entries.length, 130);
  });

  test('shows what only claims to be a person as unverified, and joins nothing', async () => {
    const { ws, read } = await brand();
    await track(ws, { token: await ws.token('ada') });
    await track(ws, { userId: 'ada', anonymousId: 'stranger', event: 'Claimed' });
    const { persons } = await read<{ persons: PersonSummary[] }>('/v1/persons?kind=customer');
    assert.equal(persons[0]!.events, 1);
    const { entries } = await read<{ entries: TimelineEntry[] }>(`/v1/persons/${persons[0]!.id}/timeline`);
    assert.deepEqual(
      entries.map((e) => [e.title, e.unverified]),
      [
        ['Claimed', true],
        ['Seen', false],
      ],
    );
  });

  test("hears what is new of a person, and knows no other brand's", async () => {
    const { ws, read } = await brand();
    await track(ws, { token: await ws.token('ada') });
    const { persons } = await read<{ persons: PersonSummary[] }>('/v1/persons');
    const id = persons[0]!.id;
    const { cursor } = await read<{ cursor: number }>(`/v1/changes?person=${id}`);
    await track(ws, { token: await ws.token('ada') });
    const news = await read<{ changes: { data: unknown }[] }>(`/v1/changes?person=${id}&after=${cursor}`);
    assert.deepEqual(
      news.changes.map((c) => c.data),
      [{ person: id, what: 'events' }],
    );
    const other = await brand();
    for (const path of [`/v1/persons/${id}`, `/v1/persons/${id}/timeline`, `/v1/changes?person=${id}`])
      await assert.rejects(other.read(path), /404.*person\/unknown/);
  });

  test('writes down who read whom', async () => {
    const { ws, read } = await brand();
    await track(ws, { token: await ws.token('ada') });
    const { persons } = await read<{ persons: PersonSummary[] }>('/v1/persons');
    await read(`/v1/persons/${persons[0]!.id}`);
    const acts = await backend.database.db
      .selectFrom('staff_acts')
      .select(['act', 'target'])
      .where('ws', '=', ws.workspace.id)
      .orderBy('id')
      .execute();
    assert.deepEqual(acts, [
      { act: 'staff.login', target: null },
      { act: 'person.read', target: persons[0]!.id },
    ]);
  });
});

test('a moderator decides and answers without learning who wrote it, and is shown no person', async () => {
  const here = await Reviewed.open(backend);
  const { ws } = here;
  const { id } = await here.write(await here.customer('ada'));
  const email = `moderator-${randomUUID()}@example.com`;
  await putStaff(backend.database.db, ws.workspace, {
    email,
    name: 'Moderator',
    role: 'moderator',
    password,
  });
  const login = await ws.fetch('/v1/staff/session', { body: { email, password }, origin: HERE });
  assert.equal(((await login.json()) as StaffSession).role, 'moderator');
  const by = { headers: { Cookie: cookieOf(login) }, origin: HERE };
  const { items } = await ws.json<{ items: ModerationItem[] }>('/v1/moderation', by);
  const put = (what: string, body: object) =>
    ws.json<ModerationItem>(`/v1/moderation/${id}/${what}`, { ...by, method: 'PUT', body });
  const decided = await put('decision', { decision: 'publish' });
  const answered = await put('response', { text: 'Thanks' });
  const { item } = await ws.json<{ item: ModerationItem }>(`/v1/moderation/${id}/log`, by);
  assert.equal(decided.state, 'published');
  for (const seen of [items[0]!, decided, answered, item]) assert.ok(!('personId' in seen), seen.id);

  const persons = await (await desk(ws, await agentOf(ws)))<{ persons: PersonSummary[] }>('/v1/persons');
  const person = persons.persons[0]!.id;
  for (const path of [
    '/v1/persons',
    `/v1/persons/${person}`,
    `/v1/persons/${person}/timeline`,
    `/v1/changes?person=${person}`,
    `/v1/live?person=${person}`,
    '/v1/orders/any',
  ])
    assert.equal((await ws.fetch(path, by)).status, 403, path);
});
