// Runs in a page of its own under a strict policy: every element, in its richest state.
import type { ContinuoCartDrawerElement } from '../cart/cart-drawer/cart-drawer.ts';
import type { ContinuoConsentElement } from '../consent/consent.ts';

const { dataset } = document.documentElement;
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
  dataset['violations'] = `${dataset['violations'] ?? ''}${violatedDirective} ${blockedURI} ${sample}\n`;
});
(globalThis as { process?: unknown }).process = { env: { NODE_ENV: 'test' } }; // as bundlers replace it
await import('../define/index.ts');
await import('../define/reviews.ts');
const { fakeCart, cartLine, withCart } = await import('./fake-cart.ts');
const { fakeReviews } = await import('./fake-reviews.ts');
const { fakeClient, json, pots, product, until } = await import('./support.ts');

const reviews = fakeReviews();
const client = fakeClient((url) => (url.pathname.includes('/reviews') ? reviews(url) : json(product(pots))));
const cart = fakeCart([cartLine('a'), cartLine('b', 1)]);
cart.$notices.set([{ id: 'n', kind: 'merged', address: 'cart' }]);
withCart(client, cart);
const add = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag) => {
  const element = document.createElement(tag) as HTMLElementTagNameMap[Tag] & { client: typeof client };
  element.client = client;
  document.body.append(element);
  return element;
};
const buy = add('continuo-add-to-cart');
buy.productId = 'pot';
buy.withQuantity = true;
add('continuo-cart-button');
const drawer: ContinuoCartDrawerElement = add('continuo-cart-drawer');
const consent: ContinuoConsentElement = add('continuo-consent');

for (const tag of ['continuo-rating', 'continuo-review-summary'] as const) add(tag).productId = 'pot';
const list = add('continuo-review-list');
list.productId = 'pot';
list.urlState = 'r';
const form = add('continuo-review-form');
form.productId = 'pot';

await until('all are there', () =>
  [...document.body.children]
    .filter(({ localName }) => /rating|review|add-to-cart|consent/.test(localName))
    .every((each) => each.matches(':state(ready)')),
);
buy.shadowRoot!.querySelector<HTMLElement>('[part=button]')!.click();
form.show();
await until('the form is open', () => form.shadowRoot!.querySelector('form'));
list.shadowRoot!.querySelector<HTMLElement>('[part=report]')!.click();
await until('a report can be written', () => list.shadowRoot!.querySelector('dialog')?.open);
list.shadowRoot!.querySelector('dialog')!.close();
list.shadowRoot!.querySelector<HTMLElement>('[part=toggle]')!.click();
await until('the address says so', () => location.search.includes('r-stars=5'));
drawer.show();
cart.remove('a');
drawer.close();
consent.show();
await until('the settings are open', () => consent.matches(':state(open)'));
document.documentElement.lang = 'zh-HK';
await until('Chinese is there', () => consent.shadowRoot!.textContent.includes('私隱設定'));
await until('in the form too', () => form.shadowRoot!.textContent.includes('提交評價'));
dataset['done'] = 'yes';
