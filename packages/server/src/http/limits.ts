import { isIPv6 } from 'node:net';
import type { Route } from '@continuo/protocol';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { problem } from './problem.ts';

/** Requests a minute of one address and key; each node counts for itself. */
export interface RateLimits {
  /** Reads. Default 3,000. */
  reads: number;
  /** Writes. Default 1,500. */
  writes: number;
  /** Requests that bring events. Default 3,000. */
  collect: number;
  /** New devices. Default 300. */
  devices: number;
  /** Megabytes of photos and videos in an hour. Default 2,000. */
  uploads: number;
  /** Reviews that are translated anew, in ten minutes: a translator costs. Default 300. */
  translations: number;
  /** Digests of reviews that are made anew, in ten minutes. Default 60. */
  digests: number;
  /** Tries to log in, per address and per account, in ten minutes. Default 20. */
  logins: number;
}
export const RATE_LIMITS: RateLimits = {
  reads: 3_000,
  writes: 1_500,
  collect: 3_000,
  devices: 300,
  uploads: 2_000,
  translations: 300,
  digests: 60,
  logins: 20,
};

/** Seconds that are counted together, where it is no minute. */
const DURATIONS: Partial<Record<keyof RateLimits, number>> = {
  logins: 600,
  translations: 600,
  digests: 600,
  uploads: 3_600,
};

/** IPv6 callers own at least a /64. */
export function prefixOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((g) => g.padStart(4, '0'))
    .join(':');
}

const classOf = (route: Route): keyof RateLimits =>
  route.id === 'identity.createDevice'
    ? 'devices'
    : route.id.startsWith('collect.')
      ? 'collect'
      : route.method === 'GET'
        ? 'reads'
        : 'writes';

export type Limiter = ReturnType<typeof createLimiter>;

/** Counts requests; throws `request/rate-limited` with `Retry-After`. */
export function createLimiter(limits: Partial<RateLimits> = {}) {
  const points = { ...RATE_LIMITS, ...limits };
  const limiters = Object.fromEntries(
    Object.entries(points).map(([name, count]) => [
      name,
      new RateLimiterMemory({
        keyPrefix: name,
        points: count,
        duration: DURATIONS[name as keyof RateLimits] ?? 60,
      }),
    ]),
  ) as Record<keyof RateLimits, RateLimiterMemory>;

  /** Milliseconds until there is one again, where there is none left; else takes it. */
  async function take(kind: keyof RateLimits, key: string, points = 1): Promise<number | undefined> {
    try {
      await limiters[kind].consume(key, points);
      return undefined;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return error.msBeforeNext;
    }
  }
  async function consume(kind: keyof RateLimits, key: string, points = 1): Promise<void> {
    const wait = await take(kind, key, points);
    if (wait === undefined) return;
    const seconds = Math.max(1, Math.ceil(wait / 1000));
    throw problem('request/rate-limited', {
      detail: `Too many requests; try again in ${seconds} s`,
      headers: { 'Retry-After': String(seconds) },
    });
  }
  return {
    request: (route: Route, ip: string, ws: number | undefined) =>
      consume(classOf(route), `${ws ?? '-'} ${prefixOf(ip)}`),
    upload: (ip: string, ws: number, bytes: number) =>
      consume('uploads', `${ws} ${prefixOf(ip)}`, Math.ceil(bytes / 1e6)),
    translation: (ip: string, ws: number) => consume('translations', `${ws} ${prefixOf(ip)}`),
    /** Whether there is one left; nobody is refused for what is made beside their request. */
    digest: async (ip: string, ws: number) => (await take('digests', `${ws} ${prefixOf(ip)}`)) === undefined,
    login: async (ip: string, account: string) => {
      await consume('logins', `ip ${prefixOf(ip)}`);
      await consume('logins', `account ${account}`);
    },
  };
}
