import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { ReviewSummary } from '@continuo/protocol';
import { atom, type WritableAtom } from 'nanostores';
import { failed, keepFresh, type Loaded } from '../loaded.ts';
import type { Ratings } from './types.ts';

/** How many ids the backend takes at once. */
const BATCH = 100;

/** Stars of any number of products on a page: one request for all of them. One loader a client. */
export const createRatings = (client: Client): Ratings =>
  client.slot('ratings', () => {
    const stores = new Map<string, WritableAtom<Loaded<ReviewSummary>>>();
    let wanted = new Set<string>();

    const load = async (ids: string[]) => {
      try {
        const query = { products: ids.join(',') };
        const { summaries } = await client.request<{ summaries: ReviewSummary[] }>('/v1/reviews/summaries', {
          query,
        });
        const found = new Map(summaries.map((summary) => [summary.productId, summary]));
        for (const id of ids) {
          const data = found.get(id);
          stores.get(id)?.set({ phase: data?.count ? 'ready' : 'empty', ...(data && { data }) });
        }
      } catch (cause) {
        const error = cause as ContinuoErrorLike; // request() rejects with nothing else
        for (const id of ids) {
          const $rating = stores.get(id);
          $rating?.set(failed($rating.get(), error));
        }
      }
    };
    const want = (id: string) => {
      // A task, not a microtask: elements of one page are upgraded one after the other, each ending in microtasks.
      if (wanted.size === 0)
        setTimeout(() => {
          const ids = [...wanted];
          wanted = new Set();
          for (let n = 0; n < ids.length; n += BATCH) void load(ids.slice(n, n + BATCH));
        });
      wanted.add(id);
    };

    return {
      refresh: want,
      get(id) {
        let $rating = stores.get(id);
        if (!$rating) {
          stores.set(id, ($rating = atom<Loaded<ReviewSummary>>({ phase: 'loading' })));
          keepFresh(client, $rating, () => want(id));
        }
        return $rating;
      },
    };
  });
