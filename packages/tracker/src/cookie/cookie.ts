import type { Platform } from '@continuo/core';
import { COOKIE_S } from '@continuo/protocol/constants';
import { jarOf, visitIn } from './jar.ts';

/** What all hosts of the domain share: the choice, how many visitors were wiped, and the present one's visit. */
const SHARED = /^continuo:[^:]+:(consent|wipes|(\d+:)?visit)$/;
/** Stands in localStorage for a value that is in a cookie; changes with it, so that tabs of this host hear of it. */
const MARK = '@';

/**
 * A platform that keeps consent and visit in cookies of `domain`: the hosts below it ask once, see one visitor, and
 * hear of a logout. Nothing is kept earlier, or longer, than without it.
 * @param domain such as `shop.example`, without a dot in front; one that the browser refuses changes nothing
 * @param endpoint of the backend, where it is served below `domain` and its workspace names that: it then sets the
 *   anonymousId by itself, for 400 days. Cookies that a page sets end after seven days without a visit in some browsers.
 */
export function acrossSubdomains(platform: Platform, domain: string, endpoint?: string): Platform {
  if (typeof document == 'undefined') return platform;
  const { small } = platform;
  const jar = jarOf(domain);
  const listeners = new Set<(name: string) => void>();
  /** What was last seen of each name that somebody asked for. */
  const seen = new Map<string, string | null>();
  /** The visit that the backend was asked to set a cookie for. */
  let asked: string | undefined;

  function get(name: string): string | null {
    const kept = small.get(name);
    const own = kept?.startsWith(MARK) ? null : kept;
    let value = jar.get(name);
    if (own !== null && (value === null || (isCount(name) && +own > +value))) {
      // Of before there were cookies. A count only grows: a lower one would give names of somebody before to the next one.
      set(name, (value = own));
    } else if (value !== null) {
      if (isCount(name) ? own != value : own !== null) mark(name, value);
      // Some browsers end a page's cookies after a week, although the visitor comes every day.
      if (!seen.has(name) && !name.endsWith('visit')) jar.set(name, value, COOKIE_S);
    }
    // In time only what the backend set is left.
    const id = value === null && name.endsWith('visit') && jar.get(idOf(name));
    if (id) value = JSON.stringify({ a: id, t: 0 });
    seen.set(name, value);
    return value;
  }

  const mark = (name: string, value: string) => small.set(name, isCount(name) ? value : MARK + Math.random());

  function set(name: string, value: string): void {
    const before = visitIn(jar.get(name));
    const taken = jar.set(name, value, COOKIE_S);
    seen.set(name, value);
    if (!taken) return small.set(name, value);
    mark(name, value);
    const { a, s } = visitIn(value);
    if (endpoint === undefined || !a || asked == a + s) return;
    if (a == before.a && s == before.s && a == jar.get(idOf(name))) return;
    asked = a + s;
    void keepId(name, a);
  }

  function remove(name: string): void {
    for (const cookie of [name, idOf(name)]) jar.remove(cookie);
    seen.set(name, null);
    small.remove(name);
  }

  /** Asks the backend to set its cookie. */
  async function keepId(name: string, id: string): Promise<void> {
    await platform
      .fetch(`${endpoint}/v1/cookie`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ key: name.split(':')[1], anonymousId: id }),
        credentials: 'include',
      })
      // The next session asks again.
      .catch(() => {});
    // Withdrawn while it was asked: the answer must not outlive that.
    if (visitIn(jar.get(name)).a != id) jar.remove(idOf(name));
  }

  /** Another host may have written: no storage event tells. */
  function look(): void {
    const changed = [...seen].filter(([name, value]) => get(name) !== value);
    for (const [name] of changed) listeners.forEach((listener) => listener(name));
  }
  platform.on('show', look);
  (globalThis as { cookieStore?: EventTarget }).cookieStore?.addEventListener('change', look);

  const shared = (name: string) => SHARED.test(name);
  return Object.assign(Object.create(platform) as Platform, {
    small: {
      get: (name) => (shared(name) ? get(name) : small.get(name)),
      set: (name, value) => (shared(name) ? set(name, value) : small.set(name, value)),
      remove: (name) => (shared(name) ? remove(name) : small.remove(name)),
      onChange(listener) {
        listeners.add(listener);
        const end = small.onChange(listener);
        return () => {
          listeners.delete(listener);
          end();
        };
      },
    },
    async wipe(matches) {
      const names = jar.names();
      // The backend's cookie has one name for all visitors: that of the next one stays.
      const next = names.filter((name) => !matches(name)).map((name) => visitIn(jar.get(name)).a);
      for (const name of names) if (matches(name) && !next.includes(jar.get(name)!)) jar.remove(name);
      await platform.wipe(matches);
    },
  } satisfies Partial<Platform>);
}

const isCount = (name: string): boolean => name.endsWith(':wipes');

/** The name of what the backend sets beside a visit. */
const idOf = (name: string): string => name.replace(/:(\d+:)?visit$/, ':id');
