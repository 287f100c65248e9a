/** Every element in every state, live: a client for each state, on a network that does what the state is of. */
import { createCart } from '@continuo/cart';
import { createClient, memoryPlatform, type Client, type Platform } from '@continuo/core';
import type { ContinuoCartButtonElement } from '@continuo/elements/cart-button';
import type { ContinuoConsentElement } from '@continuo/elements/consent';
import type { ContinuoProviderElement } from '@continuo/elements/provider';
import { createMock } from '@continuo/mock';
import '@continuo/elements/define';
import '@continuo/elements/define/reviews';

const PRODUCT = 'harbour-teapot';
const VARIANT = 'harbour-teapot-celadon';

const OF_A_PRODUCT = 'continuo-add-to-cart, continuo-rating, continuo-review-summary, continuo-review-form';

const search = new URLSearchParams(location.search);
const page = document.documentElement;
page.lang = search.get('lang') ?? 'en';
page.dir = search.get('dir') ?? 'ltr';

const key = document.querySelector<HTMLMetaElement>('meta[name=continuo-key]')?.content ?? '';
const never = new Promise<never>(() => {});
const refusal = (status: number, code: string) =>
  Promise.resolve(
    new Response(JSON.stringify({ status, code }), {
      status,
      headers: { 'Content-Type': 'application/problem+json' },
    }),
  );

/** Nobody has reviewed anything in a fresh demo: what is shown of reviews is told by a backend in memory. */
const samples = createMock({ endpoint: location.origin, key });
const withSamples: Platform['fetch'] = (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const isSample = /\/reviews\/(summaries|settings)$/.test(pathname) && (init?.method ?? 'GET') === 'GET';
  return isSample ? samples.fetch(input, init) : fetch(input, init);
};

interface State {
  name: 'loading' | 'ready' | 'empty' | 'error' | 'offline' | 'unconfigured';
  about: string;
  /** Instead of the network. */
  fetch?: Platform['fetch'];
  offline?: true;
  /** Somebody is logged in, whose cart is to be fetched. */
  customer?: true;
  product: string;
  /** What is in the cart at first. */
  quantity: number;
}

const STATES: readonly State[] = [
  { name: 'ready', about: 'The backend answers.', fetch: withSamples, product: PRODUCT, quantity: 2 },
  {
    name: 'loading',
    about: 'The backend has not answered yet.',
    fetch: () => never,
    customer: true,
    product: PRODUCT,
    quantity: 0,
  },
  {
    name: 'empty',
    about: 'There is no such product, and nothing in the cart.',
    product: 'no-such-product',
    quantity: 0,
  },
  {
    name: 'error',
    about: 'The backend refuses this page as too old.',
    fetch: () => refusal(426, 'protocol/upgrade-required'),
    product: PRODUCT,
    quantity: 1,
  },
  {
    name: 'offline',
    about: 'There is no network. What is in the cart can be changed all the same.',
    fetch: () => Promise.reject(new TypeError('offline')),
    offline: true,
    product: PRODUCT,
    quantity: 1,
  },
  {
    name: 'unconfigured',
    about: 'The page names no backend: each tag shows its own content.',
    product: PRODUCT,
    quantity: 0,
  },
];

/** Of nobody; it is sent nowhere. */
const token = () =>
  ['{}', JSON.stringify({ sub: 'nobody', exp: Date.now() / 1000 + 900 }), '']
    .map((part) => btoa(part))
    .join('.');

function clientIn({ fetch, offline, customer }: Partial<State>): Client {
  // The surroundings of a server: nothing is stored, and other tabs are not told.
  const platform = Object.create(memoryPlatform(), {
    ...(fetch && { fetch: { value: fetch } }),
    ...(offline && { online: { value: false } }),
  }) as Platform;
  return createClient({
    endpoint: location.origin,
    key,
    market: 'hk',
    locale: page.lang,
    platform,
    ...(customer && { getToken: () => Promise.resolve(token()) }),
  });
}

const template = document.querySelector('template')!;
const place = document.querySelector('.states')!;
for (const state of STATES) {
  const part = template.content.cloneNode(true) as DocumentFragment;
  const section = part.querySelector('section')!;
  section.id = state.name;
  section.querySelector('h2')!.textContent = state.name;
  section.querySelector('p')!.textContent = state.about;
  for (const element of section.querySelectorAll(OF_A_PRODUCT))
    element.setAttribute('product-id', state.product);
  const drawer = section.querySelector('continuo-cart-drawer')!;
  drawer.id = `drawer-${state.name}`;
  section.querySelector<ContinuoCartButtonElement>('continuo-cart-button')!.drawer = drawer.id;
  if (state.name !== 'unconfigured') {
    const client = clientIn(state);
    if (state.quantity) createCart(client).add(VARIANT, { n: state.quantity });
    section.querySelector<ContinuoProviderElement>('continuo-provider')!.client = client;
  }
  place.append(part);
}

document.querySelector<ContinuoProviderElement>('#consent continuo-provider')!.client = clientIn({});
document
  .querySelector('[data-settings]')!
  .addEventListener('click', () =>
    document.querySelector<ContinuoConsentElement>('continuo-consent')!.show(),
  );
