import { createChanges } from './changes.ts';
import { CONSENT, createConsent } from './consent.ts';
import { mistake } from './errors.ts';
import { createIdentity } from './identity/identity.ts';
import { ofVisit, WIPES, type Visitor } from './identity/visitor.ts';
import { lazy } from './lazy.ts';
import { memoryPlatform } from './platform/platform.ts';
import type { Client, ClientOptions, Platform, Unsubscribe } from './types.ts';
import { enter } from './util.ts';

/** The same surroundings with every name made one client's own, and, but for the browser's, one visitor's. */
const scoped = (platform: Platform, prefix: string, visitor: Visitor): Platform => {
  const { small } = platform;
  const full = (name: string) => prefix + (name === CONSENT || name === WIPES ? '' : ofVisit(visitor)) + name;
  return Object.assign(Object.create(platform) as Platform, {
    small: {
      get: (name) => small.get(full(name)),
      set: (name, value) => small.set(full(name), value),
      remove: (name) => small.remove(full(name)),
      onChange: (listener) =>
        small.onChange((name) => listener(name.replace(prefix, '').replace(ofVisit(visitor), ''))),
    },
    records: (name) => platform.records(full(name)),
    wipe: (matches) => platform.wipe((name) => name.startsWith(prefix) && matches(name.slice(prefix.length))),
    lock: (name, fn) => platform.lock(prefix + name, fn),
    channel: (name, onMessage) => platform.channel(prefix + name, onMessage),
  } satisfies Partial<Platform>);
};

/** Options with their defaults. `api.example.com/` → `https://api.example.com`; a path stays on the page's own origin. */
export const settle = (given: ClientOptions): Client['options'] => ({
  channel: 'web',
  ...given,
  endpoint: given.endpoint
    .trim()
    .replace(/\/+$/, '')
    .replace(/^(?!https?:|\/|$)/i, 'https://'),
});

/** The object that all else takes as first argument. */
export const createClient = (given: ClientOptions): Client => {
  const options = settle(given);
  const { key } = options;
  if (!/^(?!sk_)./.test(key)) mistake('`key` must be publishable');
  const around = options.platform ?? memoryPlatform();
  const prefix = `continuo:${key}:`;
  const visitor: Visitor = { visit: +around.small.get(prefix + WIPES)! };
  const platform = scoped(around, prefix, visitor);
  const slots = Object.create(null) as Record<string, unknown>;
  const tasks = new Set<() => Promise<void>>();
  const ends: Unsubscribe[] = [];

  const transport = lazy(platform, async () =>
    (await import('./transport.ts')).createRequest(options, platform, identity),
  );
  const request: Client['request'] = async (...args) => (await transport())(...args);
  const consent = createConsent(options, platform, ends);
  const identity = createIdentity(options, platform, request, ends, visitor);
  const client: Omit<Client, 'changes'> & { changes?: Client['changes'] } = {
    options,
    platform,
    consent,
    identity,
    request,
    login: identity.login,
    logout: () => identity.logout(tasks),
    beforeLogout: (task) => enter(tasks, task),
    onWipe: identity.onWipe,
    slot: <T>(name: string, make: () => T) => (slots[name] ??= make()) as T,
    destroy: () => ends.forEach((end) => end()),
  };
  client.changes = createChanges(client as Client, ends);
  return client as Client;
};
