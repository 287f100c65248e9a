import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { openTestBackend, type TestBackend, type TestCall } from '../testing.ts';
import { Asked } from './testing/asked.ts';

interface Draft {
  id: string;
  body: string;
  author: string;
  at: string;
}

let backend: TestBackend;
let here: Asked;
/** A published question, and one that waits. */
let question: string;
let waiting: string;
before(async () => {
  backend = await openTestBackend();
  here = await Asked.open(backend);
  question = (await here.asked()).id;
  waiting = (await here.ask(await here.guest())).id;
});
after(() => backend.close());

const draft = (body: string, secondsAgo: number, id: string = randomUUID()): Draft => ({
  ...{ id, body, author: '' },
  at: new Date(Date.now() - secondsAgo * 1_000).toISOString(),
});

/** What people write: where its draft is, how it is sent, and where there can be none. */
const kinds: Record<
  string,
  { path(): string; send(by: TestCall, id: string): Promise<unknown>; none(): string[] }
> = {
  'a review': {
    path: () => '/v1/products/p-A/reviews/draft',
    send: (by, id) => here.write(by, { id }),
    none: () => ['/v1/products/none/reviews/draft'],
  },
  'a question': {
    path: () => '/v1/products/p-A/questions/draft',
    send: (by, id) => here.ask(by, { id }),
    none: () => ['/v1/products/none/questions/draft'],
  },
  'an answer': {
    path: () => `/v1/questions/${question}/answers/draft`,
    send: (by, id) => here.answer(by, question, { id }),
    none: () => ['none', waiting].map((id) => `/v1/questions/${id}/answers/draft`),
  },
};

for (const [kind, { path, send, none }] of Object.entries(kinds))
  describe(`the draft of ${kind}`, () => {
    const read = async (by: TestCall) => (await here.ws.json<{ draft?: Draft }>(path(), by)).draft;
    const save = async (by: TestCall, draft: Draft | null) =>
      (await here.ws.json<{ draft?: Draft }>(path(), { ...by, method: 'PUT', body: { draft } })).draft;

    test("follows its author to another device, the later one kept, and is nobody else's", async () => {
      const [phone, laptop] = [await here.guest(), await here.guest()];
      const [older, later] = [draft('older', 60), draft('later', 30)];
      const userId = randomUUID();
      const by = {
        phone: await here.customer(userId, phone.device),
        laptop: await here.customer(userId, laptop.device),
      };
      assert.deepEqual(await save(by.phone, later), later);
      assert.deepEqual(await save(by.laptop, older), later);
      assert.deepEqual(await read(by.laptop), later);
      for (const other of [phone, laptop, await here.customer('other')])
        assert.equal(await read(other), undefined);
      assert.equal(await save(by.laptop, null), undefined);
      assert.equal(await read(by.phone), undefined);
    });

    test('begun as a guest goes on after the log-in, elsewhere, too', async () => {
      const guest = await here.guest();
      const userId = randomUUID();
      const begun = draft('begun', 10);
      await save(guest, begun);
      await here.logIn(userId, guest.device);
      assert.deepEqual(await read(await here.customer(userId)), begun);
      const later = draft('later', 5, begun.id);
      await save(await here.customer(userId), later);
      assert.deepEqual(await read(await here.customer(userId)), later);
    });

    test('is gone once it is sent, and a late save does not bring it back', async () => {
      const by = await here.customer();
      const written = draft('text', 10);
      await save(by, written);
      await send(by, written.id);
      assert.equal(await read(by), undefined);
      assert.equal(await save(by, { ...written, at: new Date().toISOString() }), undefined);
      assert.equal(await read(by), undefined);
    });

    test('of a clock that runs ahead does not keep later ones out; impossible ones are refused', async () => {
      const by = await here.guest();
      await save(by, draft('from 9999', 0, randomUUID()));
      await save(by, { ...draft('ahead', 0), at: '9999-12-31T23:59:59Z' });
      await new Promise((later) => setTimeout(later, 5));
      assert.equal((await save(by, draft('now', 0)))?.body, 'now');
      assert.equal(
        (await save(await here.guest(), { ...draft('old', 0), at: '0000-01-01T00:00:00Z' }))?.body,
        'old',
      );
      const call = { ...by, method: 'PUT', body: { draft: draft('x', 0) } };
      for (const nowhere of none()) assert.equal((await here.ws.fetch(nowhere, call)).status, 404);
      const without = { ...call, body: { draft: { ...draft('x', 0), id: 'short' } } };
      assert.equal((await here.ws.fetch(path(), without)).status, 400);
    });

    test('saved from many devices at once is one, the latest', async () => {
      const userId = randomUUID();
      const devices = await Promise.all([1, 2, 3, 4].map(() => here.guest()));
      const drafts = devices.map((_, n) => draft(`${n}`, 60 - n));
      await Promise.all(
        devices.map(async ({ device }, n) => save(await here.customer(userId, device), drafts[n]!)),
      );
      assert.deepEqual(await read(await here.customer(userId)), drafts.at(-1));
    });
  });
