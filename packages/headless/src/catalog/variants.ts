import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { Variant } from '@continuo/protocol';
import { atom, onMount, type ReadableAtom, type WritableAtom } from 'nanostores';
import { contradicts, onHint } from './hints.ts';
import { failed, keepFresh, type Loaded } from '../loaded.ts';

/** How many ids the backend takes at once. */
const BATCH = 100;

export interface Variants {
  /** The store of one variant; it loads with its first listener, together with all that are asked for in the same task. */
  get(variantId: string): ReadableAtom<Loaded<Variant>>;
  /** Asks again, such as after an error; what is shown stays until the answer is there. */
  refresh(variantId: string): void;
}

/** Variants by id for any number of elements on a page: one request for all of them. One loader a client. */
export const createVariants = (client: Client): Variants =>
  client.slot('variants', () => {
    const stores = new Map<string, WritableAtom<Loaded<Variant>>>();
    let wanted = new Set<string>();

    const flush = async () => {
      const ids = [...wanted];
      wanted = new Set();
      await Promise.all(
        Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, n) =>
          load(ids.slice(n * BATCH, (n + 1) * BATCH)),
        ),
      );
    };
    const want = (id: string) => {
      // A task, not a microtask: elements of one page are upgraded one after the other, each ending in microtasks.
      if (wanted.size === 0) setTimeout(() => void flush());
      wanted.add(id);
    };
    const load = async (ids: string[]) => {
      try {
        const query = { ids: ids.join(',') };
        const { variants } = await client.request<{ variants: Variant[] }>('/v1/variants', { query });
        const found = new Map(variants.map((variant) => [variant.id, variant]));
        for (const id of ids) {
          const data = found.get(id);
          stores.get(id)?.set(data ? { phase: 'ready', data } : { phase: 'empty' });
        }
      } catch (cause) {
        const error = cause as ContinuoErrorLike; // request() rejects with nothing else
        for (const id of ids) {
          const $variant = stores.get(id);
          $variant?.set(failed($variant.get(), error));
        }
      }
    };

    return {
      refresh: want,
      get(id) {
        let $variant = stores.get(id);
        if (!$variant) {
          const $new = ($variant = atom<Loaded<Variant>>({ phase: 'loading' }));
          stores.set(id, $new);
          keepFresh(client, $new, () => want(id));
          onMount($new, () =>
            onHint(
              client,
              (lines) => {
                const known = $new.get().data;
                if (known && lines.some((line) => contradicts(line, known))) want(id);
              },
              () => want(id),
            ),
          );
        }
        return $variant;
      },
    };
  });
