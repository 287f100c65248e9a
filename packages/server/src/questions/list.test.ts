import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { Asked } from './testing/asked.ts';

let backend: TestBackend;
before(async () => {
  backend = await openTestBackend();
});
after(() => backend.close());

describe('the questions about a product', () => {
  test('come page by page in every order, each once', async () => {
    const here = await Asked.open(backend);
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) ids.push((await here.asked({ body: `Question ${i}` })).id);
    for (const id of [ids[2]!, ids[2]!, ids[5]!]) await here.answered(id);
    const [a, b] = [ids[2]!, ids[5]!];
    const newest = [...ids].reverse();
    assert.deepEqual(await here.allQuestions('&limit=2&sort=newest'), newest);
    assert.deepEqual(await here.allQuestions('&limit=2&sort=oldest'), ids);
    assert.deepEqual(await here.allQuestions('&limit=2'), [
      ...[a, b],
      ...newest.filter((id) => id !== a && id !== b),
    ]);
    assert.equal((await here.questions('&limit=2')).total, 7);
    const { next } = await here.questions('&limit=2&sort=newest');
    for (const query of [`&cursor=${next}`, '&cursor=no', '&limit=0', '&limit=51'])
      await assert.rejects(here.questions(query), /request\/invalid/, query);
  });

  test('have their best answer first, then that of the shop, then the most helpful', async () => {
    const here = await Asked.open(backend);
    const { id } = await here.asked();
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push((await here.answered(id, { body: `Answer ${i}` })).id);
    await here.voteOn(await here.guest(), answers[1]!, 'yes');
    await here.respond(`question:${id}`, 'The shop says');
    const bodies = async () => (await here.answers(id)).answers.map(({ body }) => body);
    assert.deepEqual(await bodies(), ['The shop says', 'Answer 1', 'Answer 3', 'Answer 2', 'Answer 0']);
    await here.best(answers[0]!);
    await here.best(answers[2]!);
    assert.deepEqual(await bodies(), ['Answer 2', 'The shop says', 'Answer 1', 'Answer 3', 'Answer 0']);
    const [question] = (await here.questions()).questions;
    assert.equal(question?.answerCount, 5);
    assert.deepEqual(
      question?.answers.map(({ body, best, brand }) => [body, best, brand]),
      [
        ['Answer 2', true, false],
        ['The shop says', false, true],
        ['Answer 1', false, false],
      ],
    );
    await here.refuse(`answer:${answers[2]}`);
    assert.deepEqual(await bodies(), ['The shop says', 'Answer 1', 'Answer 3', 'Answer 0']);
    assert.equal((await here.act(`answer:${answers[2]}/best`, { best: true })).status, 409);
    await here.publish(`answer:${answers[2]}`);
    assert.deepEqual((await bodies())[0], 'The shop says', 'refusing it took the mark away');
    assert.deepEqual(await here.log(`answer:${answers[2]}`), [
      'published',
      'marked-best',
      'refused',
      'published',
    ]);
  });

  test('have all their answers on further pages', async () => {
    const here = await Asked.open(backend);
    const { id } = await here.asked();
    const ids = [];
    for (let i = 0; i < 23; i++) ids.push((await here.answered(id)).id);
    const first = await here.answers(id);
    const rest = await here.answers(id, `&cursor=${first.next}`);
    assert.deepEqual([first.answers.length, rest.answers.length, rest.next], [20, 3, undefined]);
    assert.deepEqual(
      [...first.answers, ...rest.answers].map((answer) => answer.id),
      ids.reverse(),
    );
    await here.refuse(`question:${id}`);
    await assert.rejects(here.answers(id), /question\/unknown/);
  });

  test('are found by their words and those of their answers, in either Chinese script', async () => {
    const here = await Asked.open(backend);
    const clean = await here.asked({ body: 'How do I clean it?' });
    await here.answered(clean.id, { body: 'The dishwasher is fine.' });
    const hant = await here.asked({ body: '可以放進洗碗機嗎？', locale: 'zh-Hant' });
    const pending = await here.ask(await here.guest(), { body: 'Dishwasher?' });
    const find = async (q: string) => {
      const { questions, total } = await here.questions(`&q=${encodeURIComponent(q)}`);
      assert.equal(total, questions.length);
      return questions.map(({ id }) => id);
    };
    assert.deepEqual(await find('DISHWASH'), [clean.id]);
    assert.deepEqual(await find('clean'), [clean.id]);
    for (const q of ['洗碗机', '洗碗機', '碗']) assert.deepEqual(await find(q), [hant.id], q);
    const { searched } = await here.questions(`&q=${encodeURIComponent('洗碗机')}`);
    assert.deepEqual(searched, { words: ['洗碗机'], variants: { 機: '机' } });
    assert.equal((await here.questions()).searched, undefined);
    for (const q of ['teapot', '?!', '机洗']) assert.deepEqual(await find(q), [], q);
    await here.publish(`question:${pending.id}`);
    assert.deepEqual(await find('dishwasher'), [clean.id, pending.id]);
  });

  test('are not sent again to who has them, until something of them changes', async () => {
    const here = await Asked.open(backend);
    const { id } = await here.asked();
    const answer = await here.answered(id);
    const fetched = async (etag?: string) =>
      here.ws.fetch(`/v1/products/p-A/questions?key=${here.ws.publishable}`, {
        headers: etag === undefined ? {} : { 'If-None-Match': etag },
      });
    let etag = (await fetched()).headers.get('ETag')!;
    for (const change of [
      async () => here.voteOn(await here.guest(), answer.id, 'yes'),
      () => here.best(answer.id),
      () => here.respond(`question:${id}`, 'Yes'),
      () => here.refuse(`answer:${answer.id}`),
      () => here.refuse(`question:${id}`),
    ]) {
      assert.equal((await fetched(etag)).status, 304);
      await change();
      const response = await fetched(etag);
      assert.equal(response.status, 200);
      etag = response.headers.get('ETag')!;
    }
  });
});

test('questions like the one that is being typed are found, most alike first', async () => {
  const here = await Asked.open(backend);
  for (const body of [
    'Is it safe in the dishwasher?',
    'Can I put the lid into the dishwasher, too?',
    'How much water does it hold?',
    'Does it keep tea warm?',
    '這個壺可以放進洗碗機嗎？',
  ])
    await here.asked({ body });
  await here.ask(await here.guest(), { body: 'A dishwasher question that waits' });
  assert.deepEqual(await here.similar('is this dishwasher safe'), [
    'Is it safe in the dishwasher?',
    'Can I put the lid into the dishwasher, too?',
  ]);
  assert.deepEqual(await here.similar('lid dishw'), [
    'Can I put the lid into the dishwasher, too?',
    'Is it safe in the dishwasher?',
  ]);
  assert.deepEqual(await here.similar('请问能用洗碗机洗吗'), ['這個壺可以放進洗碗機嗎？']);
  assert.deepEqual(await here.similar('洗'), ['這個壺可以放進洗碗機嗎？']);
  assert.deepEqual(await here.similar('What does this do with that'), []);
  assert.deepEqual(await here.similar('?!'), []);
  assert.deepEqual(await here.similar('dishwasher', 'p-B'), []);
});
