import type { Client, ContinuoErrorLike } from '@continuo/core';
import { atom, onMount, type WritableAtom } from 'nanostores';
import { failed, keepFresh, type Loaded } from './loaded.ts';

/** How a list is asked for and what is made of the answers. */
export interface PagedOptions<Query, Answer, Item, Page> {
  path: string;
  /** What is wanted when nothing was chosen. */
  all: Query;
  /** What is not asked for is left out of the address, so that it is the same for all who ask for everything. */
  asked(query: Query): Record<string, string | undefined>;
  items(answer: Answer): readonly Item[];
  /** An item as this visitor sees it. */
  seen(item: Item): Item;
  /** What is shown. Of several answers, the last; what only the first one had stays. */
  page(items: readonly Item[], answer: Answer): Page;
}

export interface Paged<Query, Item, Page> {
  readonly $list: WritableAtom<Loaded<Page>>;
  readonly $query: WritableAtom<Query>;
  readonly $busy: WritableAtom<boolean>;
  /** Asks for others; as they were, nothing happens. */
  set(change: Partial<Query>): void;
  /** Adds the next ones and gives the first of them. */
  more(): Promise<Item | undefined>;
  refresh(): Promise<void>;
  /** Changes items that are there; without a change, what this visitor sees of them is looked at anew. */
  edit(change?: (item: Item) => Item): void;
}

/** Something published about a product, page by page, under a query that can be changed. */
export const createPaged = <
  Query extends object,
  Answer extends { next?: string | undefined },
  Item extends { id: string },
  Page,
>(
  client: Client,
  { path, all, asked, items, seen, page }: PagedOptions<Query, Answer, Item, Page>,
): Paged<Query, Item, Page> => {
  const $list = atom<Loaded<Page>>({ phase: 'loading' });
  const $query = atom(all);
  const $busy = atom(false);
  /** The answer to an earlier question comes too late. */
  let asking: AbortController | undefined;
  let there: readonly Item[] = [];
  /** What is there is the answer to this. */
  let last: { query: Query; answer: Answer; extended: boolean } | undefined;
  let extending: Promise<Item | undefined> | undefined;
  let mounted = false;

  const ask = async (cursor?: string): Promise<Item | undefined> => {
    const query = $query.get();
    asking?.abort();
    const mine = (asking = new AbortController());
    $busy.set(true);
    try {
      const answer = await client.request<Answer>(path, {
        query: { ...asked(query), cursor },
        signal: mine.signal,
      });
      if (mine !== asking) return undefined;
      const before = cursor ? there : [];
      const known = new Set(before.map(({ id }) => id));
      const added = items(answer).filter(({ id }) => !known.has(id));
      there = [...before, ...added];
      last = {
        query,
        answer: cursor ? { ...last?.answer, next: undefined, ...answer } : answer,
        extended: !!cursor,
      };
      $list.set({ phase: there.length ? 'ready' : 'empty', data: page(there.map(seen), last.answer) });
      return added[0];
    } catch (cause) {
      const error = cause as ContinuoErrorLike; // request() rejects with nothing else
      if (mine === asking)
        $list.set(error.status === 404 ? { phase: 'empty', error } : failed($list.get(), error));
      return undefined;
    } finally {
      if (mine === asking) $busy.set(false);
    }
  };
  const isCurrent = () => last?.query === $query.get();
  const extend = async () => (last?.answer.next && isCurrent() ? ask(last.answer.next) : undefined);

  keepFresh(client, $list, () => {
    // Who has read on does not want to be put back to the first page.
    if (last?.extended && isCurrent()) $list.set({ ...$list.get(), error: undefined });
    else void ask();
  });
  onMount($list, () => {
    mounted = true;
    return () => {
      mounted = false;
    };
  });

  return {
    $list,
    $query,
    $busy,
    set(change) {
      const next = { ...$query.get(), ...change };
      if (JSON.stringify(next) === JSON.stringify($query.get())) return;
      $query.set(next);
      if (mounted) void ask();
      // Asked when somebody looks.
      else $list.set({ phase: 'loading' });
    },
    more: () => (extending ??= extend().finally(() => (extending = undefined))),
    refresh: async () => void (await ask()),
    edit(change = (item) => item) {
      there = there.map(change);
      const loaded = $list.get();
      if (loaded.data && last) $list.set({ ...loaded, data: page(there.map(seen), last.answer) });
    },
  };
};
