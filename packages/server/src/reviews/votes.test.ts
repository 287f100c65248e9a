import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Helpful, ReviewDraft } from '@continuo/protocol';
import { openTestBackend, type TestBackend, type TestCall } from '../testing.ts';
import { Reviewed } from './testing/reviewers.ts';

let backend: TestBackend;
let here: Reviewed;
before(async () => {
  backend = await openTestBackend();
  here = await Reviewed.open(backend);
});
after(() => backend.close());

const counted = async (response: Response): Promise<Helpful> => {
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()) as Helpful;
};
const helpful = async (id: string): Promise<Helpful> =>
  (await here.list('&limit=50')).reviews.find((review) => review.id === id)!.helpful;

describe('a vote', () => {
  test('is one a person: pressed twice at once, changed, taken back', async () => {
    const { id } = await here.published();
    const by = await here.guest();
    await Promise.all([1, 2, 3, 4].map(() => here.vote(by, id, 'yes')));
    assert.deepEqual(await helpful(id), { yes: 1, no: 0 });
    assert.deepEqual(await counted(await here.vote(by, id, 'no')), { yes: 0, no: 1 });
    assert.deepEqual((await here.own(by)).votes, [{ reviewId: id, vote: 'no' }]);
    assert.deepEqual(await counted(await here.vote(await here.guest(), id, 'yes')), { yes: 1, no: 1 });
    assert.deepEqual(await counted(await here.vote(by, id, null)), { yes: 1, no: 0 });
    assert.deepEqual(await counted(await here.vote(by, id, null)), { yes: 1, no: 0 });
    assert.deepEqual((await here.own(by)).votes, []);
  });

  test('given as a guest and as a customer is one after the log-in, the later of the two', async () => {
    const { id } = await here.published();
    const guest = await here.guest();
    await here.vote(await here.customer('voter'), id, 'yes');
    await here.vote(guest, id, 'no');
    assert.deepEqual(await helpful(id), { yes: 1, no: 1 });
    const by = await here.logIn('voter', guest.device);
    assert.deepEqual(await helpful(id), { yes: 0, no: 1 });
    assert.deepEqual((await here.own(by)).votes, [{ reviewId: id, vote: 'no' }]);
    assert.deepEqual(await counted(await here.vote(by, id, 'yes')), { yes: 1, no: 0 });
    assert.deepEqual(await counted(await here.vote(guest, id, 'yes')), { yes: 1, no: 0 }, 'the same person');
  });

  test("on one's own review is refused, and one given as a guest goes when its author logs in", async () => {
    const author = await here.customer('author');
    const { id } = await here.write(author);
    await here.decide(id);
    assert.equal((await here.vote(author, id, 'yes')).status, 403);
    const guest = await here.guest();
    await here.vote(guest, id, 'yes');
    await here.logIn('author', guest.device);
    assert.deepEqual(await helpful(id), { yes: 0, no: 0 });
  });

  test('on what is not published finds nothing, also by its author', async () => {
    const author = await here.guest();
    const { id } = await here.write(author);
    for (const by of [author, await here.guest()])
      for (const review of [id, 'none'])
        for (const send of [here.vote(by, review, 'yes'), here.report(by, review)])
          assert.equal((await send).status, 404);
  });

  test('lifts a review by how sure it makes that others find it helpful', async () => {
    const other = await Reviewed.open(backend);
    const write = () => other.published();
    const [disputed, sure, unknown] = [await write(), await write(), await write()];
    const readers = await Promise.all(Array.from({ length: 5 }, () => other.guest()));
    for (const by of readers) await other.vote(by, sure.id, 'yes');
    await other.vote(readers[0]!, disputed.id, 'yes');
    await other.vote(readers[1]!, disputed.id, 'no');
    assert.deepEqual(await other.all('&limit=1'), [sure.id, disputed.id, unknown.id]);
  });
});

describe('a report', () => {
  test('is one a person, also after the log-in, and leaves the review published', async () => {
    const { id } = await here.published();
    const guest = await here.guest();
    const customer = await here.customer('reports');
    for (const by of [guest, guest, customer]) assert.equal((await here.report(by, id)).status, 204);
    const reports = async () =>
      (
        await backend.database.db
          .selectFrom('reviews')
          .select('reports')
          .where('ws', '=', here.ws.workspace.id)
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).reports;
    assert.equal(await reports(), 2);
    await here.logIn('reports', guest.device);
    assert.equal(await reports(), 1);
    assert.deepEqual((await here.own(customer)).reports, [id]);
    assert.deepEqual(await helpful(id), { yes: 0, no: 0 });
  });
});

describe('a draft', () => {
  const path = '/v1/products/p-A/reviews/draft';
  const read = async (by: TestCall) => (await here.ws.json<{ draft?: ReviewDraft }>(path, by)).draft;
  const save = async (by: TestCall, draft: ReviewDraft | null) =>
    (await here.ws.json<{ draft?: ReviewDraft }>(path, { ...by, method: 'PUT', body: { draft } })).draft;
  const draft = (body: string, secondsAgo: number, id: string = randomUUID()): ReviewDraft => ({
    ...{ id, body },
    at: new Date(Date.now() - secondsAgo * 1_000).toISOString(),
  });

  test("follows its author to another device, the later one kept, and is nobody else's", async () => {
    const [phone, laptop] = [await here.guest(), await here.guest()];
    const [older, later] = [draft('older', 60), draft('later', 30)];
    const by = {
      phone: await here.customer('drafts', phone.device),
      laptop: await here.customer('drafts', laptop.device),
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
    const begun = draft('begun', 10);
    await save(guest, begun);
    await here.logIn('goes-on', guest.device);
    assert.deepEqual(await read(await here.customer('goes-on')), begun);
    const later = draft('later', 5, begun.id);
    await save(await here.customer('goes-on'), later);
    assert.deepEqual(await read(await here.customer('goes-on')), later);
  });

  test('is gone once it is a review, and a late save does not bring it back', async () => {
    const by = await here.customer('sends');
    const written = draft('text', 10);
    await save(by, written);
    await here.write(by, { id: written.id });
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
    assert.equal((await here.ws.fetch('/v1/products/none/reviews/draft', call)).status, 404);
  });
});
