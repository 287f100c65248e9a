import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { transact } from '../database/index.ts';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { personOf, rootOf } from './index.ts';

let backend: TestBackend;
before(async () => {
  backend = await openTestBackend();
});
after(() => backend.close());

interface Linked {
  userId: string;
  joined: boolean;
}
const link = async (ws: TestWorkspace, userId: string, device?: string, anonymousId?: string) =>
  ws.json<Linked>('/v1/customers/me/devices', {
    body: anonymousId === undefined ? {} : { anonymousId },
    token: await ws.token(userId),
    device,
  });
const track = (ws: TestWorkspace, anonymousId: string, more: object = {}) =>
  ws.json('/v1/t', {
    body: { writeKey: ws.publishable, anonymousId, event: 'Seen', messageId: randomUUID(), ...more },
  });
const person = async (ws: TestWorkspace, ids: Parameters<typeof personOf>[2]) => {
  const id = await transact(backend.database.db, (tx) => personOf(tx, ws.workspace, ids));
  return rootOf(backend.database.db, ws.workspace, id!);
};

describe('login', () => {
  test("makes a visitor's past the customer's, once, also when four ask at once and again later", async () => {
    const ws = await backend.workspace();
    const { deviceId, token } = await ws.device();
    await track(ws, 'anon', { device: token });
    await track(ws, 'anon', { device: token });
    const answers = await Promise.all([1, 2, 3, 4].map(() => link(ws, 'ada', token, 'anon')));
    assert.equal(answers.filter((a) => a.joined).length, 1);
    assert.deepEqual(await link(ws, 'ada', token, 'anon'), { userId: 'ada', joined: false });
    const ada = await person(ws, { userId: 'ada' });
    assert.equal(await person(ws, { deviceId }), ada);
    assert.equal(await person(ws, { anonymousId: 'anon' }), ada);
    const row = await backend.database.db
      .selectFrom('persons')
      .select('events')
      .where('ws', '=', ws.workspace.id)
      .where('id', '=', ada!)
      .executeTakeFirstOrThrow();
    assert.equal(row.events, 2);
  });

  test('of a second customer on the same browser takes nothing from the first', async () => {
    const ws = await backend.workspace();
    const { deviceId, token } = await ws.device();
    await link(ws, 'ada', token, 'anon');
    assert.equal((await link(ws, 'bob', token, 'anon')).joined, false);
    const ada = await person(ws, { userId: 'ada' });
    assert.notEqual(await person(ws, { userId: 'bob' }), ada);
    assert.equal(await person(ws, { deviceId }), ada);
  });

  test('of two customers racing for one browser gives it to one of them', async () => {
    const ws = await backend.workspace();
    const { deviceId, token } = await ws.device();
    await track(ws, 'anon', { device: token });
    await Promise.all([link(ws, 'ada', token), link(ws, 'bob', undefined, 'anon')]);
    const [ada, bob] = [await person(ws, { userId: 'ada' }), await person(ws, { userId: 'bob' })];
    assert.notEqual(ada, bob);
    assert.ok([ada, bob].includes(await person(ws, { deviceId })));
    assert.ok([ada, bob].includes(await person(ws, { anonymousId: 'anon' })));
  });

  test("with somebody else's anonymousId does not take their device", async () => {
    const ws = await backend.workspace();
    const [victim, thief] = [await ws.device(), await ws.device()];
    await track(ws, 'anon', { device: victim.token });
    await link(ws, 'eve', thief.token, 'anon');
    assert.notEqual(await person(ws, { deviceId: victim.deviceId }), await person(ws, { userId: 'eve' }));
  });

  test('needs no device, and a device token of another workspace counts for nothing', async () => {
    const [ws, other] = [await backend.workspace(), await backend.workspace()];
    const foreign = await other.device();
    assert.equal((await link(ws, 'ada', foreign.token)).joined, false);
    assert.equal((await link(ws, 'ada')).joined, false);
  });
});

test("an anonymousId that another device has stays that device's", async () => {
  const ws = await backend.workspace();
  const [one, two] = [await ws.device(), await ws.device()];
  await track(ws, 'anon', { device: one.token });
  await track(ws, 'anon', { device: two.token });
  const first = await person(ws, { deviceId: one.deviceId });
  assert.equal(await person(ws, { anonymousId: 'anon' }), first);
  assert.notEqual(await person(ws, { deviceId: two.deviceId }), first);
});
