import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ReviewList, ReviewSummary } from '@continuo/protocol';
import { transact } from '../../database/index.ts';
import { decideReview, featureReview } from '../../reviews/index.ts';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../../testing.ts';
import { startReviewImport } from './engine.ts';
import { exported, importReviews, linesIn, refusals, reviewCounts, sold, table } from './testing.ts';

let test: TestBackend;
before(async () => {
  test = await openTestBackend();
});
after(() => test.close());

const shop = async (): Promise<TestWorkspace> => sold(await test.workspace());
const summaryOf = async (ws: TestWorkspace, product = 'pot'): Promise<ReviewSummary> => {
  const path = `/v1/reviews/summaries?key=${ws.publishable}&products=${product}`;
  return (await ws.json<{ summaries: ReviewSummary[] }>(path)).summaries[0]!;
};
const listOf = (ws: TestWorkspace, query = ''): Promise<ReviewList> =>
  ws.json(`/v1/products/pot/reviews?key=${ws.publishable}${query}`);
const approved = { status: 'approved' };

describe('importing reviews', () => {
  it('publishes what its source had published, counts it at once and says where it comes from', async () => {
    const ws = await shop();
    const file = table([
      { id: 'r1', rating: 5, body: 'Pours well', ...approved },
      { id: 'r2', rating: 2, body: 'Drips', author: 'Bo', ...approved, verified_buyer: 'true' },
      { id: 'r3', rating: 1, body: 'Not yet', author: 'Cy', status: 'pending' },
      { id: 'r4', rating: 4, body: 'Says nothing of it', author: 'Di', status: '' },
    ]);
    assert.deepEqual(await reviewCounts(ws, file), [4, 0, 0, 0]);
    const { count, average, histogram, verified } = await summaryOf(ws);
    assert.deepEqual([count, average, histogram, verified], [2, 3.5, [0, 1, 0, 0, 1], 1]);
    const { reviews } = await listOf(ws, '&sort=lowest');
    assert.deepEqual(
      reviews.map(({ body, badges, source }) => [body, badges, source]),
      [
        ['Drips', ['verified'], { name: 'Old Shop' }],
        ['Pours well', [], { name: 'Old Shop' }],
      ],
    );
    assert.equal((await listOf(ws, '&q=pours')).total, 1, 'its words are found');
    const states = linesIn(await exported(ws)).map(({ id, state }) => [id, state]);
    assert.deepEqual(states, [
      ['old-shop:r1', 'published'],
      ['old-shop:r2', 'published'],
      ['old-shop:r3', 'pending'],
      ['old-shop:r4', 'pending'],
    ]);
  });

  it('again changes nothing; a changed row changes, and so do the counts; a missing one stays', async () => {
    const ws = await shop();
    const rows = [
      { id: 'r1', rating: 5, title: 'Good', votes_up: 3, ...approved },
      { id: 'r2', rating: 1, title: 'Bad', author: 'Bo', ...approved },
    ];
    assert.deepEqual(await reviewCounts(ws, table(rows)), [2, 0, 0, 0]);
    const before = await exported(ws);
    assert.deepEqual(await reviewCounts(ws, table(rows)), [0, 0, 2, 0]);
    assert.equal(await exported(ws), before);
    rows[0] = { ...rows[0]!, rating: 4, title: 'Quite good' };
    assert.deepEqual(await reviewCounts(ws, table(rows.slice(0, 1))), [0, 1, 0, 0]);
    assert.deepEqual((await summaryOf(ws)).histogram, [1, 0, 0, 1, 0]);
    const { reviews } = await listOf(ws, '&sort=highest');
    assert.deepEqual(
      reviews.map(({ title }) => title),
      ['Quite good', 'Bad'],
    );
    assert.equal(linesIn(await exported(ws)).length, 2);
  });

  it('leaves what the desk decided, what the shop answered and who voted here', async () => {
    const ws = await shop();
    const file = (more: object) =>
      table([{ id: 'r1', rating: 3, body: 'Mine', votes_up: 10, votes_down: 2, ...approved, ...more }]);
    await importReviews(ws, file({}));
    const [id] = linesIn(await exported(ws)).map((line) => line.id);
    const { token: device } = await ws.device();
    const voted = await ws.json(`/v1/reviews/${id}/vote`, { device, method: 'PUT', body: { vote: 'yes' } });
    assert.deepEqual(voted, { yes: 11, no: 2 });
    assert.deepEqual(await reviewCounts(ws, file({ votes_up: 20 })), [0, 1, 0, 0]);
    assert.deepEqual((await listOf(ws)).reviews[0]!.helpful, { yes: 21, no: 2 });
    await transact(test.database.db, (tx) => featureReview(tx, ws.workspace, id!, true));
    assert.deepEqual(await reviewCounts(ws, file({ votes_up: 20, verified: 'true' })), [0, 1, 0, 0]);
    assert.deepEqual((await listOf(ws)).reviews[0]!.badges, ['verified', 'featured']);
    await transact(test.database.db, (tx) =>
      decideReview(tx, ws.workspace, id!, { state: 'refused', reason: 'personal-data' }, new Date()),
    );
    assert.deepEqual(await reviewCounts(ws, file({ votes_up: 21 })), [0, 1, 0, 0]);
    assert.equal((await summaryOf(ws)).count, 0);
    assert.deepEqual((await listOf(ws)).reviews, []);
  });

  it('names each row that it refuses by line, field and reason, and keeps the good ones', async () => {
    const ws = await shop();
    const file = table([
      { id: 'good' },
      { id: 'a', rating: '' },
      { id: 'b', rating: 6 },
      { id: 'c', rating: 0 },
      { id: 'd', rating: 4.5 },
      { id: 'e', created_at: '03/04/2024' },
      { id: 'f', created_at: '2024-02-30' },
      { id: 'g', created_at: '2099-01-01' },
      { id: 'h', product_id: 'saucer' },
      { id: 'i', author: ' ' },
      { id: 'j', picture_urls: 'javascript:alert(1)' },
      { id: 'k', body: 'x'.repeat(20_001) },
      { id: 'good', title: 'Twice' },
      { id: 'l', language: 'English please' },
    ]);
    assert.deepEqual(await refusals(ws, file), [
      [3, 'rating', 'is missing'],
      [4, 'rating', 'must be a whole number from 1 to 5'],
      [5, 'rating', 'must be a whole number from 1 to 5'],
      [6, 'rating', 'must be a whole number from 1 to 5'],
      [7, 'created_at', 'is not a date and time such as 2026-11-30T23:59+0800'],
      [8, 'created_at', 'is a day that no calendar has'],
      [9, 'created_at', 'lies in the future'],
      [10, 'product_id', 'is no product of the catalogue; import the products first'],
      [11, 'author', 'is missing'],
      [12, 'picture_urls', 'must be an address that begins with https:// or http://'],
      [13, 'body', 'has 20001 characters; 20000 are allowed'],
      [14, 'id', 'is in this file already'],
      [15, 'language', 'is not a language tag such as en or zh-Hant'],
    ]);
    assert.equal(linesIn(await exported(ws)).length, 1);
    assert.deepEqual(await refusals(ws, table([{ id: 'z' }]), { locale: undefined }), [
      [2, 'locale', 'is missing'],
    ]);
  });

  it('tells in a dry run what it would do, and does nothing', async () => {
    const ws = await shop();
    await importReviews(ws, table([{ id: 'r1' }]));
    const before = await exported(ws);
    const file = table([
      { id: 'r1', title: 'Changed' },
      { id: 'r2' },
      { id: 'r2', title: 'Twice' },
      { id: 'r3', rating: 9 },
    ]);
    assert.deepEqual(await reviewCounts(ws, file, { dryRun: true }), [1, 1, 0, 2]);
    assert.equal(await exported(ws), before);
    assert.deepEqual(await reviewCounts(ws, file), [1, 1, 0, 2]);
  });

  it('keeps line ends and quotes of a text, decodes what was escaped once and shows markup as text', async () => {
    const ws = await shop();
    const body = 'First "line"\n\nSecond, with &amp; and &#39;quotes&#x27;<br>Third <b>bold</b> &amp;lt;';
    await importReviews(ws, table([{ id: 'r1', body, title: '=1+1', ...approved }]));
    const [review] = (await listOf(ws)).reviews;
    assert.equal(review?.body, 'First "line"\n\nSecond, with & and \'quotes\'\nThird <b>bold</b> &lt;');
    assert.equal(review.title, '=1+1');
  });

  it('finds the product by its id, by that of a variant, or by its sku', async () => {
    const ws = await shop();
    const file = 'sku,rating,author,review_date\nSKU-cup,4,Ada,2024-03-01\npot,5,Bo,2024-03-01\n';
    assert.deepEqual(await reviewCounts(ws, file), [2, 0, 0, 0]);
    assert.deepEqual(
      linesIn(await exported(ws))
        .map(({ productId, author }) => `${productId} ${author}`)
        .sort(),
      ['cup Ada', 'pot Bo'],
    );
  });

  it('knows a row without an id by product, name, date and text', async () => {
    const ws = await shop();
    const file = (reply: string) =>
      `product_id,rating,author,date,body,reply\npot,5,Ada,2024-03-01,Good,${reply}\npot,5,Ada,2024-03-01,Very good,\n`;
    assert.deepEqual(await reviewCounts(ws, file('')), [2, 0, 0, 0]);
    assert.deepEqual(await reviewCounts(ws, file('Thanks')), [0, 1, 1, 0]);
    const answers = linesIn(await exported(ws)).map(({ response }) => response?.text);
    assert.deepEqual(answers.filter(Boolean), ['Thanks']);
  });

  it('tells two sources apart that use the same ids', async () => {
    const ws = await shop();
    assert.deepEqual(await reviewCounts(ws, table([{ id: '1' }]), { source: 'one' }), [1, 0, 0, 0]);
    assert.deepEqual(await reviewCounts(ws, table([{ id: '1' }]), { source: 'two' }), [1, 0, 0, 0]);
    assert.deepEqual(await reviewCounts(ws, table([{ id: '1' }]), { source: 'two' }), [0, 0, 1, 0]);
  });

  it('says of a file that it is none, and that another import of the source is running', async () => {
    const ws = await shop();
    const [failed] = await importReviews(ws, 'no columns at all');
    assert.equal(failed?.type === 'failed' && failed.code, 'import/format-unknown');
    let end = (): void => undefined;
    async function* slowly() {
      yield Buffer.from('id,rating\n');
      await new Promise<void>((resolve) => (end = resolve));
    }
    const options = { format: 'csv', source: 'Old Shop' } as const;
    const running = await startReviewImport(test.database.db, ws.workspace, options, slowly());
    const last = running.next();
    await assert.rejects(importReviews(ws, table([{}])), /import\/busy/);
    end();
    assert.equal((await last).value.type, 'done');
    const wrong = await ws.fetch('/v1/reviews/import?format=xml&source=a', {
      ...{ method: 'POST', secret: true, body: 'x' },
    });
    assert.equal(wrong.status, 400);
    const none = await ws.fetch('/v1/reviews/export?format=jsonl', {});
    assert.equal(none.status, 401);
  });
});
