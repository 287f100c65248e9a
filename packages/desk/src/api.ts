import type {
  ModerationItem,
  Person,
  PersonSummary,
  RefusalReason,
  ResponseOf,
  StaffSession,
  TimelineEntry,
  moderationRoutes,
} from '@continuo/protocol';

/** What a moderator decides. */
export type Decision = { decision: 'publish' } | { decision: 'refuse'; reason: RefusalReason };
export type ModerationPage = ResponseOf<typeof moderationRoutes.list>;
export type ModerationLog = ResponseOf<typeof moderationRoutes.log>;

/** An answer that was not a success. `code` is the protocol's, or `net/failed` where there was no answer. */
export class DeskError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number, detail?: string) {
    super(detail ?? code);
    this.code = code;
    this.status = status;
  }
}

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/v1${path}`, {
      credentials: 'same-origin',
      ...init,
      headers: init.body ? { 'content-type': 'application/json' } : {},
    });
  } catch {
    throw new DeskError('net/failed', 0);
  }
  if (response.status === 204) return undefined as T;
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    // A proxy or a sleeping host answered instead of the backend.
    throw new DeskError('net/not-json', response.status);
  }
  if (response.ok) return body as T;
  const { code, detail } = body as { code?: string; detail?: string };
  throw new DeskError(code ?? 'net/failed', response.status, detail);
}

const put = <T>(path: string, body: unknown): Promise<T> =>
  call<T>(path, { method: 'PUT', body: JSON.stringify(body) });

const query = (values: Record<string, string | undefined>): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) search.set(name, value);
  return search.size ? `?${search}` : '';
};

/** The routes of the desk. All are under the staff session: an HttpOnly cookie that this code never sees. */
export const api = {
  session: () => call<StaffSession>('/staff/session'),
  login: (email: string, password: string) =>
    call<StaffSession>('/staff/session', { method: 'POST', body: JSON.stringify({ email, password }) }),
  logout: () => call<void>('/staff/session', { method: 'DELETE' }),
  persons: (values: { q?: string; kind?: string; cursor?: string }) =>
    call<{ persons: PersonSummary[]; next?: string }>(`/persons${query(values)}`),
  person: (id: string) => call<Person>(`/persons/${encodeURIComponent(id)}`),
  timeline: (id: string, cursor?: string) =>
    call<{ entries: TimelineEntry[]; next?: string }>(
      `/persons/${encodeURIComponent(id)}/timeline${query({ cursor })}`,
    ),
  moderation: (values: {
    state?: string;
    kind?: string;
    flag?: string;
    stars?: string;
    q?: string;
    cursor?: string;
  }) => call<ModerationPage>(`/moderation${query(values)}`),
  moderationLog: (id: string) => call<ModerationLog>(`/moderation/${encodeURIComponent(id)}/log`),
  decide: (id: string, decision: Decision) =>
    put<ModerationItem>(`/moderation/${encodeURIComponent(id)}/decision`, decision),
  respond: (id: string, text: string) =>
    put<ModerationItem>(`/moderation/${encodeURIComponent(id)}/response`, { text }),
  mark: (id: string, badge: 'incentivised' | 'featured', is: boolean) =>
    put<ModerationItem>(`/moderation/${encodeURIComponent(id)}/${badge}`, { [badge]: is }),
  markBest: (id: string, best: boolean) =>
    put<ModerationItem>(`/moderation/${encodeURIComponent(id)}/best`, { best }),
};

/**
 * Follows what is new of one person. The browser's EventSource resumes by itself with the last cursor; `onChange` is
 * also called after a reset, since everything may be new then.
 * @returns a function that stops
 */
export function follow(personId: string, onChange: () => void, onState: (live: boolean) => void): () => void {
  const source = new EventSource(`/v1/live?person=${encodeURIComponent(personId)}`);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const changed = (): void => {
    // A batch of events is many changes at once: one fetch shows them all.
    waiting ??= setTimeout(() => {
      waiting = undefined;
      onChange();
    }, 150);
  };
  source.addEventListener('ready', () => onState(true));
  source.addEventListener('change', changed);
  source.addEventListener('message', changed);
  source.addEventListener('reset', changed);
  source.addEventListener('error', () => onState(false));
  return () => {
    clearTimeout(waiting);
    source.close();
  };
}
