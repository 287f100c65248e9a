import {
  routes,
  type NewAnswer,
  type NewQuestion,
  type OwnAnswer,
  type OwnQuestion,
} from '@continuo/protocol';
import { check, same } from './check.ts';
import { keepsDrafts } from './drafts.ts';
import { conforms, newId, type By, type Caller, type Case } from './subject.ts';

const { questions, changes, identity } = routes;
const pot = { productId: 'harbour-teapot' };
const by = { locale: 'en', author: 'Ada' };

const ask = (at: Caller, who: By, body: string, more: Partial<NewQuestion> = {}): Promise<OwnQuestion> =>
  at.ask(questions.create, { ...who, params: pot, body: { id: newId(), body, ...by, ...more } });
const answer = (
  at: Caller,
  who: By,
  questionId: string,
  body: string,
  more: Partial<NewAnswer> = {},
): Promise<OwnAnswer> =>
  at.ask(questions.answer, { ...who, params: { questionId }, body: { id: newId(), body, ...by, ...more } });

/** Asks as somebody new, and it is published. */
async function asked(at: Caller, body = 'Can it go into the dishwasher?'): Promise<string> {
  const { id } = await ask(at, await at.guest(), body);
  await at.subject.decide('question', id, 'published');
  return id;
}
/** Answers as somebody new, and it is published. */
async function answered(at: Caller, questionId: string, body = 'It can.'): Promise<string> {
  const { id } = await answer(at, await at.guest(), questionId, body);
  await at.subject.decide('answer', id, 'published');
  return id;
}
const listed = async (at: Caller, query: Record<string, string> = {}): Promise<string[]> =>
  (await at.ask(questions.list, { params: pot, query })).questions.map(({ id }) => id);

