import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type {
  AnswerList,
  Change,
  ChangeList,
  ModerationEntry,
  ModerationItem,
  NewAnswer,
  NewQuestion,
  OwnAnswer,
  OwnQuestion,
  OwnQuestions,
  Question,
  QuestionList,
} from '@continuo/protocol';
import { Shop } from '../../cart/testing/shop.ts';
import { Reviewed } from '../../reviews/testing/reviewers.ts';
import type { TestBackend, TestCall } from '../../testing.ts';

interface Queue {
  items: ModerationItem[];
  next?: string;
  counts: { pending: number; reported: number };
}

/** A shop about whose products people ask, with somebody at its desk. */
export class Asked extends Reviewed {
  #staff: TestCall | undefined;

  static override open = async (backend: TestBackend): Promise<Asked> =>
    new Asked(backend, await Shop.open(backend));

  sendQuestion(by: TestCall, question: Partial<NewQuestion> = {}, product = 'p-A'): Promise<Response> {
    const whole = { id: randomUUID(), body: 'Is it safe?', locale: 'en', author: 'Ada', ...question };
    return this.ws.fetch(`/v1/products/${product}/questions`, { ...by, body: whole });
  }

  sendAnswer(by: TestCall, questionId: string, answer: Partial<NewAnswer> = {}): Promise<Response> {
    const whole = { id: randomUUID(), body: 'Yes, it is.', locale: 'en', author: 'Ben', ...answer };
    return this.ws.fetch(`/v1/questions/${questionId}/answers`, { ...by, body: whole });
  }

  ask = (by: TestCall, question: Partial<NewQuestion> = {}, product = 'p-A'): Promise<OwnQuestion> =>
    created(this.sendQuestion(by, question, product));

  answer = (by: TestCall, questionId: string, answer: Partial<NewAnswer> = {}): Promise<OwnAnswer> =>
    created(this.sendAnswer(by, questionId, answer));

  /** Asks as somebody new and publishes it. */
  async asked(question: Partial<NewQuestion> = {}, product = 'p-A'): Promise<OwnQuestion> {
    const asked = await this.ask(await this.guest(), question, product);
    await this.publish(`question:${asked.id}`);
    return asked;
  }

  /** Answers as somebody new and publishes it. */
  async answered(questionId: string, answer: Partial<NewAnswer> = {}): Promise<OwnAnswer> {
    const answered = await this.answer(await this.guest(), questionId, answer);
    await this.publish(`answer:${answered.id}`);
    return answered;
  }

  /** What somebody at the desk does. */
  async act(path: string, body: unknown): Promise<Response> {
    this.#staff ??= await this.desk('Grace');
    return this.ws.fetch(`/v1/moderation/${path}`, { ...this.#staff, method: 'PUT', body });
  }

  publish = (item: string): Promise<ModerationItem> =>
    answeredWell(this.act(`${item}/decision`, { decision: 'publish' }));
  refuse = (item: string, reason = 'offensive'): Promise<ModerationItem> =>
    answeredWell(this.act(`${item}/decision`, { decision: 'refuse', reason }));
  respond = (item: string, text: string): Promise<ModerationItem> =>
    answeredWell(this.act(`${item}/response`, { text }));
  best = (answerId: string, best = true): Promise<ModerationItem> =>
    answeredWell(this.act(`answer:${answerId}/best`, { best }));

  async queue(query = ''): Promise<Queue> {
    this.#staff ??= await this.desk('Grace');
    return this.ws.json(`/v1/moderation${query}`, this.#staff);
  }

  async log(item: string): Promise<string[]> {
    this.#staff ??= await this.desk('Grace');
    const { entries } = await this.ws.json<{ entries: ModerationEntry[] }>(
      `/v1/moderation/${item}/log`,
      this.#staff,
    );
    return entries.map(({ act }) => act);
  }

  questions = (query = '', product = 'p-A'): Promise<QuestionList> =>
    this.ws.json(`/v1/products/${product}/questions?key=${this.ws.publishable}${query}`);

  /** Ids, all pages. */
  async allQuestions(query: string, product = 'p-A'): Promise<string[]> {
    const found: Question[] = [];
    for (let cursor = ''; ;) {
      const page = await this.questions(`${query}${cursor}`, product);
      found.push(...page.questions);
      if (page.next === undefined) return found.map(({ id }) => id);
      cursor = `&cursor=${page.next}`;
    }
  }

  async similar(q: string, product = 'p-A'): Promise<string[]> {
    const path = `/v1/products/${product}/questions/similar?key=${this.ws.publishable}&q=${encodeURIComponent(q)}`;
    return (await this.ws.json<{ questions: Question[] }>(path)).questions.map(({ body }) => body);
  }

  answers = (questionId: string, query = ''): Promise<AnswerList> =>
    this.ws.json(`/v1/questions/${questionId}/answers?key=${this.ws.publishable}${query}`);

  voteOn = (by: TestCall, answerId: string, vote: 'yes' | 'no' | null): Promise<Response> =>
    this.ws.fetch(`/v1/answers/${answerId}/vote`, { ...by, method: 'PUT', body: { vote } });

  reportOn = (by: TestCall, kind: 'questions' | 'answers', id: string): Promise<Response> =>
    this.ws.fetch(`/v1/${kind}/${id}/report`, { ...by, method: 'PUT', body: { reason: 'untrue' } });

  subscribe = (by: TestCall, questionId: string, subscribed = true): Promise<Response> =>
    this.ws.fetch(`/v1/questions/${questionId}/subscription`, {
      ...by,
      method: 'PUT',
      body: { subscribed },
    });

  mine = (by: TestCall): Promise<OwnQuestions> => this.ws.json('/v1/questions/mine', by);

  /** Where a visitor's changes stand now. */
  cursor = async (by: TestCall): Promise<number> =>
    (await this.ws.json<ChangeList>('/v1/changes', by)).cursor;

  async changes(by: TestCall, after: number): Promise<Change[]> {
    return (await this.ws.json<ChangeList>(`/v1/changes?after=${after}`, by)).changes;
  }
}

async function created<T>(sent: Promise<Response>): Promise<T> {
  const response = await sent;
  assert.equal(response.status, 201, await response.clone().text());
  return (await response.json()) as T;
}

async function answeredWell<T>(sent: Promise<Response>): Promise<T> {
  const response = await sent;
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()) as T;
}
