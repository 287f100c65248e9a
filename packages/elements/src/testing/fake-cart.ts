import type { Cart, CartLine, CartStatus } from '@continuo/cart';
import type { Client } from '@continuo/core';
import type { Notice, Quote, QuoteLine } from '@continuo/protocol';
import { atom, computed } from 'nanostores';
import { PICTURE } from './support.ts';

const hkd = (amount: number) => ({ amount, currency: 'HKD' });

export const quoteLine = (variantId: string, more: Partial<QuoteLine> = {}): QuoteLine => ({
  address: `c/${variantId}`,
  variantId,
  productId: 'pot',
  title: `Teapot ${variantId}`,
  options: ['Celadon', 'Large'],
  picture: PICTURE,
  link: '#product',
  wanted: 2,
  payable: 2,
  unit: hkd(48800),
  total: hkd(97600),
  flags: [],
  ...more,
});

export const cartLine = (variantId: string, quantity = 2, quote = quoteLine(variantId)): CartLine =>
  ({ address: `c/${variantId}`, key: variantId, variantId, quantity, quote }) as CartLine;

export const quote = (more: Partial<Quote> = {}): Quote => ({
  v: 1,
  market: 'hk',
  locale: 'en',
  currency: 'HKD',
  lines: [],
  subtotal: hkd(97600),
  discounts: [],
  shipping: hkd(0),
  taxes: [{ title: 'VAT', amount: hkd(0), included: true }],
  credits: [],
  total: hkd(97600),
  hash: 'h',
  expires: '2030-01-01T00:00:00Z',
  ...more,
});

const ready: CartStatus = {
  phase: 'ready',
  online: true,
  pending: 0,
  saved: true,
  priced: 'fresh',
  storage: 'disk',
  cartId: 'cart-1',
} as CartStatus;

/** A cart in the test's hand, as `createCart` would give it: edits show at once and are remembered in `done`. */
export function fakeCart(lines: CartLine[] = [], status: Partial<CartStatus> = {}) {
  const $lines = atom<readonly CartLine[]>(lines);
  const $status = atom<CartStatus>({ ...ready, ...status });
  const $totals = atom<Quote | undefined>(lines.length ? quote() : undefined);
  const $notices = atom<readonly Notice[]>([]);
  const $count = computed($lines, (all) => all.reduce((sum, line) => sum + line.quantity, 0));
  const done: unknown[][] = [];
  const edit = (key: string, change: (line: CartLine) => CartLine | undefined) => {
    $lines.set($lines.get().flatMap((line) => (line.key === key ? (change(line) ?? []) : line)));
  };
  let before: readonly CartLine[] = [];
  const verbs = {
    /** Set to have the next add refused at once, as at a limit. */
    full: false,
    add(variantId: string, options: { n?: number }) {
      const refused = {
        saved: Promise.resolve(false),
        accepted: Promise.resolve({ ok: false, code: 'too-many-lines' }),
      };
      if (this.full) return refused;
      done.push(['add', variantId, options]);
      $lines.set([...$lines.get(), cartLine(variantId, options.n)]);
      return { saved: Promise.resolve(true), accepted: new Promise(() => {}) };
    },
    change(key: string, n: number) {
      done.push(['change', key, n]);
      edit(key, (line) => ({ ...line, quantity: line.quantity + n }));
    },
    set(key: string, n: number) {
      done.push(['set', key, n]);
      edit(key, (line) => ({ ...line, quantity: n }));
    },
    remove(key: string) {
      done.push(['remove', key]);
      before = $lines.get();
      edit(key, () => undefined);
    },
    undo() {
      done.push(['undo']);
      $lines.set(before);
    },
    dismiss(id: string) {
      done.push(['dismiss', id]);
      $notices.set($notices.get().filter((notice) => notice.id !== id));
    },
  };
  return { $lines, $status, $totals, $notices, $count, ...verbs, done };
}

/** Makes `createCart(client)` give this cart: a client has one, whoever asks first. */
export const withCart = (client: Client, cart: ReturnType<typeof fakeCart>): void => {
  client.slot('cart', () => cart as unknown as Cart);
};
