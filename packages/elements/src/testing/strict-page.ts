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
await import('../define/question-list.ts');
await import('../define/question-form.ts');
const { fakeCart, cartLine, withCart } = await import('./fake-cart.ts');
const { fakeMedia, photo, photoFile } = await import('./fake-media.ts');
const { fakeQuestions, richQuestion } = await import('./fake-questions.ts');
const { fakeReviews, review, rich } = await import('./fake-reviews.ts');
const { fakeClient, json, pots, product, until } = await import('./support.ts');

const reviews = fakeReviews({ reviews: [rich, review('m', { media: [photo('a'), photo('b')] })] });
const questions = fakeQuestions({ similar: [richQuestion] });
const media = fakeMedia();
const client = fakeClient(
  undefined,
  {},
  {
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const upload = await media.answer(url, init);
      if (upload) return upload;
      if (/questions|answers/.test(url.pathname)) return questions(url);
      return /reviews|devices/.test(url.pathname) ? reviews(url) : json(product(pots));
    },
  },
);
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
const asked = add('continuo-question-list');
asked.productId = 'pot';
const asking = add('continuo-question-form');
asking.productId = 'pot';

await until('all are there', () =>
  [...document.body.children]
    .filter(({ localName }) => /rating|review|question|add-to-cart|consent/.test(localName))
    .every((each) => each.matches(':state(ready)')),
);
buy.shadowRoot!.querySelector<HTMLElement>('[part=button]')!.click();
form.show();
await until('the form is open', () => form.shadowRoot!.querySelector('form'));
const chosen = new DataTransfer();
chosen.items.add(await photoFile());
const input = form.shadowRoot!.querySelector<HTMLInputElement>('#media-input')!;
input.files = chosen.files;
input.dispatchEvent(new Event('change', { bubbles: true }));
await until('a photo is ready', () =>
  form.shadowRoot!.querySelector('[part=upload]')?.textContent.includes('Ready'),
);
list.shadowRoot!.querySelector<HTMLElement>('[part=thumb]')!.click();
await until('a photo is large', () => list.shadowRoot!.querySelector('dialog')?.open);
list.shadowRoot!.querySelector('dialog')!.close();
await until('it is gone', () => !list.shadowRoot!.querySelector('dialog'));
list.shadowRoot!.querySelector<HTMLElement>('[part=report]')!.click();
await until('a report can be written', () => list.shadowRoot!.querySelector('dialog')?.open);
list.shadowRoot!.querySelector('dialog')!.close();
list.shadowRoot!.querySelector<HTMLElement>('[part=tools]')!.click();
await until('it can be filtered', () => list.shadowRoot!.querySelector('[part=toggle]'));
list.shadowRoot!.querySelector<HTMLElement>('[part=toggle]')!.click();
await until('the address says so', () => location.search.includes('r-stars=5'));
asking.show();
await until('a question can be asked', () => asking.shadowRoot!.querySelector('form'));
const field = asking.shadowRoot!.querySelector('textarea')!;
field.value = 'dishwasher';
field.dispatchEvent(new InputEvent('input', { bubbles: true }));
await until('similar ones are there', () => asking.shadowRoot!.querySelector('[part=similar]'));
asked.shadowRoot!.querySelector<HTMLElement>('[part=answer-button]')!.click();
await until('it can be answered', () => asked.shadowRoot!.querySelector('form'));
drawer.show();
cart.remove('a');
drawer.close();
consent.show();
await until('the settings are open', () => consent.matches(':state(open)'));
document.documentElement.lang = 'zh-HK';
await until('Chinese is there', () => consent.shadowRoot!.textContent.includes('私隱設定'));
await until('in the form too', () => form.shadowRoot!.textContent.includes('提交評價'));
dataset['done'] = 'yes';
