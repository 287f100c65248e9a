import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '@continuo/core';
import type { Answer, OwnQuestion, OwnQuestions, Question } from '@continuo/protocol';
import {
  browser,
  json,
  listen,
  pause,
  tab,
  until,
  type Answer as Answering,
} from '../reviews/testing/world.ts';
import {
  createAnswerForm,
  createQuestionForm,
  createQuestions,
  createSimilarQuestions,
  type WritingDraft,
} from './index.ts';

const answer = (id: string, more: Partial<Answer> = {}): Answer => ({
  ...{ id, questionId: 'q1', productId: 'pot', body: `Answer ${id}`, locale: 'en', author: 'Ben' },
  ...{ at: '2026-01-02T00:00:00.000Z', brand: false, best: false, helpful: { yes: 2, no: 0 } },
  ...more,
});
const question = (id: string, more: Partial<Question> = {}): Question => ({
  ...{ id, productId: 'pot', body: `Question ${id}`, locale: 'en', author: 'Ann' },
  ...{ at: '2026-01-01T00:00:00.000Z', answerCount: 1, answers: [answer(`a-${id}`)] },
  ...more,
});
const own = (id: string, more: Partial<OwnQuestion> = {}): OwnQuestion => ({
  ...question(id, { answerCount: 0, answers: [] }),
  state: 'pending',
  ...more,
});
const nothing: OwnQuestions = {
  ...{ questions: [], answers: [], votes: [], subscriptions: [] },
  reports: { questions: [], answers: [] },
};
/** A backend of pages of two, and nothing of the visitor's but what is given. */
const backend =
  (all: Question[], mine: () => OwnQuestions = () => nothing, other?: Answering): Answering =>
  (asked) => {
    const answered = other?.(asked);
    if (answered) return answered;
    if (asked.path === '/v1/questions/mine') return json(mine());
    if (asked.path.endsWith('/draft')) return json({});
    if (asked.path === '/v1/products/pot/questions' && asked.method === 'GET') {
      const from = Number(asked.query.get('cursor') ?? 0);
      const found = all.filter(({ body }) => body.includes(asked.query.get('q') ?? ''));
      const next = from + 2 < found.length ? { next: String(from + 2) } : {};
      return json({ questions: found.slice(from, from + 2), total: found.length, ...next });
    }
    return undefined;
  };
const three = [question('1'), question('2'), question('3')];

test('a list is searched, sorted and extended, and only the last answer counts', async () => {
  const { client, to } = tab(backend(three));
  const { $list, setQuery, showMore } = createQuestions(client, { productId: 'pot' });
  listen($list);
  await until('there', () => $list.get().phase === 'ready');
  assert.equal((await showMore())?.id, '3');
  assert.deepEqual([$list.get().data?.questions.length, $list.get().data?.more], [3, false]);
  assert.equal(await showMore(), undefined);
  setQuery({ q: 'Question 1' });
  setQuery({ q: 'Question 2', sort: 'newest' });
  await until('found', () => $list.get().data?.questions[0]?.id === '2');
  assert.equal($list.get().data?.total, 1);
  const last = to('/v1/products/pot/questions').at(-1)!.query;
  assert.deepEqual([last.get('q'), last.get('sort'), last.has('locale')], ['Question 2', 'newest', false]);
  setQuery({ q: 'nothing' });
  await until('empty', () => $list.get().phase === 'empty');
});

test('what cannot be had is said, and what is shown stays', async () => {
  let broken = true;
  const { client } = tab((asked) =>
    broken ? json({ code: 'request/internal' }, 500) : backend(three)(asked),
  );
  const { $list, refresh } = createQuestions(client, { productId: 'pot' });
  listen($list);
  await until('said', () => $list.get().phase === 'error');
  broken = false;
  await refresh();
  assert.equal($list.get().phase, 'ready');
  broken = true;
  await refresh();
  assert.deepEqual([$list.get().phase, $list.get().error?.code], ['ready', 'request/internal']);
});