export const questionCases: readonly Case[] = [
  conforms('a question is kept once and waits: who asked sees it, nobody else does', async (at) => {
    const who = await at.guest();
    const id = newId();
    const first = await ask(at, who, ' <b>Does</b> it pour? ', { id });
    same([first.state, first.body, first.answers], ['pending', '<b>Does</b> it pour?', []], 'question');
    same((await ask(at, who, 'Does it pour?', { id })).id, id, 'sent again');
    same(await listed(at), [], 'listed');
    const own = await at.ask(questions.own, who);
    same(
      own.questions.map((one) => one.id),
      [id],
      'own',
    );
    const other = await at.guest();
    same((await at.ask(questions.own, other)).questions, [], "another's own");
    const body = { id, body: 'Mine?', ...by };
    await at.refused('question/unknown', 404, questions.create, { ...other, params: pot, body });
    await at.subject.decide('question', id, 'published');
    same(await listed(at), [id], 'published');
    await at.subject.decide('question', id, 'refused');
    same(
      [await listed(at), (await at.ask(questions.own, who)).questions[0]?.state],
      [[], 'refused'],
      'refused',
    );
  }),

  conforms('what cannot be a question or an answer is refused with a code', async (at) => {
    const who = await at.guest();
    const body = { id: newId(), body: 'Does it pour?', ...by };
    const refuse = (
      code: 'request/invalid' | 'catalog/product-unknown',
      status: number,
      more: object,
      params = pot,
    ) => at.refused(code, status, questions.create, { ...who, params, body: { ...body, ...more } });
    await refuse('request/invalid', 400, { body: ' ' });
    await refuse('request/invalid', 400, { author: '' });
    await refuse('catalog/product-unknown', 404, {}, { productId: 'none' });
    await at.refused('auth/missing', 401, questions.create, { params: pot, body });
    const pending = await ask(at, who, 'Who answers what nobody sees?');
    for (const questionId of ['none', pending.id])
      await at.refused('question/unknown', 404, questions.answer, {
        ...{ ...(await at.guest()), params: { questionId }, body: { ...body, id: newId() } },
      });
  }),

  conforms('an answer waits, and once it is published those who wait for it hear of it', async (at) => {
    const [who, reader, writer] = [await at.guest(), await at.guest(), await at.guest()];
    const { id: questionId } = await ask(at, who, 'Can it go into the dishwasher?');
    await at.subject.decide('question', questionId, 'published');
    const subscription = (subscribed: boolean, by: By = reader) =>
      at.ask(questions.subscribe, { ...by, params: { questionId }, body: { subscribed } });
    await subscription(true);
    await subscription(true, writer);
    same((await at.ask(questions.own, reader)).subscriptions, [questionId], 'subscribed');
    const heard = async (by: By): Promise<string[]> =>
      (await at.ask(changes.list, { ...by, query: { after: '0' } })).changes.map(({ kind }) => kind);

    const given = { id: newId() };
    const { id, state } = await answer(at, writer, questionId, 'It can.', given);
    same([state, (await answer(at, writer, questionId, 'It can.', given)).id], ['pending', id], 'sent again');
    const [first] = (await at.ask(questions.list, { params: pot })).questions;
    same([first?.answerCount, first?.answers], [0, []], 'waits');
    same(await heard(reader), [], 'nothing to hear yet');
    for (let i = 0; i < 2; i++) await at.subject.decide('answer', id, 'published');
    const [shown] = (await at.ask(questions.list, { params: pot })).questions;
    same([shown?.answerCount, shown?.answers.map((one) => one.body)], [1, ['It can.']], 'published');
    same(await heard(reader), ['question.answered'], 'who wants to be told');
    same(await heard(who), ['question', 'question', 'question.answered'], 'who asked');
    same((await heard(writer)).includes('question.answered'), false, 'who wrote it knows');
    await subscription(false);
    same((await at.ask(questions.own, reader)).subscriptions, [], 'no longer');
    await at.refused('answer/unknown', 404, questions.answer, {
      ...{ ...reader, params: { questionId }, body: { id, body: 'Mine?', ...by } },
    });
  }),

  conforms('questions are searched with their answers, in any script, sorted and paged', async (at) => {
    const [washed, stove, heavy] = [
      await asked(at),
      await asked(at, 'Does it work on an induction stove?'),
      await asked(at, '空壺有多重？'),
    ];
    await answered(at, stove, 'Only over a candle.');
    const all = [washed, stove, heavy];
    same((await listed(at))[0], stove, 'the one with an answer first');
    same((await listed(at, { sort: 'newest' })).length, 3, 'newest');
    same(await listed(at, { q: 'DISH' }), [washed], 'the beginning of a word');
    same(await listed(at, { q: 'candle' }), [stove], 'a word of an answer');
    same(await listed(at, { q: '多重' }), [heavy], 'Chinese');
    const { searched } = await at.ask(questions.list, { params: pot, query: { q: 'DISH 多重' } });
    same(searched?.words, ['dish', '多重'], 'what is marked');
    for (const sort of ['answers', 'newest', 'oldest']) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: '2', sort, ...(cursor && { cursor }) };
        const page = await at.ask(questions.list, { params: pot, query });
        same(page.total, 3, 'total');
        found.push(...page.questions.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== undefined && found.length < 9);
      same([...found].sort(), [...all].sort(), `each once, ${sort}`);
    }
    for (const [name, value] of [
      ['limit', '51'],
      ['cursor', 'nonsense'],
    ] as const)
      await at.refused('request/invalid', 400, questions.list, { params: pot, query: { [name]: value } });
  }),

  conforms(
    'a server gets the first page of questions as HTML, in which what people wrote is text',
    async (at) => {
      const html = (query: Record<string, string> = {}) => at.ask(questions.fragment, { params: pot, query });
      check((await html()).includes('<continuo-question-list'), 'of nothing');
      await answered(at, await asked(at, 'Does it <b>pour</b> well?'), 'It does.');
      await ask(at, await at.guest(), 'Has nobody decided?');
      const first = await html();
      same(
        ['<continuo-question-list', 'It does.', '<b>', 'nobody'].map((part) => first.includes(part)),
        [true, true, false, false],
        'the first page',
      );
      check((await html({ locale: 'zh-Hant' })).includes('問'), 'in Chinese');
      const params = { productId: 'none' };
      await at.refused('catalog/product-unknown', 404, questions.fragment, { params });
    },
  ),

  conforms('who types hears what was asked alike', async (at) => {
    const stove = await asked(at, 'Does it work on an induction stove?');
    const heavy = await asked(at, '空壺有多重？');
    const similar = async (q: string): Promise<string[]> =>
      (await at.ask(questions.similar, { params: pot, query: { q } })).questions.map(({ id }) => id);
    same(await similar('Is it good for an induction stove'), [stove], 'words');
    same(await similar('這把壺有多重'), [heavy], 'Chinese');
    same(await similar('Which colours are there?'), [], 'nothing alike');
  }),

  conforms('all answers to a question are told, the most helpful first, page by page', async (at) => {
    const questionId = await asked(at);
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) ids.push(await answered(at, questionId, `Answer ${i}`));
    const reader = await at.guest();
    const vote = { ...reader, params: { answerId: ids[1]! }, body: { vote: 'yes' } };
    await at.ask(questions.vote, vote);
    const [question] = (await at.ask(questions.list, { params: pot })).questions;
    same(
      [question?.answerCount, question?.answers.length, question?.answers[0]?.id],
      [4, 3, ids[1]],
      'first',
    );
    const { answers, next } = await at.ask(questions.answers, { params: { questionId } });
    same([answers.length, answers[0]?.id, next], [4, ids[1], undefined], 'all');
    same(answers.slice(0, 3), question?.answers, 'in the same order');
    await at.refused('question/unknown', 404, questions.answers, { params: { questionId: 'none' } });
  }),

  conforms('a person votes once on an answer, the last vote counts, and not on their own', async (at) => {
    const questionId = await asked(at);
    const [author, reader] = [await at.guest(), await at.guest()];
    const { id: answerId } = await answer(at, author, questionId, 'It can.');
    const asking = (by: By, vote: 'yes' | 'no' | null) => ({ ...by, params: { answerId }, body: { vote } });
    await at.refused('answer/unknown', 404, questions.vote, asking(reader, 'yes'));
    await at.subject.decide('answer', answerId, 'published');
    const vote = (given: 'yes' | 'no' | null) => at.ask(questions.vote, asking(reader, given));
    same([await vote('yes'), await vote('yes')], Array(2).fill({ yes: 1, no: 0 }), 'yes');
    same(await vote('no'), { yes: 0, no: 1 }, 'changed');
    same((await at.ask(questions.own, reader)).votes, [{ answerId, vote: 'no' }], "the reader's own");
    same(await vote(null), { yes: 0, no: 0 }, 'taken back');
    await at.refused('auth/forbidden', 403, questions.vote, asking(author, 'yes'));
  }),

  conforms('a report of a question or an answer takes nothing away', async (at) => {
    const questionId = await asked(at);
    const answerId = await answered(at, questionId);
    const who = await at.guest();
    for (const reason of ['untrue', 'offensive']) {
      await at.ask(questions.report, { ...who, params: { questionId }, body: { reason } });
      await at.ask(questions.reportAnswer, { ...who, params: { answerId }, body: { reason } });
    }
    const { reports } = await at.ask(questions.own, who);
    same(reports, { questions: [questionId], answers: [answerId] }, 'reports');
    same(await listed(at), [questionId], 'listed');
    const none = { ...who, body: { reason: 'untrue' } };
    await at.refused('question/unknown', 404, questions.report, { ...none, params: { questionId: 'none' } });
    await at.refused('answer/unknown', 404, questions.reportAnswer, {
      ...none,
      params: { answerId: 'none' },
    });
  }),

  conforms('the later draft of a question is kept, and forgotten when it is sent', (at) =>
    keepsDrafts(at, {
      ...{ read: questions.draft, save: questions.saveDraft, params: pot },
      unknown: ['catalog/product-unknown', { productId: 'none' }],
      send: (who, id) => ask(at, who, 'Does it pour?', { id }),
    }),
  ),

  conforms('so is that of an answer', async (at) => {
    const questionId = await asked(at);
    await keepsDrafts(at, {
      ...{ read: questions.answerDraft, save: questions.saveAnswerDraft, params: { questionId } },
      unknown: ['question/unknown', { questionId: 'none' }],
      send: (who, id) => answer(at, who, questionId, 'It does.', { id }),
    });
  }),

  conforms('what a guest asked, answered and waits for is theirs after they log in', async (at) => {
    const questionId = await asked(at);
    const who = await at.guest();
    const { id } = await ask(at, who, 'Does it pour?');
    const { id: answerId } = await answer(at, who, questionId, 'It can.');
    await at.ask(questions.subscribe, { ...who, params: { questionId }, body: { subscribed: true } });
    const token = await at.subject.token(newId());
    await at.ask(identity.link, { ...who, token, body: {} });
    const own = await at.ask(questions.own, { ...(await at.guest()), token });
    same(
      [own.questions.map((one) => one.id), own.answers.map((one) => one.id), own.subscriptions],
      [[id], [answerId], [questionId]],
      'on another device',
    );
  }),
];
