import type { Plugin } from '../types.ts';

/**
 * A page event now and whenever the address changes without a new page: pushState, replaceState, back, forward. A
 * changed fragment alone is no new page.
 */
export const pageViews = (): Plugin => (tracker) => {
  if (typeof document == 'undefined') return;
  let last: string | undefined;
  const look = () => {
    const { pathname, search } = location;
    if (last === pathname + search) return;
    last = pathname + search;
    tracker.page();
  };
  /** After this task: frameworks set the title once the address has changed. */
  const soon = () => void setTimeout(look);
  const wrapped = (['pushState', 'replaceState'] as const).map((name) => {
    const original = history[name];
    const own: History['pushState'] = function (this: History, ...args) {
      original.apply(this, args);
      soon();
    };
    history[name] = own;
    return () => {
      // Somebody wrapped ours in turn: what is theirs stays, and ours only passes on.
      if (history[name] === own) history[name] = original;
    };
  });
  const returned = (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    last = undefined;
    look();
  };
  addEventListener('popstate', soon);
  addEventListener('pageshow', returned);
  look();
  return () => {
    last = undefined;
    wrapped.forEach((unwrap) => unwrap());
    removeEventListener('popstate', soon);
    removeEventListener('pageshow', returned);
  };
};
