/** Every element in every state, live: a client for each state, on a backend in memory and a network that does what the state is of. */
import { createCart } from '@continuo/cart';
import { createClient, memoryPlatform, type Client, type Platform } from '@continuo/core';
import type { ContinuoCartButtonElement } from '@continuo/elements/cart-button';
import type { ContinuoConsentElement } from '@continuo/elements/consent';
import type { ContinuoProviderElement } from '@continuo/elements/provider';
import { createMock, FAULTS, sampleProducts, sampleReviews, type FaultName } from '@continuo/mock';
import '@continuo/elements/define';
import '@continuo/elements/define/reviews';
import '@continuo/elements/define/question-list';
import '@continuo/elements/define/question-form';

const PRODUCT = 'harbour-teapot';
const VARIANT = 'harbour-teapot-celadon-small';

const OF_A_PRODUCT = [
  'add-to-cart',
  ...['rating', 'review-summary', 'review-list', 'review-form'],
  ...['question-list', 'question-form'],
]
  .map((name) => `continuo-${name}`)
  .join();

/** Of the second lists on the page, so that each has a name of its own. */
const ANOTHER = {
  en: ['Reviews of a new product', 'Questions about a new product'],
  'zh-Hant': ['新品評價', '新品問答'],
  'zh-Hans': ['新品评价', '新品问答'],
} as const;

const search = new URLSearchParams(location.search);
const page = document.documentElement;
page.lang = search.get('lang') ?? 'en';
page.dir = search.get('dir') ?? 'ltr';
const fault = FAULTS.find((name) => name === search.get('fault'));

const picture = (glaze: string, shot = 'turned', width = 480) =>
  `/pictures/harbour-teapot/${glaze}/${shot}-${width}.webp`;
const photo = (id: string, glaze: string) => ({
  ...{ id, kind: 'photo' as const, alt: '', width: 960, height: 1200, placeholder: '#a9b8a4' },
  sources: [160, 480, 960].map((width) => ({
    ...{ url: picture(glaze, 'turned', width < 320 ? 320 : width), type: 'image/webp', width },
  })),
});

/** The samples with pictures of the demo. */
const shop = {
  endpoint: location.origin,
  key: 'pk_mock',
  products: sampleProducts.map((product) => ({
    ...{ ...product, pictures: [{ url: picture('celadon') }] },
    variants: product.variants.map((variant) => ({ ...variant, pictures: [{ url: picture('celadon') }] })),
  })),
  reviews: sampleReviews.map((review) => ({
    ...review,
    media: review.id === 'sample-best' ? [photo('one', 'celadon'), photo('two', 'ash')] : [],
  })),
};

interface State {
  name: 'loading' | 'ready' | 'empty' | 'error' | 'offline' | 'unconfigured';
  about: string;
  fault?: FaultName | undefined;
  /** Somebody is logged in, whose cart is to be fetched. */
  customer?: true;
  product: string;
  /** What is in the cart at first. */
  quantity: number;
}

const STATES: readonly State[] = [
  { name: 'ready', about: 'The backend answers.', fault, product: PRODUCT, quantity: 2 },
  {
    name: 'loading',
    about: 'The backend has not answered yet.',
    customer: true,
    product: PRODUCT,
    quantity: 0,
  },
  {
    name: 'empty',
    about: 'There is no such product, nothing was written, and nothing is in the cart.',
    product: 'no-such-product',
    quantity: 0,
  },
  {
    name: 'error',
    about: 'The backend has failed, and refuses the cart of this page as too old.',
    fault: '500',
    product: PRODUCT,
    quantity: 1,
  },
  {
    name: 'offline',
    about: 'There is no network. What is in the cart can be changed all the same.',
    fault: 'offline',
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

/** What a backend says that no longer speaks with a page of an older release. */
const refusal = (): Promise<Response> =>
  Promise.resolve(
    Response.json(
      { status: 426, code: 'protocol/upgrade-required' },
      { status: 426, headers: { 'Content-Type': 'application/problem+json' } },
    ),
  );

function clientIn({ name, fault: its, customer }: Partial<State>): Client {
  const mock = createMock(shop);
  mock.fault(its);
  const fetch: Platform['fetch'] = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    // Not even who gives up hears of it: a client would say after a while that nothing came.
    if (name === 'loading') return new Promise(() => {});
    return name === 'error' && /\/(devices|carts)\b/.test(pathname) ? refusal() : mock.fetch(input, init);
  };
  // The surroundings of a server: nothing is stored, and other tabs are not told.
  const platform = Object.create(memoryPlatform(), {
    fetch: { value: fetch },
    ...(name === 'offline' && { online: { value: false } }),
  }) as Platform;
  return createClient({
    endpoint: mock.endpoint,
    key: mock.key,
    market: 'hk',
    locale: page.lang,
    platform,
    ...(customer && { getToken: () => Promise.resolve(mock.token('nobody')) }),
  });
}

/** Shows a part of the page in a state. */
function show(state: State, template: HTMLTemplateElement, client: Client | undefined): void {
  const part = template.content.cloneNode(true) as DocumentFragment;
  const section = part.querySelector('section')!;
  section.id = [state.name, template.dataset['what']].filter(Boolean).join('-');
  section.querySelector('h2')!.textContent = state.name;
  section.querySelector('p')!.textContent = state.about;
  for (const element of section.querySelectorAll(OF_A_PRODUCT))
    element.setAttribute('product-id', state.product);
  if (state.name === 'empty') {
    const headings = ANOTHER[page.lang as keyof typeof ANOTHER] ?? ANOTHER.en;
    for (const [i, tag] of ['review-list', 'question-list'].entries())
      section.querySelector(`continuo-${tag}`)?.setAttribute('heading', headings[i]!);
  }
  // Elsewhere it would stand in the place of what shows that something is on its way.
  if (client) for (const own of section.querySelectorAll('[data-own]')) own.remove();
  const drawer = section.querySelector('continuo-cart-drawer');
  if (drawer) {
    drawer.id = `drawer-${state.name}`;
    section.querySelector<ContinuoCartButtonElement>('continuo-cart-button')!.drawer = drawer.id;
  }
  if (client) section.querySelector<ContinuoProviderElement>('continuo-provider')!.client = client;
  template.nextElementSibling!.append(part);
}

for (const state of STATES) {
  const client = state.name === 'unconfigured' ? undefined : clientIn(state);
  if (client && state.quantity) createCart(client).add(VARIANT, { n: state.quantity });
  for (const template of document.querySelectorAll('template')) show(state, template, client);
}

document.querySelector<ContinuoProviderElement>('#consent continuo-provider')!.client = clientIn({});
document
  .querySelector('[data-settings]')!
  .addEventListener('click', () =>
    document.querySelector<ContinuoConsentElement>('continuo-consent')!.show(),
  );
