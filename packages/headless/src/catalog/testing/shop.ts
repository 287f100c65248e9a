import { createClient, memoryPlatform, type Client, type Platform } from '@continuo/core';
import type { Change, Product, QuoteLine, Variant } from '@continuo/protocol';

export const variant = (id: string, more: Partial<Variant> = {}): Variant => ({
  id,
  productId: 'pot',
  title: 'Pot',
  options: [],
  pictures: [],
  price: { price: { amount: 28000, currency: 'HKD' }, taxIncluded: true },
  availability: 'in_stock',
  stock: 7,
  ...more,
});

export const product = (variants: Variant[]): Product => ({
  id: 'pot',
  title: 'Pot',
  description: '',
  categories: [],
  pictures: [],
  from: { amount: 28000, currency: 'HKD' },
  to: { amount: 28000, currency: 'HKD' },
  availability: 'in_stock',
  details: [],
  variants,
  locale: 'en',
});

export const quoteLine = (variantId: string, more: Partial<QuoteLine> = {}): QuoteLine => ({
  address: `c/${variantId}`,
  variantId,
  productId: 'pot',
  options: [],
  wanted: 1,
  payable: 1,
  available: 7,
  unit: { amount: 28000, currency: 'HKD' },
  total: { amount: 28000, currency: 'HKD' },
  flags: [],
  ...more,
});

/** A client on a network of one function, with the page's events and the changes feed in the test's hand. */
export function shop(answer: (url: URL) => Response | Promise<Response>) {
  const listeners = new Map<string, Set<() => void>>();
  const asked: string[] = [];
  const platform: Platform = {
    ...memoryPlatform(),
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
    fetch: async (input) => {
      const url = new URL(input instanceof Request ? input.url : input);
      asked.push(url.pathname + (url.searchParams.has('ids') ? `?ids=${url.searchParams.get('ids')}` : ''));
      return answer(url);
    },
  };
  const feed = new Set<{ change: (change: Change) => void; reset: () => void }>();
  const client: Client = {
    ...createClient({ endpoint: 'https://api.test', key: 'pk_test', platform }),
    changes: {
      on(_kind, listener, reset) {
        const entry = { change: listener as (change: Change) => void, reset };
        feed.add(entry);
        return () => feed.delete(entry);
      },
    },
  };
  return {
    client,
    asked,
    listeners: () => feed.size,
    page: (event: string) => listeners.get(event)?.forEach((listener) => listener()),
    quote(lines: QuoteLine[]) {
      const money = { amount: 0, currency: 'HKD' };
      const quote = { v: 1, market: 'hk', locale: 'en', currency: 'HKD', hash: '', expires: '' };
      const sums = { subtotal: money, discounts: [], shipping: money, taxes: [], credits: [], total: money };
      const data = { cart: 'c', quote: { ...quote, ...sums, lines } };
      feed.forEach((entry) => entry.change({ kind: 'cart.quote', prev: 0, cursor: 1, at: '', data }));
    },
    reset: () => feed.forEach((entry) => entry.reset()),
  };
}

export const json = (body: unknown, status = 200): Response => Response.json(body, { status });
