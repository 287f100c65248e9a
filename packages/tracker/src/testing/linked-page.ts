import { createClient, memoryPlatform, type Client, type ClientOptions } from '@continuo/core';

export const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';
export const OTHER = 'https://checkout.example';
export const settle = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));

interface Call {
  path: string;
  body: Record<string, unknown>;
}
export interface World {
  client: Client;
  calls: Call[];
  visit(): { a?: string; s?: string } | undefined;
}
let made = 0;

/** A page with a client of its own, and a backend that answers what `answers` says. */
export function open(
  answers: Record<string, () => Response | Promise<Response>> = {},
  {
    agreed = true,
    visit = agreed,
    ...options
  }: Partial<ClientOptions> & { agreed?: boolean; visit?: boolean } = {},
): World {
  const calls: Call[] = [];
  const platform = {
    ...memoryPlatform(),
    fetch: async (url: RequestInfo | URL, init?: RequestInit) => {
      const path = (url as string).replace('https://api.test', '');
      calls.push({ path, body: JSON.parse((init?.body ?? '{}') as string) as Call['body'] });
      const answer = answers[path];
      if (answer) return answer();
      if (path === '/v1/links') return Response.json({ link: TOKEN }, { status: 201 });
      if (path === '/v1/links/claim')
        return Response.json({
          anonymousId: 'theirs',
          sessionId: 'session',
          campaign: { source: 'letter' },
        });
      return Response.json({ success: true, rejected: [] });
    },
  };
  const key = `pk_${made++}`;
  const client = createClient({ endpoint: 'https://api.test', key, platform, ...options });
  if (agreed) client.consent.choose({ analytics: true }, 'test');
  if (visit) client.platform.small.set('visit', '{"a":"mine","s":"s1","t":1,"c":"{\\"source\\":\\"ad\\"}"}');
  return {
    client,
    calls,
    visit: () => JSON.parse(client.platform.small.get('visit') ?? 'null') as { a: string } | undefined,
  };
}

/** Leaves the test page after each test as it was, and ends what `signal` was given to; `end` does that earlier. */
export function cleanPage(): { readonly signal: AbortSignal; end(): void } {
  const home = location.href;
  let stop = new AbortController();
  // The code that speaks to the backend is loaded with the first request: not while a test waits.
  before(() => open().client.request('/v1/links', { body: {} }));
  const end = () => {
    stop.abort();
    stop = new AbortController();
  };
  afterEach(() => {
    end();
    document.querySelectorAll('.here').forEach((element) => element.remove());
    history.replaceState(null, '', home);
    delete (document as { referrer?: string }).referrer;
  });
  return {
    get signal() {
      return stop.signal;
    },
    end,
  };
}
