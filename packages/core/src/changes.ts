import type { Change } from '@continuo/protocol';
import { lazy } from './lazy.ts';
import type { Changes, Client, Unsubscribe } from './types.ts';
import { enter } from './util.ts';

/** One listener to changes. */
export interface Listener {
  kind: string;
  listener(change: Change): void;
  onReset(): void;
}

/** Loads the stream, a chunk of its own, when there are listeners and somebody whose changes they are. */
export const createChanges = (client: Client, ends: Unsubscribe[]): Changes => {
  const { identity, platform } = client;
  const listeners = new Set<Listener>();
  let running: boolean | undefined;
  const live = lazy(platform, async () => (await import('./live.ts')).createLive(client, listeners));

  const check = () => {
    running ||= !!listeners.size && !!(identity.device || identity.userId);
    // Where the chunk cannot be had, the next of the events below tries again.
    if (running)
      live().then(
        (its) => its.check(),
        () => {},
      );
  };
  ends.push(identity.subscribe(check), platform.on('online', check), platform.on('show', check), () => {
    listeners.clear();
    check();
  });

  return {
    on(kind, listener, onReset) {
      const leave = enter(listeners, { kind, listener, onReset });
      check();
      // Who the customer is may not be known yet. Should that fail, the guest's changes come until it is.
      identity.token().catch(() => {});
      return () => {
        leave();
        check();
      };
    },
  };
};
