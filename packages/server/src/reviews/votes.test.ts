import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Helpful } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
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
