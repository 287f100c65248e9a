import type { Answer, OwnQuestion, OwnQuestions, Question, Searched } from '@continuo/protocol';
import { json, searchedOf, type Answer as Answering } from './support.ts';

export const answer = (id: string, more: Partial<Answer> = {}): Answer => ({
  ...{ id, questionId: 'q', productId: 'pot', body: `Yes, ${id}.`, locale: 'en', author: 'Ben' },
  ...{ at: '2026-03-06T09:00:00Z', brand: false, best: false, helpful: { yes: 2, no: 1 } },
  ...more,
});

export const question = (id: string, more: Partial<Question> = {}): Question => ({
  ...{ id, productId: 'pot', body: `Does it leak ${id}?`, locale: 'en', author: 'Mei L.' },
  ...{ at: '2026-03-05T09:00:00Z', answerCount: 0, answers: [] },
  ...more,
});

export const ownQuestion = (id: string, more: Partial<OwnQuestion> = {}): OwnQuestion => ({
  ...question(id),
  state: 'pending',
  ...more,
});

/** One with all that a question can have. */
export const richQuestion: Question = question('rich', {
  body: 'Can it go into the dishwasher?',
  answerCount: 5,
  answers: [
    answer('best', { best: true }),
    answer('brand', { brand: true, author: 'Slow Crossing' }),
    answer('other'),
  ],
});

export interface FakeQuestions {
  questions?: Question[];
  /** What is found by words; default: those that hold them as they were typed. */
  find?: (query: URLSearchParams, all: Question[]) => Question[];
  /** Characters that are found by others. */
  variants?: Searched['variants'];
  similar?: Question[];
  own?: Partial<OwnQuestions>;
  /** Answers instead, where it gives something. */
  instead?: (url: URL) => Response | Promise<Response> | undefined;
}

/** A backend of questions in the test's hand: pages of ten, everything else as it is given. */
export function fakeQuestions(options: FakeQuestions = {}): Answering {
  const { questions = [richQuestion, question('b'), question('c')], similar = [], own } = options;
  const { find = (query, all) => all.filter(({ body }) => body.includes(query.get('q') ?? '')) } = options;
  const reports: Record<string, string[]> = { questions: [], answers: [] };
  const subscriptions: string[] = [];
  return (url) => {
    const instead = options.instead?.(url);
    if (instead) return instead;
    const path = url.pathname;
    if (path.endsWith('/draft')) return json({});
    if (path.endsWith('/similar')) return json({ questions: similar });
    if (path.endsWith('/answers'))
      return json({ answers: ['a', 'b', 'c', 'd', 'e'].map((id) => answer(id)) });
    if (path.endsWith('/mine'))
      return json({ questions: [], answers: [], votes: [], subscriptions, reports, ...own });
    const [kind = '', id = ''] = path.split('/').slice(-3);
    if (path.endsWith('/report')) reports[kind]?.push(id);
    if (path.endsWith('/subscription')) subscriptions.push(id);
    if (path.endsWith('/report') || path.endsWith('/subscription'))
      return new Response(null, { status: 204 });
    if (path.endsWith('/vote')) return json({ yes: 3, no: 1 });
    if (path.endsWith('/devices')) return json({ deviceId: 'd1', token: 'd1.token' }, 201);
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const found = find(url.searchParams, questions);
    const next = from + 10 < found.length ? String(from + 10) : undefined;
    const searched = searchedOf(url, options.variants);
    return json({
      ...{ questions: found.slice(from, from + 10), total: found.length, ...searched },
      ...(next && { next }),
    });
  };
}