test('all answers to a question are shown, page after page', async () => {
  const answers = ['a', 'b', 'c'].map((id) => answer(id));
  const { client } = tab(
    backend(three, undefined, ({ path, query }) =>
      path === '/v1/questions/2/answers'
        ? json(
            query.has('cursor') ? { answers: answers.slice(2) } : { answers: answers.slice(0, 2), next: 'n' },
          )
        : undefined,
    ),
  );
  const { $list, showAnswers } = createQuestions(client, { productId: 'pot' });
  listen($list);
  await until('there', () => $list.get().phase === 'ready');
  await showAnswers('2');
  assert.deepEqual(
    $list.get().data?.questions[1]?.answers.map(({ id }) => id),
    ['a', 'b', 'c'],
  );
});

test('a vote on an answer shows at once, waits for the network, and is sent once', async () => {
  const at = browser();
  const { client, to, page } = tab(
    backend(three, undefined, ({ path }) => (path.endsWith('/vote') ? json({ yes: 3, no: 0 }) : undefined)),
    at,
  );
  const { $list, $own, vote } = createQuestions(client, { productId: 'pot' });
  listen($list);
  listen($own);
  await until('there', () => $list.get().phase === 'ready');
  const helpful = () => $list.get().data?.questions[0]?.answers[0]?.helpful;
  at.online = false;
  vote('a-1', 'yes');
  vote('a-1', 'yes');
  assert.deepEqual(helpful(), { yes: 3, no: 0 });
  at.online = true;
  // Pressed again with another answer on the way: the last one counts.
  vote('a-1', null);
  assert.deepEqual(helpful(), { yes: 2, no: 0 });
  vote('a-1', 'yes');
  page('online');
  await until('sent', () => to('/v1/answers/a-1/vote').some(({ body }) => body?.['vote'] === 'yes'));
  await until('counted', () => helpful()?.yes === 3);
});

test('a published answer to a question of this visitor is told, and the list asked again', async () => {
  const { client, hear, to } = tab(backend(three, () => ({ ...nothing, questions: [own('q1')] })));
  await client.identity.ensureDevice();
  const { $list, $own, $answered } = createQuestions(client, { productId: 'pot' });
  listen($list);
  listen($own);
  await until('mine is there', () => $own.get().questions.length === 1);
  const before = to('/v1/products/pot/questions').length;
  hear({ kind: 'question', data: { question: own('q1', { state: 'published' }) } });
  assert.equal($own.get().questions[0]?.state, 'published');
  await until('asked again', () => to('/v1/products/pot/questions').length > before);
  hear({
    kind: 'question.answered',
    data: { question: 'Question q1', answer: answer('x', { productId: 'other' }) },
  });
  assert.equal($answered.get(), undefined, 'of another product');
  hear({ kind: 'question.answered', data: { question: 'Question q1', answer: answer('x') } });
  assert.equal($answered.get()?.answer.id, 'x');
});

test('a question is one, though it is submitted five times and the first answer is lost', async () => {
  let lost = true;
  const { client, to } = tab(
    backend(three, undefined, ({ path, method, body }) => {
      if (method !== 'POST' || path !== '/v1/products/pot/questions') return undefined;
      if (lost) throw new TypeError('the answer is lost');
      return json(own(body!['id'] as string, { body: body!['body'] as string }), 201);
    }),
  );
  const form = createQuestionForm(client, { productId: 'pot' });
  listen(form.$draft);
  await until('editing', () => form.$phase.get() === 'editing');
  form.change({ body: 'Does it leak?', author: 'Ann' });
  await assert.rejects(form.submit());
  assert.equal(form.$draft.get().body, 'Does it leak?');
  lost = false;
  const sent = await Promise.all([1, 2, 3, 4, 5].map(() => form.submit()));
  assert.equal(new Set(sent).size, 1);
  const posts = to('/v1/products/pot/questions', 'POST');
  assert.equal(posts.length, 2);
  assert.equal(new Set(posts.map(({ body }) => body?.['id'])).size, 1);
  assert.equal(form.$phase.get(), 'sent');
  assert.equal(createQuestions(client, { productId: 'pot' }).$own.get().questions[0]?.state, 'pending');
  await form.discard();
  assert.deepEqual([form.$phase.get(), form.$draft.get().body], ['editing', '']);
});

