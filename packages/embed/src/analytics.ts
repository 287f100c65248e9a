import type { Client } from '@continuo/core';
import type { Tracker } from '@continuo/tracker';
import type { Command, Commands } from './commands.ts';

/** Commands for the tracker. */
export type Said = Extract<Command, ['track' | 'page' | 'identify' | 'reset', ...unknown[]]>;

export interface Analytics {
  say(command: Said): void;
}

/** What the elements tell the page; the plugin that counts them listens to the same, but loads later. */
export const EVENTS = [
  'continuo-cart-added',
  'continuo-cart-removed',
  'continuo-cart-changed',
  'continuo-cart-opened',
  'continuo-checkout-started',
  'continuo-product-viewed',
  'continuo-search',
];
/** As many as a tracker would keep before consent. */
const MOST = 1000;

/**
 * Starts the tracker once analytics may run. Until then what is said and what the elements tell waits in memory, and is
 * gone with the page if the answer is no.
 */
export function createAnalytics(client: Client, linkDomains?: string): Analytics {
  const { consent } = client;
  const waiting: (() => void)[] = [];
  const relay = new EventTarget();
  let tracker: Tracker | undefined;
  let loading = false;
  /** When what is told now happened, if not now; first: when the page was seen. */
  let then: number | undefined = Date.now();
  const now = () => then ?? Date.now();

  /** As the tracker has it: while nobody has chosen things wait, and who refuses has not been seen. */
  const refused = () => !consent.allows('analytics') && (consent.choice || consent.mode != 'opt-in');

  const run = (task: () => void) => {
    const at = Date.now();
    if (tracker) task();
    else if (!refused() && waiting.length < MOST)
      waiting.push(() => {
        then = at;
        task();
      });
  };
  for (const name of EVENTS)
    document.addEventListener(name, (event) => {
      const { type, detail } = event as CustomEvent<unknown>;
      run(() => relay.dispatchEvent(new CustomEvent(type, { detail })));
    });

  // Loaded at once: what a link brought must not stay in the address.
  const arrival =
    linkDomains === undefined
      ? linkDomains
      : import('./domains.ts').then(
          ({ linked }) => linked(client, linkDomains),
          () => {}, // The browser says what failed. Who came by a link has a visit of their own.
        );

  const fetched = () => import('./tracking.ts');
  // Who comes near the banner may leave right after the answer. To fetch the tracker starts nothing and stores nothing.
  for (const type of ['pointerover', 'focusin'])
    document.addEventListener(type, ({ target }) => {
      if ((target as Element).localName === 'continuo-consent')
        fetched().catch(() => {
          // Tried again, and told, when it is needed.
        });
    });

  const start = () => {
    if (refused()) {
      waiting.length = 0;
      then = undefined;
    }
    if (tracker || loading || !consent.allows('analytics')) return;
    loading = true;
    fetched().then(
      ({ startTracker }) => {
        tracker = startTracker(client, relay, now, arrival);
        waiting.splice(0).forEach((task) => task());
        then = undefined;
      },
      (cause: unknown) => {
        loading = false;
        console.warn('continuo: the tracker could not be loaded', cause);
        addEventListener('online', start, { once: true });
      },
    );
  };
  start();
  consent.subscribe(start);

  return {
    say: (command) => run(() => say(tracker!, command)),
  };
}

function say(tracker: Tracker, [name, ...args]: Said): void {
  // The page's own words: any event name is allowed here, which the typed interface of the tracker is stricter about.
  const loose = tracker as unknown as { [Name in Said[0]]: (...args: Commands[Name]) => void };
  (loose[name] as (...args: unknown[]) => void).call(tracker, ...args);
}
