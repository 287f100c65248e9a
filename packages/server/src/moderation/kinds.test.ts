import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Asked } from '../questions/testing/asked.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';

let backend: TestBackend;
before(async () => {
  backend = await openTestBackend();
});
after(() => backend.close());

describe('the queue of reviews, questions and answers', () => {
  test('is one, oldest first, page by page, each item once', async () => {
    const here = await Asked.open(backend);
    const { id } = await here.asked();
    const items: string[] = [];
    for (let i = 0; i < 12; i++) {
      items.push((await here.write(await here.guest(), { body: `Text ${i}` })).id);
      items.push(`question:${(await here.ask(await here.guest(), { body: `Question ${i}` })).id}`);
      items.push(`answer:${(await here.answer(await here.guest(), id, { body: `Answer ${i}` })).id}`);
    }
    const first = await here.queue();
    const rest = await here.queue(`?cursor=${first.next}`);
    const found = [...first.items, ...rest.items];
    assert.deepEqual([first.items.length, rest.items.length, rest.next], [30, 6, undefined]);
    assert.deepEqual(found.map((item) => item.id).sort(), [...items].sort());
    const times = found.map((item) =>
      item.kind === 'review' ? item.review.at : item.kind === 'question' ? item.question.at : item.answer.at,
    );
    assert.deepEqual(times, [...times].sort());
    assert.deepEqual(first.counts, { pending: 36, reported: 0 });
    for (const kind of ['review', 'question', 'answer']) {
      const of = (await here.queue(`?kind=${kind}`)).items;
      assert.ok(of.length === 12 && of.every((item) => item.kind === kind), kind);
    }
    assert.deepEqual(
      new Set((await here.queue('?stars=4')).items.map(({ kind }) => kind)),
      new Set(['review']),
    );
    assert.deepEqual(
      (await here.queue('?q=Answer%2011')).items.map((item) => item.id),
      [items.at(-1)],
    );
    await here.publish(items[1]!);
    await here.publish(items[2]!);
    const published = (await here.queue('?state=published')).items.map((item) => item.id);
    assert.deepEqual(published.slice(0, 2).sort(), [items[1], items[2]].sort());
  });

  test('says what an answer answers, and who wrote it', async () => {
    const here = await Asked.open(backend);
    const { id } = await here.asked({ body: 'Is it loud?' });
    await here.answer(await here.guest(), id);
    await here.respond(`question:${id}`, 'No.');
    const [item] = (await here.queue()).items;
    assert.ok(item?.kind === 'answer');
    assert.deepEqual(item.question, { id: `question:${id}`, body: 'Is it loud?', locale: 'en' });
    assert.ok(item.personId);
    const ofShop = (await here.queue('?state=published&kind=answer')).items[0];
    assert.ok(ofShop?.kind === 'answer' && ofShop.answer.brand);
    assert.equal(ofShop.personId, undefined);
  });

  test('shows what was reported, and a decision answers that', async () => {
    const here = await Asked.open(backend);
    const { id } = await here.asked();
    const answer = await here.answered(id);
    for (const by of [await here.guest(), await here.guest()]) {
      assert.equal((await here.reportOn(by, 'questions', id)).status, 204);
      assert.equal((await here.reportOn(by, 'answers', answer.id)).status, 204);
    }
    const { items, counts } = await here.queue('?state=reported');
    assert.deepEqual(
      items.map((item) => [item.id, item.flags, item.reports]),
      [
        [`question:${id}`, ['reported'], 2],
        [`answer:${answer.id}`, ['reported'], 2],
      ],
    );
    assert.deepEqual(counts, { pending: 0, reported: 2 });
    await here.publish(`question:${id}`);
    await here.refuse(`answer:${answer.id}`);
    assert.deepEqual((await here.queue('?state=reported')).items, []);
    assert.deepEqual(await here.log(`answer:${answer.id}`), ['published', 'refused']);
  });

  test('answers the question and marks the answer, and nothing else', async () => {
    const here = await Asked.open(backend);
    const { id } = await here.asked();
    const answer = await here.answered(id);
    assert.equal((await here.act(`answer:${answer.id}/response`, { text: 'No' })).status, 404);
    for (const item of [`question:${id}`, 'answer:none'])
      assert.equal((await here.act(`${item}/best`, { best: true })).status, 404, item);
  });
});
