import { http, HttpResponse, type HttpHandler } from 'msw';
import type {
  Answer,
  ModerationEntry,
  ModerationItem,
  OwnAnswer,
  OwnQuestion,
  OwnReview,
  RefusalReason,
  StaffSession,
} from '@continuo/protocol';
import { titleOf } from '../moderation/describe.ts';
import { en } from '../words/en.ts';

export const at = '2026-03-10T12:00:00.000Z';

export const session: StaffSession = {
  staffId: 's1',
  name: 'Agent',
  email: 'agent@shop.example',
  role: 'agent',
  workspace: 'demo',
  workspaceName: 'Teaware',
  expires: at,
};

type Item<Kind extends ModerationItem['kind']> = Extract<ModerationItem, { kind: Kind }>;

/** A review that waits, as the desk gets it. */
export const waiting = (
  id: string,
  title: string,
  more: Partial<Omit<Item<'review'>, 'review'>> & { review?: Partial<OwnReview> } = {},
): Item<'review'> => {
  const { review, ...rest } = more;
  return {
    id,
    kind: 'review',
    state: 'pending',
    productTitle: 'Shiboridashi',
    flags: [],
    reports: 0,
    ...rest,
    review: {
      id,
      productId: 'p1',
      rating: 4,
      title,
      body: 'It pours without a drop.',
      locale: 'en',
      author: 'Ada',
      at,
      ratings: [],
      attributes: [],
      badges: [],
      media: [],
      helpful: { yes: 0, no: 0 },
      state: rest.state ?? 'pending',
      ...review,
    },
  };
};

/** A question that waits. */
export const asking = (
  id: string,
  body: string,
  more: Partial<Omit<Item<'question'>, 'question'>> & { question?: Partial<OwnQuestion> } = {},
): Item<'question'> => {
  const { question, ...rest } = more;
  const text = { productId: 'p1', body, locale: 'en', author: 'Ada', at };
  return {
    ...{ id: `question:${id}`, kind: 'question', state: 'pending' },
    ...{ productTitle: 'Shiboridashi', flags: [], reports: 0 },
    ...rest,
    question: { id, ...text, answerCount: 0, answers: [], state: rest.state ?? 'pending', ...question },
  };
};

const answerWith = (id: string, body: string, more: Partial<Answer> = {}): Answer => ({
  ...{ id, questionId: 'q1', productId: 'p1', body, locale: 'en', author: 'Ben', at },
  ...{ brand: false, best: false, helpful: { yes: 0, no: 0 } },
  ...more,
});

/** An answer that waits. */
export const answering = (
  id: string,
  body: string,
  more: Partial<Omit<Item<'answer'>, 'answer'>> & { answer?: Partial<OwnAnswer> } = {},
): Item<'answer'> => {
  const { answer, ...rest } = more;
  return {
    ...{ id: `answer:${id}`, kind: 'answer', state: 'pending' },
    ...{ productTitle: 'Shiboridashi', flags: [], reports: 0 },
    question: { id: 'question:q1', body: 'Does it leak?', locale: 'en' },
    ...rest,
    answer: { ...answerWith(id, body), state: rest.state ?? 'pending', ...answer },
  };
};

/** An item after a decision. */
function decided(
  item: ModerationItem,
  state: 'published' | 'refused',
  reason?: RefusalReason,
): ModerationItem {
  const now = { state, reason };
  const common = { state, reports: 0 };
  if (item.kind === 'review') return { ...item, ...common, review: without({ ...item.review, ...now }) };
  if (item.kind === 'question')
    return { ...item, ...common, question: without({ ...item.question, ...now }) };
  return { ...item, ...common, answer: without({ ...item.answer, ...now }) };
}

/** As it comes over the wire: without what is undefined. */
const without = <T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** An item with the merchant's answer. */
function responded(item: ModerationItem, text: string): ModerationItem {
  if (item.kind === 'review')
    return {
      ...item,
      review: without({
        ...item.review,
        response: text ? { text, author: 'Teaware', at } : undefined,
      }),
    };
  if (item.kind === 'answer') return item;
  const others = item.question.answers.filter(({ brand }) => !brand);
  const answers = [...(text ? [answerWith('b', text, { brand: true })] : []), ...others];
  const asked = text ? (decided(item, 'published') as Item<'question'>) : item;
  return { ...asked, question: { ...asked.question, answers, answerCount: answers.length } };
}

/** The moderation of a backend in memory, with what a test wants to see or to disturb. */
export class FakeModeration {
  items: ModerationItem[];
  readonly logs = new Map<string, ModerationEntry[]>();
  /** Decisions that arrived, as `id decision reason`. */
  readonly arrived: string[] = [];
  readonly queries: URLSearchParams[] = [];
  /** Answers the next writes instead of this backend. */
  instead: (() => Response | Promise<Response>) | undefined;
  /** Items a page. */
  page = 20;

  constructor(items: ModerationItem[]) {
    this.items = items;
  }

