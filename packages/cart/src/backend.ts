import type { Client } from '@continuo/core';
import type { CartDown, CartPush, CartUp, Quote } from '@continuo/protocol';

/** Which cart, and which copy of it. */
export interface CartRef {
  readonly cart: string;
  readonly replica: string;
}

/** What a backend tells by itself. */
export interface CartListener {
  push(push: CartPush): void;
  quote(cart: string, quote: Quote): void;
  /** The cart was merged or ordered: ask for it, and be led to the next one. */
  moved(cart: string): void;
  /** Changes may have been missed. */
  reset(): void;
}

/** Where a cart lives. Ours speaks HTTP; other commerce systems come as adapters and tell by `can` what they cannot. */
export interface CartBackend {
  readonly can: {
    readonly ops: boolean;
    readonly live: boolean;
    readonly merge: boolean;
    readonly later: boolean;
    readonly codes: boolean;
  };
  /** May be repeated: idempotent by replica and number. `last`: the page is going, so the request must outlive it. */
  send(ref: CartRef, up: CartUp, last?: boolean): Promise<CartDown>;
  live?(listener: CartListener): () => void;
  /** Once, however often it is asked. */
  merge?(guest: CartRef, at: 'login' | 'checkout'): Promise<CartDown>;
  /** A fresh quote, and where the checkout is, if the backend has one. */
  checkout(ref: CartRef): Promise<{ url?: string; quote: Quote }>;
}

const LOCALE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** The carts of Continuo's own wire. */
export function httpBackend(client: Client): CartBackend {
  const path = ({ cart }: CartRef, what: string) => `/v1/carts/${encodeURIComponent(cart)}/${what}`;
  const terms = () => {
    const { market, locale = globalThis.document?.documentElement.lang ?? '' } = client.options;
    return { market, locale: LOCALE.test(locale) ? locale : undefined };
  };
  return {
    can: { ops: true, live: true, merge: true, later: false, codes: false },
    send: (ref, up, last) =>
      client.request(path(ref, 'ops'), { as: 'visitor', body: { ...up, ...terms() }, keepalive: last }),
    live(listener) {
      const { changes } = client;
      const missed = () => {};
      const ends = [
        changes.on('cart', ({ data }) => listener.push(data), listener.reset),
        changes.on('cart.quote', ({ data }) => listener.quote(data.cart, data.quote), missed),
        changes.on('cart.moved', ({ data }) => listener.moved(data.cart), missed),
        changes.on('cart.closed', ({ data }) => listener.moved(data.cart), missed),
      ];
      return () => ends.forEach((end) => end());
    },
    merge: (guest, at) =>
      client.request(path(guest, 'merge'), {
        as: 'customer',
        body: { replica: guest.replica, at, ...terms() },
      }),
    checkout: async (ref) => ({
      quote: await client.request<Quote>(path(ref, 'quote'), { as: 'visitor', body: terms() }),
    }),
  };
}
