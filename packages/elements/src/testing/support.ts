import { createClient, memoryPlatform, type ClientOptions, type Platform } from '@continuo/core';
import type { Product, Searched, Variant } from '@continuo/protocol';

export type Answer = (url: URL) => Response | Promise<Response>;

/** A client on a network of one function; `page(event)` plays what the browser would tell. */
export function fakeClient(
  answer: Answer = () => new Promise(() => {}),
  options: Partial<ClientOptions> = {},
  more: Partial<Platform> = {},
) {
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
      asked.push(url.pathname);
      return answer(url);
    },
    ...more,
  };
  const client = createClient({ endpoint: 'https://api.test', key: 'pk_test', platform, ...options });
  const page = (event: string) => listeners.get(event)?.forEach((listener) => listener());
  return Object.assign(client, { asked, page });
}

/** What a list says of a search besides what it found; here nothing is found but as it was typed. */
export const searchedOf = (url: URL, variants: Searched['variants'] = {}): { searched?: Searched } => {
  const words = url.searchParams.get('q')?.trim().split(/\s+/);
  return words ? { searched: { words, variants } } : {};
};

export const json = (body: unknown, status = 200): Response => Response.json(body, { status });

/** A picture that needs no network. */
export const PICTURE = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==';

export const variant = (id: string, color: string, size: string, more: Partial<Variant> = {}): Variant => ({
  id,
  productId: 'pot',
  title: 'Harbour Teapot',
  options: [
    { name: 'color', value: color },
    { name: 'size', value: size },
  ],
  pictures: [{ url: PICTURE }],
  price: { price: { amount: 48800, currency: 'HKD' }, taxIncluded: true },
  availability: 'in_stock',
  stock: 12,
  ...more,
});

export const product = (variants: Variant[]): Product => ({
  id: 'pot',
  title: 'Harbour Teapot',
  description: 'Pours without dripping.',
  brand: 'Slow Crossing',
  categories: ['Teapots', 'Stoneware'],
  pictures: [],
  from: { amount: 48800, currency: 'HKD' },
  to: { amount: 48800, currency: 'HKD' },
  availability: 'in_stock',
  details: [],
  variants,
  locale: 'en',
});

export const pots: Variant[] = [
  variant('celadon-s', 'Celadon', 'Small'),
  variant('celadon-l', 'Celadon', 'Large', { stock: 3 }),
  variant('ash-s', 'Ash', 'Small', { availability: 'out_of_stock', stock: 0 }),
];

/** Resolves when the condition holds; fails with its words after half a minute, which only a hang takes. */
export async function until(what: string, condition: () => unknown): Promise<void> {
  for (const end = performance.now() + 30_000; !condition();) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when nothing in the element moves any more: contrast and geometry are those of the end. */
export const still = async (element: Element): Promise<void> => {
  const all = [...(element.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((each) => each.getAnimations());
  await Promise.all(all.map((animation) => animation.finished.catch(() => undefined))); // cancelled: it is gone
};

/** Once an element is shown, what is long in it is laid out one after the other, what is out of sight too. */
export const laidOut = (element: Element): Promise<unknown> =>
  until('all of it is laid out', () =>
    [...element.shadowRoot!.querySelectorAll<HTMLElement>('.list > li, .base > *')].every(
      ({ style }) => !style.length,
    ),
  );
