import { createClient } from '../client.ts';
import type { ClientOptions } from '../types.ts';
import { fakeFetch, type FakeBrowser, type Request } from './tabs.ts';

type Answer = (request: Request) => unknown;
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A backend that makes devices by idempotency key, as the real one does. */
export const devices = () => {
  const made = new Map<string, string>();
  return (request: Request) => {
    if (request.path !== '/v1/devices') return { userId: 'x', joined: true };
    const key = request.headers.get('Idempotency-Key')!;
    if (!made.has(key)) made.set(key, `d${made.size + 1}`);
    return { deviceId: made.get(key), token: `${made.get(key)}.mac` };
  };
};

export const open = (
  browser: FakeBrowser,
  answer: Answer,
  options: Partial<ClientOptions> = {},
  withoutLocks = false,
) => {
  const { fetch, requests } = fakeFetch(answer);
  const tab = browser.tab({ fetch, withoutLocks });
  const client = createClient({
    endpoint: 'https://api.test',
    key: 'pk_1',
    platform: tab.platform,
    ...options,
  });
  return { client, tab, requests };
};
export const small = (browser: FakeBrowser) => [...browser.storage.keys()].sort();