test('what was asked of the backend before a question was taken does not hide it', async () => {
  let release = () => {};
  let asked = 0;
  const mine: OwnQuestions = { ...nothing, questions: [own('new')] };
  const { client } = tab(
    backend(three, undefined, ({ path, method }) => {
      if (method === 'POST' && path === '/v1/products/pot/questions') return json(own('new'), 201);
      if (path !== '/v1/questions/mine') return undefined;
      // The first is answered last, as it was when it was asked.
      return asked++ ? json(mine) : new Promise((resolve) => (release = () => resolve(json(nothing))));
    }),
  );
  await client.identity.ensureDevice();
  const { $own } = createQuestions(client, { productId: 'pot' });
  const seen: number[] = [];
  $own.listen(({ questions }) => seen.push(questions.length));
  await until('it is asked', () => asked === 1);
  const form = createQuestionForm(client, { productId: 'pot' });
  listen(form.$draft);
  await until('editing', () => form.$phase.get() === 'editing');
  form.change({ body: 'Does it leak?', author: 'Ann' });
  await form.submit();
  assert.deepEqual(seen, [1]);
  release();
  await until('it is asked again', () => asked === 2);
  await pause(20);
  assert.deepEqual(new Set(seen), new Set([1]));
});

test('a draft survives its tab, and two tabs are one question', async () => {
  const at = browser();
  const { client } = tab(backend(three), at);
  const first = createQuestionForm(client, { productId: 'pot' });
  const stop = listen(first.$draft);
  await until('editing', () => first.$phase.get() === 'editing');
  first.change({ body: 'Does it leak?' });
  await until('kept', () => client.platform.records('reviews').get('draft-question:pot'));
  stop();
  const second = createQuestionForm(tab(backend(three), at).client, { productId: 'pot' });
  listen(second.$draft);
  await until('found', () => second.$draft.get().body === 'Does it leak?');
  assert.equal(second.$draft.get().id, first.$draft.get().id);
  const other = createAnswerForm(tab(backend(three), at).client, { questionId: '1' });
  listen(other.$draft);
  await until('editing', () => other.$phase.get() === 'editing');
  assert.equal(other.$draft.get().body, '', 'an answer is another text');
});

/** A backend with one account, which has a draft of everything by its path. */
function account() {
  const drafts = new Map<string, WritingDraft>();
  const answer = backend(three, undefined, ({ path, method, body }) => {
    const { draft } = (body ?? {}) as { draft?: WritingDraft | null };
    if (method === 'POST' && path === '/v1/questions/1/answers') {
      drafts.delete(`${path}/draft`);
      return json({ ...answerOf(body as { id: string; body: string }), state: 'pending' }, 201);
    }
    if (!path.endsWith('/draft')) return undefined;
    if (draft === null) drafts.delete(path);
    else if (draft && draft.at >= (drafts.get(path)?.at ?? '')) drafts.set(path, draft);
    return json({ draft: drafts.get(path) });
  });
  return { drafts, answer };
}
const answerOf = ({ id, body }: { id: string; body: string }) => answer(id, { body });

test('what is typed on one device goes on on another, until it is sent', async () => {
  const { drafts, answer } = account();
  const forms = {
    '/v1/products/pot/questions': (client: Client) => createQuestionForm(client, { productId: 'pot' }),
    '/v1/questions/1/answers': (client: Client) => createAnswerForm(client, { questionId: '1' }),
  };
  for (const [path, create] of Object.entries(forms)) {
    const phone = tab(answer);
    await phone.client.identity.ensureDevice();
    const here = create(phone.client);
    listen(here.$draft);
    await until('editing', () => here.$phase.get() === 'editing');
    here.change({ body: 'Does it' });
    phone.page('hide');
    await until('kept', () => drafts.get(`${path}/draft`)?.body === 'Does it');
    const laptop = tab(answer);
    await laptop.client.identity.ensureDevice();
    const there = create(laptop.client);
    listen(there.$draft);
    await until('found', () => there.$draft.get().body === 'Does it');
    assert.equal(there.$draft.get().id, here.$draft.get().id, 'it will be one');
    there.change({ body: 'Does it leak?', author: 'Ann' });
    laptop.page('hide');
    await until('kept', () => drafts.get(`${path}/draft`)?.author === 'Ann');
    await there.discard();
    assert.equal(drafts.get(`${path}/draft`), undefined, 'deleted everywhere');
  }
});

