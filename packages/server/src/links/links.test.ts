import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { CarriedVisit } from '@continuo/protocol';
import { LINK_MS } from '@continuo/protocol/constants';
import { ownDatabase } from '../database/testing/own-database.ts';
import { openTestBackend, type TestBackend, type TestCall, type TestWorkspace } from '../testing.ts';
import { forgetLinks } from './index.ts';

// What is forgotten here is forgotten in all workspaces: not in those of other tests.
let own: Awaited<ReturnType<typeof ownDatabase>>;
let backend: TestBackend;
let clock = new Date();
before(async () => {
  own = await ownDatabase();
  backend = await openTestBackend({ url: own.url, now: () => clock });
});
after(async () => {
  await backend.close();
  await own.drop();
});

const visit: CarriedVisit = {
  anonymousId: 'anon-1',
  sessionId: 'session-1',
  campaign: { source: 'letter', medium: 'email' },
};
const make = async (ws: TestWorkspace, body: object = visit): Promise<string> =>
  (await ws.json<{ link: string }>('/v1/links', { body: { key: ws.publishable, ...body } })).link;
const claim = async (ws: TestWorkspace, link: string, more: TestCall = {}): Promise<[number, string]> => {
  const response = await ws.fetch('/v1/links/claim', { body: { key: ws.publishable, link }, ...more });
  const { anonymousId, code } = (await response.json()) as { anonymousId?: string; code?: string };
  return [response.status, anonymousId ?? code!];
};
const UNKNOWN: [number, string] = [404, 'link/unknown'];
const TAKEN: [number, string] = [200, 'anon-1'];

test('a link says nothing by itself and gives the visit to who claims it', async () => {
  const ws = await backend.workspace();
  const link = await make(ws);
  assert.match(link, /^[\w-]{22}$/);
  const taken = await ws.json('/v1/links/claim', { body: { key: ws.publishable, link } });
  assert.deepEqual(taken, visit);
});

const cases: [
  what: string,
  expected: [number, string],
  run: (ws: TestWorkspace) => Promise<[number, string]>,
][] = [
  [
    'used twice',
    UNKNOWN,
    async (ws) => {
      const link = await make(ws);
      assert.deepEqual(await claim(ws, link), TAKEN);
      return claim(ws, link);
    },
  ],
  ['made up', UNKNOWN, (ws) => claim(ws, randomBytes(16).toString('base64url'))],
  ['empty', UNKNOWN, (ws) => claim(ws, '')],
  ['cut short', UNKNOWN, async (ws) => claim(ws, (await make(ws)).slice(0, -1))],
  [
    'with one character changed',
    UNKNOWN,
    async (ws) => {
      const link = await make(ws);
      return claim(ws, (link[0] === 'A' ? 'B' : 'A') + link.slice(1));
    },
  ],
  [
    'with the stored hash instead',
    UNKNOWN,
    async (ws) => {
      await make(ws);
      const { hash } = await backend.database.db
        .selectFrom('links')
        .select('hash')
        .where('ws', '=', ws.workspace.id)
        .executeTakeFirstOrThrow();
      return claim(ws, hash);
    },
  ],
  [
    'of another workspace, which may still use it',
    UNKNOWN,
    async (ws) => {
      const other = await backend.workspace();
      const link = await make(other);
      const answer = await claim(ws, link);
      assert.deepEqual(await claim(other, link), TAKEN);
      return answer;
    },
  ],
  [
    'one second before it ends',
    TAKEN,
    async (ws) => {
      const link = await make(ws);
      clock = new Date(clock.getTime() + LINK_MS - 1_000);
      return claim(ws, link);
    },
  ],
  [
    'one second after it ended',
    UNKNOWN,
    async (ws) => {
      const link = await make(ws);
      clock = new Date(clock.getTime() + LINK_MS + 1_000);
      return claim(ws, link);
    },
  ],
  [
    'after those that nobody followed were forgotten',
    TAKEN,
    async (ws) => {
      const old = await make(ws);
      clock = new Date(clock.getTime() + LINK_MS + 1_000);
      const link = await make(ws);
      await forgetLinks(backend.database.db, clock);
      const { length } = await backend.database.db
        .selectFrom('links')
        .select('hash')
        .where('ws', '=', ws.workspace.id)
        .execute();
      assert.equal(length, 1);
      assert.deepEqual(await claim(ws, old), UNKNOWN);
      return claim(ws, link);
    },
  ],
  [
    'after a bot and a preview have fetched what they could',
    TAKEN,
    async (ws) => {
      const link = await make(ws);
      for (const method of ['GET', 'HEAD', 'OPTIONS'])
        await ws.fetch(`/v1/links/claim?key=${ws.publishable}&link=${link}`, { method });
      return claim(ws, link);
    },
  ],
  [
    'from an origin that the workspace does not list',
    [403, 'auth/origin-not-allowed'],
    async (ws) => {
      const link = await make(ws);
      return claim(ws, link, { origin: 'https://evil.example' });
    },
  ],
];
for (const [what, expected, run] of cases)
  test(`a link ${what}: ${expected[1]}`, async () => {
    assert.deepEqual(await run(await backend.workspace()), expected);
  });

test('of eight who claim one link at the same time one gets the visit', async () => {
  const ws = await backend.workspace();
  const link = await make(ws);
  const answers = await Promise.all(Array.from({ length: 8 }, () => claim(ws, link)));
  assert.equal(answers.filter(([status]) => status === 200).length, 1);
});

test('no link is made of what is too long or too much, and none for another origin', async () => {
  const ws = await backend.workspace();
  for (const body of [
    { ...visit, anonymousId: 'a'.repeat(129) },
    { ...visit, campaign: { source: 'x'.repeat(501) } },
    { ...visit, campaign: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`field-${i}`, 'x'])) },
    { sessionId: 's' },
  ])
    assert.equal((await ws.fetch('/v1/links', { body: { key: ws.publishable, ...body } })).status, 400);
  const foreign = await ws.fetch('/v1/links', {
    body: { key: ws.publishable, ...visit },
    origin: 'https://evil.example',
  });
  assert.equal(foreign.status, 403);
});

test('who asks for links all the time is told to wait', async () => {
  const strict = await openTestBackend({ rateLimits: { writes: 3 } });
  try {
    const ws = await strict.workspace();
    for (let i = 0; i < 3; i++) await make(ws);
    const response = await ws.fetch('/v1/links', { body: { key: ws.publishable, ...visit } });
    assert.equal(response.status, 429);
    assert.ok(response.headers.get('retry-after'));
  } finally {
    await strict.close();
  }
});
