import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { Answer, AnswerList, Question, QuestionList } from '@continuo/protocol';
import { atom, onMount, type WritableAtom } from 'nanostores';
import { failed, keepFresh, type Loaded } from '../loaded.ts';
import type { QuestionPage, QuestionQuery, Questions } from './types.ts';

const ALL: QuestionQuery = { q: '', sort: 'answers' };

export interface List extends Pick<
  Questions,
  '$query' | '$busy' | 'setQuery' | 'showMore' | 'showAnswers' | 'refresh'
> {
  readonly $list: WritableAtom<Loaded<QuestionPage>>;
}

/** The published questions about a product as the backend gives them. */
export const createList = (client: Client, productId: string): List => {
  const $list = atom<Loaded<QuestionPage>>({ phase: 'loading' });
  const $query = atom(ALL);
  const $busy = atom(false);
  /** Counts questions: the answer to an earlier one comes too late. */
  let turn = 0;
  let asking: AbortController | undefined;
  /** What is shown is the answer to this. */
  let shown: { query: QuestionQuery; next: string | undefined; extended: boolean } | undefined;
  let extending: Promise<Question | undefined> | undefined;
  let mounted = false;

  const ask = async <T>(
    query: QuestionQuery,
    cursor: string | undefined,
    take: (list: QuestionList) => T,
  ): Promise<T | undefined> => {
    const mine = ++turn;
    asking?.abort();
    asking = new AbortController();
    $busy.set(true);
    try {
      // What is not asked for is left out of the address, so that it is the same for all who ask for everything.
      const asked = {
        q: query.q.trim() || undefined,
        sort: query.sort === ALL.sort ? undefined : query.sort,
      };
      const list = await client.request<QuestionList>(
        `/v1/products/${encodeURIComponent(productId)}/questions`,
        // Undefined keeps the client's own language out: questions of all languages are wanted.
        { query: { ...asked, locale: undefined, cursor }, signal: asking.signal },
      );
      if (mine !== turn) return undefined;
      shown = { query, next: list.next, extended: !!cursor };
      return take(list);
    } catch (cause) {
      if (mine === turn) $list.set(failed($list.get(), cause as ContinuoErrorLike)); // request() rejects with nothing else
      return undefined;
    } finally {
      if (mine === turn) $busy.set(false);
    }
  };
  const show = (questions: readonly Question[], { total, next }: QuestionList) =>
    $list.set({ phase: questions.length ? 'ready' : 'empty', data: { questions, total, more: !!next } });

  const refresh = () => ask($query.get(), undefined, (list) => show(list.questions, list));
  const extend = (): Promise<Question | undefined> => {
    if (!shown?.next || shown.query !== $query.get()) return Promise.resolve(undefined);
    return ask(shown.query, shown.next, (list) => {
      const before = $list.get().data?.questions ?? [];
      const known = new Set(before.map(({ id }) => id));
      const added = list.questions.filter(({ id }) => !known.has(id));
      show([...before, ...added], list);
      return added[0];
    });
  };

  keepFresh(client, $list, () => {
    // Who has read on does not want to be put back to the first page.
    if (shown?.extended && shown.query === $query.get()) {
      const { phase, data } = $list.get();
      $list.set({ phase, ...(data && { data }) });
    } else void refresh();
  });
  onMount($list, () => {
    mounted = true;
    return () => {
      mounted = false;
    };
  });

  return {
    $list,
    $query,
    $busy,
    setQuery(change) {
      const next = { ...$query.get(), ...change };
      if (JSON.stringify(next) === JSON.stringify($query.get())) return;
      $query.set(next);
      if (mounted) void refresh();
      // Asked when somebody looks.
      else $list.set({ phase: 'loading' });
    },
    showMore: () => (extending ??= extend().finally(() => (extending = undefined))),
    async showAnswers(questionId) {
      const answers: Answer[] = [];
      let cursor: string | undefined;
      do {
        const page: AnswerList = await client.request(
          `/v1/questions/${encodeURIComponent(questionId)}/answers`,
          { query: { locale: undefined, cursor } },
        );
        answers.push(...page.answers);
        cursor = page.next;
      } while (cursor);
      const { data, ...rest } = $list.get();
      if (!data) return;
      const questions = data.questions.map((one) =>
        one.id === questionId ? { ...one, answers, answerCount: answers.length } : one,
      );
      $list.set({ ...rest, data: { ...data, questions } });
    },
    refresh,
  };
};
