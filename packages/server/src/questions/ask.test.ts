import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Change } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { Asked } from './testing/asked.ts';

let backend: TestBackend;
let here: Asked;
before(async () => {
  backend = await openTestBackend();
  here = await Asked.open(backend);
});
after(() => backend.close());

const told = (changes: readonly Change[]) =>
  changes.map((change) =>
    change.kind === 'question'
      ? `question ${change.data.question.state}`
      : change.kind === 'answer'
        ? `answer ${change.data.answer.state}`
        : change.kind === 'question.answered'
          ? `answered: ${change.data.answer.body}`
          : change.kind,
  );

describe('a question', () => {
  test('waits, is published with the answer of the shop, and the other device of who asked is told', async () => {
    const phone = await here.customer('asks', (await here.guest()).device);
    const laptop = await here.customer('asks', (await here.guest()).device);
    const before = await here.cursor(laptop);
    const asked = await here.ask(phone, { body: 'Does it leak?' });
    assert.deepEqual([asked.state, asked.answers], ['pending', []]);
    assert.deepEqual((await here.questions()).questions, []);
    assert.equal((await here.mine(laptop)).questions[0]?.state, 'pending');

    const item = await here.respond(`question:${asked.id}`, 'It does not.');
    assert.equal(item.kind === 'question' && item.question.state, 'published');
    assert.deepEqual(told(await here.changes(laptop, before)), [
      'question pending',
      'question published',
      'answered: It does not.',
    ]);
    const [mine] = (await here.mine(laptop)).questions;
    assert.deepEqual([mine?.state, mine?.answerCount], ['published', 1]);
    const [answer] = mine!.answers;
    assert.deepEqual([answer?.brand, answer?.author], [true, here.ws.workspace.name]);
    assert.deepEqual((await here.questions()).questions[0]?.answers, mine!.answers);
    assert.deepEqual(await here.log(`question:${asked.id}`), ['published', 'responded']);
  });

  test('is one however often it is sent, and nobody else takes its place', async () => {
    const by = await here.guest();
    const question = { id: randomUUID(), body: 'How heavy is it?' };
    const sent = await Promise.all([1, 2, 3, 4, 5].map(() => here.ask(by, question)));
    assert.equal(new Set(sent.map((one) => JSON.stringify(one))).size, 1);
    assert.equal((await here.mine(by)).questions.length, 1);
    assert.equal((await here.sendQuestion(await here.guest(), question)).status, 404);
  });

  test('about nothing, or with nothing in it, is refused', async () => {
    const by = await here.guest();
    assert.equal((await here.sendQuestion(by, {}, 'p-none')).status, 404);
    for (const bad of [
      { body: ' \n' },
      { body: '\u202e' },
      { body: 'x'.repeat(1_001) },
      { author: '\u202e' },
    ])
      assert.equal((await here.sendQuestion(by, bad)).status, 400, JSON.stringify(bad));
  });

  test('is shown to its author with the reason when it is refused', async () => {
    const by = await here.guest();
    const { id } = await here.ask(by);
    await here.refuse(`question:${id}`, 'personal-data');
    assert.deepEqual(
      (await here.mine(by)).questions.map(({ state, reason }) => [state, reason]),
      [['refused', 'personal-data']],
    );
  });

  test('of a guest is theirs on all devices once they have logged in', async () => {
    const guest = await here.guest();
    const { id } = await here.ask(guest);
    const by = await here.logIn('asked-before', guest.device);
    assert.equal((await here.mine(by)).questions[0]?.id, id);
    assert.equal((await here.mine(await here.customer('asked-before'))).questions[0]?.id, id);
    assert.equal((await here.mine(await here.customer('somebody'))).questions.length, 0);
  });

  test('is looked at by the automatic checks', async () => {
    const { id } = await here.ask(await here.guest(), { body: 'Cheaper at https://spam.example ?' });
    const { items } = await here.queue('?flag=link&kind=question');
    assert.deepEqual(
      items.map((item) => item.id),
      [`question:${id}`],
    );
  });
});

