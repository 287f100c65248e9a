/** A cart in a page of its own: real storage, locks and channels, and a network that can be taken away. */
import { createClient } from '@continuo/core';
import { browserPlatform } from '@continuo/core/browser';
import { createCart, type Cart } from '../cart.ts';

const query = new URLSearchParams(location.search);
const network = { up: true, requests: 0 };
const platform = Object.create(browserPlatform()) as ReturnType<typeof browserPlatform>;
Object.defineProperties(platform, {
  online: { get: () => network.up },
  fetch: {
    value: (...args: Parameters<typeof fetch>) => {
      network.requests++;
      return network.up ? fetch(...args) : Promise.reject(new TypeError('no network'));
    },
  },
});
const client = createClient({
  endpoint: query.get('endpoint') ?? '',
  key: query.get('key') ?? '',
  platform,
});

export interface TabWindow extends Window {
  cart?: Cart;
  network: typeof network;
  client: typeof client;
}
Object.assign(globalThis, { cart: createCart(client), network, client });
