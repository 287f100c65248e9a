import { randomId, type Client, type Unsubscribe } from '@continuo/core';
import { createContext } from './context/context.ts';
import { createQueue, type Queue, type Tell } from './queue/queue.ts';
import type { AnyTracker, Diagnostics, DropReason, EventMap, Tracker, TrackerOptions } from './types.ts';
import { createVisit } from './visit/visit.ts';

/** Events that wait in memory for the visitor's choice. */
const BUFFERED = 1_000;

/**
 * The tracker of a client: there is one, however often this is called. While the visitor has not chosen, events wait
 * in memory; nothing is stored, sent or numbered until analytics is allowed.
 *
 * `Custom` names the shop's own events: `createTracker<{ 'Quiz Finished': { score: number } }>(client)`.
 */
export function createTracker<Custom extends EventMap<Custom> = object>(
  client: Client,
  { plugins = [], ...options }: TrackerOptions = {},
): Tracker<Custom> {
  const tracker = client.slot('tracker', () => make(client, options));
  plugins.forEach(tracker.use);
  return tracker;
}

function make(client: Client, { collector, campaignOf, arrival, now }: TrackerOptions): AnyTracker {
  const { consent, identity } = client;
  const prefix = randomId();
  const surroundings = createContext(client, campaignOf);
  const diagnostics = new EventTarget();
  /** Events that wait for the choice: nothing in them tells one visitor from another yet. */
  const drafts: (() => void)[] = [];
  let queue: Queue | undefined;
  let count = 0;

  const tell: Tell = (count, reason, code) => {
    if (count)
      diagnostics.dispatchEvent(
        new CustomEvent(reason ? 'drop' : 'deliver', { detail: { count, reason, code } }),
      );
  };
  const visit = createVisit(client.platform);
  /** Whether analytics may run; undefined while that is not known, or not who the visitor is. */
  const allowed = () =>
    arrival || (!consent.choice && consent.mode == 'opt-in') ? undefined : consent.allows('analytics');

  const start = () => createQueue(client, prefix, collector, tell);

  /** Forgets what is in this tab's memory. */
  function forget(reason: DropReason): Queue | undefined {
    const ended = queue;
    tell((ended?.close() ?? 0) + drafts.splice(0).length, reason);
    queue = undefined;
    return ended;
  }

  /** Does what the present choice asks for. */
  function adapt(): void {
    const may = allowed();
    if (may) {
      queue ??= start();
      drafts.splice(0).forEach((release) => release());
    } else if (may == false) {
      const ended = forget('consent');
      // What an earlier visit left is found by its mark; who never tracked has nothing to wipe.
      if (ended || visit.get())
        void (ended ?? start()).wipe().then(() => {
          if (!allowed()) visit.wipe();
        });
    }
  }

  /** @param label the name that `identify` or `alias` gives from here on */
  function take(type: string, fields: object, label?: string): void {
    const at = now?.() ?? Date.now();
    const { context, campaign } = surroundings();
    let json: string;
    try {
      json = JSON.stringify({ type, ...fields, timestamp: new Date(at).toISOString() });
    } catch {
      // A circle or a BigInt: told, not thrown into the page.
      return tell(1, 'invalid');
    }
    const add = () => {
      if (label !== undefined) visit.label(label);
      queue!.add(
        `${json.slice(0, -1)},"context":${context}${visit.stamp(at, campaign)},` +
          JSON.stringify({
            messageId: `${prefix}-${count++}`,
            userId: label ?? identity.userId ?? visit.get()?.u,
          }).slice(1),
      );
    };
    if (queue) add();
    else if (allowed() == false) tell(1, 'consent');
    else if (drafts.length < BUFFERED) drafts.push(add);
    else tell(1, 'full');
  }

  const tracker: AnyTracker = {
    track: (event: string, properties?: object) => take('track', { event, properties }),
    page: (name, properties) => take('page', { name, properties: { ...surroundings().page, ...properties } }),
    screen: (name, properties) => take('screen', { name, properties }),
    identify: (userId, traits) => take('identify', { traits }, userId),
    group: (groupId, traits) => take('group', { groupId, traits }),
    alias: (userId, previousId = identity.userId ?? visit.get()?.u) => take('alias', { previousId }, userId),
    reset() {
      // What was not stored yet has no name of its own: it would be told as the next visitor's.
      tell(drafts.splice(0).length, 'logout');
      if (visit.get()) visit.reset();
    },
    flush: async () => queue?.flush(true),
    use(plugin) {
      undo.push(plugin(tracker));
    },
    on(type, listener) {
      const heard = (event: Event) => listener((event as CustomEvent<Diagnostics[typeof type]>).detail);
      diagnostics.addEventListener(type, heard);
      return () => diagnostics.removeEventListener(type, heard);
    },
    destroy() {
      queue?.close();
      undo.forEach((end) => end?.());
    },
  };
  const undo: (Unsubscribe | void)[] = [
    consent.subscribe(adapt),
    client.onWipe(() => {
      forget('logout');
      visit.read();
      adapt();
    }),
    client.beforeLogout(tracker.flush),
    visit.close,
  ];
  void arrival?.catch(console.error).then(() => {
    arrival = undefined;
    visit.read();
    adapt();
  });
  adapt();
  return tracker;
}