test('what was sent leaves no draft behind, and a new one is nothing of it', async () => {
  const { drafts, answer } = account();
  const { client, page } = tab(answer);
  await client.identity.ensureDevice();
  const form = createAnswerForm(client, { questionId: '1' });
  listen(form.$draft);
  await until('editing', () => form.$phase.get() === 'editing');
  form.change({ body: 'It does not.', author: 'Ann' });
  page('hide');
  await until('kept', () => drafts.size === 1);
  const { id } = await form.submit();
  page('hide');
  await pause(20);
  assert.equal(drafts.size, 0);
  assert.equal(await client.platform.records('reviews').get('draft-answer:1'), undefined);
  // Begun on another device since: what is shown here is another one.
  const path = '/v1/questions/1/answers/draft';
  const begun = { id: 'x'.repeat(32), body: 'And', author: '', at: new Date().toISOString() };
  drafts.set(path, begun);
  await form.discard();
  assert.deepEqual(drafts.get(path), begun);
  assert.deepEqual([form.$phase.get(), form.$draft.get().body], ['editing', '']);
  assert.notEqual(form.$draft.get().id, id);
});

test('an answer that was submitted by a page that was left is given by the next one that shows questions, once', async () => {
  const at = browser();
  const given: unknown[] = [];
  const hearing: Answering = (asked) => {
    if (asked.method !== 'POST' || asked.path !== '/v1/questions/1/answers') return backend(three)(asked);
    given.push(asked.body!['id']);
    return given.length === 2
      ? json({ ...answerOf(asked.body as { id: string; body: string }), state: 'pending' }, 201)
      : new Promise<never>(() => {});
  };
  const first = createAnswerForm(tab(hearing, at).client, { questionId: '1' });
  listen(first.$draft);
  await until('editing', () => first.$phase.get() === 'editing');
  first.change({ body: 'It does not.', author: 'Ann' });
  void first.submit();
  await until('it is on its way', () => given.length === 1);
  const { client } = tab(hearing, at);
  const { $own } = createQuestions(client, { productId: 'pot' });
  listen($own);
  await until('it is given', () => $own.get().answers[0]?.id === first.$draft.get().id);
  assert.equal(given[1], given[0]);
  assert.equal(client.platform.small.get('reviews'), '1');
  const third = createQuestions(tab(hearing, at).client, { productId: 'pot' });
  listen(third.$own);
  await pause(20);
  assert.equal(given.length, 2);
});

test('similar questions are looked for when typing rests, and an earlier answer is not shown', async () => {
  const answers = new Map<string, (response: Response) => void>();
  const { client, asked } = tab(
    ({ query }) => new Promise((resolve) => answers.set(query.get('q')!, resolve)),
  );
  const { $similar, look } = createSimilarQuestions(client, { productId: 'pot' });
  look('  ');
  for (const text of ['d', 'di', 'dis', '洗']) look(text);
  await until('asked', () => asked.length === 1);
  assert.equal(asked[0]?.query.get('q'), '洗', 'one character is enough');
  look('洗碗');
  await until('asked again', () => asked.length === 2);
  answers.get('洗')!(json({ questions: [question('old')] }));
  answers.get('洗碗')!(json({ questions: [question('new')] }));
  await until('there', () => $similar.get()[0]?.id === 'new');
  look('');
  assert.deepEqual($similar.get(), []);
  assert.equal(asked.length, 2);
});
