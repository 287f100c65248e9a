import { http, HttpResponse, type HttpHandler } from 'msw';
import type {
  ModerationEntry,
  ModerationItem,
  OwnReview,
  RefusalReason,
  StaffSession,
} from '@continuo/protocol';

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

/** A review that waits, as the desk gets it. */
export const waiting = (
  id: string,
  title: string,
  more: Partial<Omit<ModerationItem, 'review'>> & { review?: Partial<OwnReview> } = {},
): ModerationItem => {
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
    const { reason: _, ...review } = this.item(id).review;
    const item: ModerationItem = {
      ...this.item(id),
      state,
      reports: 0,
      review: { ...review, state, ...(reason && { reason }) },
    };
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
          .filter((item) => !query.get('stars') || query.get('stars')!.includes(String(item.review.rating)))
          .filter((item) => item.review.title.includes(query.get('q') ?? ''));
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
        const { response: _, ...review } = this.item(id).review;
        const item: ModerationItem = {
          ...this.item(id),
          review: { ...review, ...(text && { response: { text, author: 'Teaware', at } }) },
        };
        this.items = this.items.map((old) => (old.id === id ? item : old));
        this.logs.set(id, [...(this.logs.get(id) ?? []), { at, by: session.name, act: 'responded' }]);
        return HttpResponse.json(item);
      }),
    ];
  }
}
