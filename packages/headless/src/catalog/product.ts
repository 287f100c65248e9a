import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { Product } from '@continuo/protocol';
import { atom, onMount, type ReadableAtom } from 'nanostores';
import { contradicts, onHint } from './hints.ts';
import { failed, keepFresh, type Loaded } from '../loaded.ts';

export interface ProductOptions {
  productId: string;
}

export interface ProductStore {
  /** Loads with the first listener. */
  readonly $product: ReadableAtom<Loaded<Product>>;
  /** Asks again; what is shown stays until the answer is there. Never rejects. */
  refresh(): Promise<void>;
}

/** One product with its variants. All callers with the same client and id share one store and one request. */
export const createProduct = (client: Client, { productId }: ProductOptions): ProductStore =>
  client.slot(`product:${productId}`, () => {
    const $product = atom<Loaded<Product>>({ phase: 'loading' });
    let running: Promise<void> | undefined;

    const load = async () => {
      if (!$product.get().data) $product.set({ phase: 'loading' });
      try {
        const data = await client.request<Product>(`/v1/products/${encodeURIComponent(productId)}`);
        $product.set({ phase: data.variants.length > 0 ? 'ready' : 'empty', data });
      } catch (cause) {
        const error = cause as ContinuoErrorLike; // request() rejects with nothing else
        $product.set(error.status === 404 ? { phase: 'empty', error } : failed($product.get(), error));
      }
    };
    const refresh = () => (running ??= load().finally(() => (running = undefined)));

    keepFresh(client, $product, () => void refresh());
    onMount($product, () =>
      onHint(
        client,
        (lines) => {
          const known = $product.get().data?.variants ?? [];
          if (lines.some((line) => known.some((variant) => contradicts(line, variant)))) void refresh();
        },
        () => void refresh(),
      ),
    );
    return { $product, refresh };
  });