describe('an answer', () => {
  test('of a visitor waits; who asked and who wants to be told hear of it once it is published, once', async () => {
    const asker = await here.guest();
    const { id } = await here.ask(asker, { body: 'Is it loud?' });
    await here.publish(`question:${id}`);
    const [curious, left] = [await here.guest(), await here.guest()];
    for (const by of [curious, left]) assert.equal((await here.subscribe(by, id)).status, 204);
    await here.subscribe(left, id, false);
    assert.deepEqual((await here.mine(curious)).subscriptions, [id]);
    const author = await here.guest();
    await here.subscribe(author, id);
    const all = [asker, curious, left, author];
    const cursors = await Promise.all(all.map((by) => here.cursor(by)));

    const answer = await here.answer(author, id, { body: 'Not at all.' });
    assert.equal(answer.state, 'pending');
    assert.deepEqual((await here.answers(id)).answers, []);
    const item = `answer:${answer.id}`;
    await here.publish(item);
    await here.refuse(item, 'copied');
    await here.publish(item);
    const news = await Promise.all(all.map(async (by, i) => told(await here.changes(by, cursors[i]!))));
    const itsAuthor = ['answer pending', 'answer published', 'answer refused', 'answer published'];
    assert.deepEqual(news, [['answered: Not at all.'], ['answered: Not at all.'], [], itsAuthor]);
    assert.equal((await here.mine(author)).answers[0]?.state, 'published');
  });

  test('is one however often it is sent; to what is not published there is none', async () => {
    const { id } = await here.asked();
    const by = await here.guest();
    const answer = { id: randomUUID() };
    const sent = await Promise.all([1, 2, 3].map(() => here.answer(by, id, answer)));
    assert.equal(new Set(sent.map((one) => one.id)).size, 1);
    assert.equal((await here.mine(by)).answers.length, 1);
    assert.equal((await here.sendAnswer(await here.guest(), id, answer)).status, 404);
    const waits = await here.ask(by);
    assert.equal((await here.sendAnswer(by, waits.id)).status, 404);
    assert.equal((await here.subscribe(by, waits.id)).status, 404);
    assert.equal((await here.sendAnswer(by, 'none-of-these-questions')).status, 404);
  });

  test('of the shop is changed in place, and taken away by an empty one', async () => {
    const { id } = await here.asked();
    const item = `question:${id}`;
    await here.respond(item, 'Yes.');
    await here.respond(item, 'Yes.');
    await here.respond(item, 'Yes, always.');
    const { answers } = await here.answers(id);
    assert.deepEqual(
      answers.map(({ body, brand }) => [body, brand]),
      [['Yes, always.', true]],
    );
    await here.respond(item, '');
    assert.deepEqual((await here.answers(id)).answers, []);
    assert.deepEqual(await here.log(item), ['published', 'responded', 'responded', 'responded']);
  });
});

describe('a vote on an answer', () => {
  test('is one a person, is taken back, and none is given on the own answer', async () => {
    const { id } = await here.asked();
    const author = await here.guest();
    const answer = await here.answer(author, id);
    const reader = await here.guest();
    assert.equal((await here.voteOn(reader, answer.id, 'yes')).status, 404, 'not published');
    await here.publish(`answer:${answer.id}`);
    await Promise.all([1, 2, 3].map(() => here.voteOn(reader, answer.id, 'yes')));
    const helpful = async () => (await here.answers(id)).answers[0]?.helpful;
    assert.deepEqual(await helpful(), { yes: 1, no: 0 });
    await here.voteOn(reader, answer.id, 'no');
    assert.deepEqual((await here.mine(reader)).votes, [{ answerId: answer.id, vote: 'no' }]);
    assert.equal((await here.voteOn(author, answer.id, 'yes')).status, 403);
    await here.voteOn(reader, answer.id, null);
    assert.deepEqual(await helpful(), { yes: 0, no: 0 });
    await here.refuse(`question:${id}`);
    assert.equal((await here.voteOn(reader, answer.id, 'yes')).status, 404, 'its question is not published');
  });

  test('given as guest and as customer is one after the log-in', async () => {
    const { id } = await here.asked();
    const answer = await here.answered(id);
    const guest = await here.guest();
    const customer = await here.customer('votes');
    await here.voteOn(customer, answer.id, 'yes');
    await here.voteOn(guest, answer.id, 'no');
    for (const by of [guest, customer]) {
      await here.subscribe(by, id);
      await here.reportOn(by, 'answers', answer.id);
      await here.reportOn(by, 'questions', id);
    }
    await here.logIn('votes', guest.device);
    assert.deepEqual((await here.answers(id)).answers[0]?.helpful, { yes: 0, no: 1 });
    const mine = await here.mine(customer);
    assert.deepEqual(mine.votes, [{ answerId: answer.id, vote: 'no' }]);
    assert.deepEqual(mine.subscriptions, [id]);
    assert.deepEqual(mine.reports, { questions: [id], answers: [answer.id] });
    const { items } = await here.queue('?state=reported');
    const reports = new Map(items.map((item) => [item.id, item.reports]));
    assert.deepEqual([reports.get(`question:${id}`), reports.get(`answer:${answer.id}`)], [1, 1]);
  });
});