  item(id: string): ModerationItem {
    return this.items.find((item) => item.id === id)!;
  }

  /** Somebody decides, by default somebody else. */
  decide(id: string, state: 'published' | 'refused', reason?: RefusalReason, by = 'Another'): ModerationItem {
    const item = decided(this.item(id), state, reason);
    this.items = this.items.map((old) => (old.id === id ? item : old));
    this.logs.set(id, [...(this.logs.get(id) ?? []), { at, by, act: state, ...(reason && { reason }) }]);
    return item;
  }

  get handlers(): HttpHandler[] {
    const unknown = () => HttpResponse.json({ code: 'moderation/unknown' }, { status: 404 });
    return [
      http.get('/v1/staff/session', () => HttpResponse.json(session)),
      http.post('/v1/staff/session', () => HttpResponse.json(session)),
      http.delete('/v1/staff/session', () => new HttpResponse(null, { status: 204 })),
      http.get('/v1/persons', () => HttpResponse.json({ persons: [] })),
      http.get('/v1/persons/*', unknown),
      http.get('/v1/live', () => new HttpResponse(null, { status: 204 })),
      http.get('/v1/moderation', ({ request }) => {
        const { searchParams: query } = new URL(request.url);
        this.queries.push(query);
        const state = query.get('state') ?? 'pending';
        const inTab = (item: ModerationItem, tab: string): boolean =>
          tab === 'reported' ? item.state === 'published' && item.reports > 0 : item.state === tab;
        const found = this.items
          .filter((item) => inTab(item, state))
          .filter((item) => !query.get('flag') || item.flags.some((flag) => flag === query.get('flag')))
          .filter((item) => !query.get('kind') || item.kind === query.get('kind'))
          .filter(
            (item) =>
              !query.get('stars') ||
              (item.kind === 'review' && query.get('stars')!.includes(String(item.review.rating))),
          )
          .filter((item) => titleOf(item, en).includes(query.get('q') ?? ''));
        const from = Number(query.get('cursor') ?? 0);
        const to = from + this.page;
        return HttpResponse.json({
          items: found.slice(from, to),
          ...(to < found.length ? { next: String(to) } : {}),
          counts: {
            pending: this.items.filter((item) => inTab(item, 'pending')).length,
            reported: this.items.filter((item) => inTab(item, 'reported')).length,
          },
        });
      }),
      http.get('/v1/moderation/:id/log', ({ params }) => {
        const id = params['id'] as string;
        const item = this.items.find((one) => one.id === id);
        return item ? HttpResponse.json({ item, entries: this.logs.get(id) ?? [] }) : unknown();
      }),
      http.put('/v1/moderation/:id/decision', async ({ params, request }) => {
        const id = params['id'] as string;
        const { decision, reason } = (await request.json()) as { decision: string; reason?: RefusalReason };
        this.arrived.push([id, decision, reason].filter(Boolean).join(' '));
        if (this.instead) return this.instead();
        if (!this.items.some((one) => one.id === id)) return unknown();
        const state = decision === 'publish' ? 'published' : 'refused';
        return HttpResponse.json(this.decide(id, state, reason, session.name));
      }),
      http.put('/v1/moderation/:id/response', async ({ params, request }) => {
        const id = params['id'] as string;
        const { text } = (await request.json()) as { text: string };
        if (this.instead) return this.instead();
        const item = responded(this.item(id), text);
        this.items = this.items.map((old) => (old.id === id ? item : old));
        this.logs.set(id, [...(this.logs.get(id) ?? []), { at, by: session.name, act: 'responded' }]);
        return HttpResponse.json(item);
      }),
      ...(['incentivised', 'featured'] as const).map((badge) =>
        http.put(`/v1/moderation/:id/${badge}`, async ({ params, request }) => {
          const id = params['id'] as string;
          const is = ((await request.json()) as Record<string, boolean>)[badge]!;
          this.arrived.push(`${id} ${is ? badge : `not ${badge}`}`);
          if (this.instead) return this.instead();
          this.items = this.items.map((item) => {
            if (item.kind !== 'review' || item.id !== id) return item;
            const others = item.review.badges.filter((one) => one !== badge);
            return { ...item, review: { ...item.review, badges: [...others, ...(is ? [badge] : [])] } };
          });
          const act = `${is ? 'marked' : 'unmarked'}-${badge}` as const;
          this.logs.set(id, [...(this.logs.get(id) ?? []), { at, by: session.name, act }]);
          return HttpResponse.json(this.item(id));
        }),
      ),
      http.put('/v1/moderation/:id/best', async ({ params, request }) => {
        const id = params['id'] as string;
        const { best } = (await request.json()) as { best: boolean };
        this.arrived.push(`${id} ${best ? 'best' : 'not best'}`);
        if (this.instead) return this.instead();
        this.items = this.items.map((item) =>
          item.kind === 'answer'
            ? { ...item, answer: { ...item.answer, best: item.id === id && best } }
            : item,
        );
        return HttpResponse.json(this.item(id));
      }),
    ];
  }
}
