import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { Review, ReviewList } from '@continuo/protocol';
import { atom, onMount, type WritableAtom } from 'nanostores';
import { failed, keepFresh, type Loaded } from '../loaded.ts';
import type { ReviewAttribute, ReviewFilters, ReviewPage, Reviews } from './types.ts';

/** What a list shows when nothing was chosen. */
export const NO_FILTERS: ReviewFilters = {
  stars: [],
  verified: false,
  media: false,
  locale: '',
  attributes: [],
  topics: [],
  q: '',
  sort: 'helpful',
  like: [],
};

/** Whether fewer than all reviews are wanted; the order alone leaves none out. */
export const narrows = ({ stars, verified, media, locale, attributes, topics, q }: ReviewFilters): boolean =>
  stars.length + attributes.length + topics.length > 0 || verified || media || locale !== '' || q !== '';

/** What is not asked for is left out of the address, so that it is the same for all who ask for everything. */
const queryOf = ({ stars, verified, media, locale, attributes, topics, q, sort, like }: ReviewFilters) => {
  const pairs = (list: readonly ReviewAttribute[]) =>
    list.map(({ name, value }) => `${name}:${value}`).join() || undefined;
  return {
    stars: [...stars].sort().join() || undefined,
    verified: verified ? 'true' : undefined,
    media: media ? 'true' : undefined,
    // Undefined keeps the client's own language out too: reviews of all languages are wanted.
    locale: locale || undefined,
    attributes: pairs(attributes),
    like: pairs(like),
    topics: [...topics].sort().join() || undefined,
    q: q.trim() || undefined,
    sort: sort === NO_FILTERS.sort ? undefined : sort,
  };
};

export interface List extends Pick<Reviews, '$filters' | '$busy' | 'setFilters' | 'showMore' | 'refresh'> {
  readonly $list: WritableAtom<Loaded<ReviewPage>>;
}

/** The published reviews of a product as the backend gives them. */
export const createList = (client: Client, productId: string): List => {
  const $list = atom<Loaded<ReviewPage>>({ phase: 'loading' });
  const $filters = atom(NO_FILTERS);
  const $busy = atom(false);
  /** Counts questions: the answer to an earlier one comes too late. */
  let turn = 0;
  let asking: AbortController | undefined;
  /** What the shown reviews are the answer to. */
  let shown: { filters: ReviewFilters; next: string | undefined; extended: boolean } | undefined;
  let extending: Promise<Review | undefined> | undefined;
  let mounted = false;

  const ask = async <T>(
    filters: ReviewFilters,
    cursor: string | undefined,
    take: (list: ReviewList) => T,
  ): Promise<T | undefined> => {
    const mine = ++turn;
    asking?.abort();
    asking = new AbortController();
    $busy.set(true);
    try {
      const list = await client.request<ReviewList>(`/v1/products/${encodeURIComponent(productId)}/reviews`, {
        query: { ...queryOf(filters), cursor },
        signal: asking.signal,
      });
      if (mine !== turn) return undefined;
      shown = { filters, next: list.next, extended: !!cursor };
      return take(list);
    } catch (cause) {
      const error = cause as ContinuoErrorLike; // request() rejects with nothing else
      if (mine === turn)
        $list.set(error.status === 404 ? { phase: 'empty', error } : failed($list.get(), error));
      return undefined;
    } finally {
      if (mine === turn) $busy.set(false);
    }
  };
  const show = (reviews: readonly Review[], { total, next, highlights }: ReviewList) =>
    $list.set({
      phase: reviews.length ? 'ready' : 'empty',
      data: { reviews, total, more: !!next, ...(highlights && { highlights }) },
    });

  const refresh = () => ask($filters.get(), undefined, (list) => show(list.reviews, list));
  const extend = (): Promise<Review | undefined> => {
    if (!shown?.next || shown.filters !== $filters.get()) return Promise.resolve(undefined);
    return ask(shown.filters, shown.next, (list) => {
      const before = $list.get().data?.reviews ?? [];
      const known = new Set(before.map(({ id }) => id));
      const added = list.reviews.filter(({ id }) => !known.has(id));
      const { highlights } = $list.get().data ?? {};
      show([...before, ...added], { ...list, ...(highlights && { highlights }) });
      return added[0];
    });
  };

  keepFresh(client, $list, () => {
    // Who has read on does not want to be put back to the first page.
    if (shown?.extended && shown.filters === $filters.get()) {
      const { phase, data } = $list.get();
      $list.set({ phase, ...(data && { data }) });
    } else void refresh();
  });
  onMount($list, () => {
    mounted = true;
    return () => {
      mounted = false;
    };
  });

  return {
    $list,
    $filters,
    $busy,
    setFilters(change) {
      const before = $filters.get();
      const next = { ...before, ...change };
      if (JSON.stringify(next) === JSON.stringify(before)) return;
      $filters.set(next);
      if (mounted) void refresh();
      // Asked when somebody looks.
      else $list.set({ phase: 'loading' });
    },
    showMore: () => (extending ??= extend().finally(() => (extending = undefined))),
    refresh,
  };
};
