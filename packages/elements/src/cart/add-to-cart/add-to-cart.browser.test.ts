import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../define/add-to-cart.ts';
import { accessibilityTree, everyWay } from '../../testing/everyway.ts';
import { fakeCart, withCart } from '../../testing/fake-cart.ts';
import {
  fakeClient,
  json,
  pause,
  pots,
  product,
  until,
  variant,
  type Answer,
} from '../../testing/support.ts';
import type { ContinuoAddToCartElement } from './add-to-cart.ts';

const chromium = navigator.userAgent.includes('Chrome');
type Wrap = (element: TemplateResult) => TemplateResult;
const plain: Wrap = (element) => html`<div>${element}</div>`;

async function make(answer: Answer, { wrap = plain, chosen = 'celadon-s' } = {}) {
  const client = fakeClient(answer);
  const cart = fakeCart();
  withCart(client, cart);
  const root = await fixture<HTMLElement>(
    wrap(
      html`<continuo-add-to-cart
        product-id="pot"
        variant-id=${chosen}
        with-quantity
        .client=${client}
      ></continuo-add-to-cart>`,
    ),
  );
  const element = root.querySelector('continuo-add-to-cart')!;
  return { element, cart, client };
}
const shown = async (state: string, answer: Answer, more?: { wrap?: Wrap; chosen?: string }) => {
  const made = await make(answer, more);
  await until(state, () => made.element.matches(`:state(${state})`));
  return made;
};
const sells: Answer = () => json(product(pots));
const button = (element: ContinuoAddToCartElement) =>
  element.shadowRoot!.querySelector<HTMLButtonElement>('[part=button]')!;
const text = (element: ContinuoAddToCartElement) => element.shadowRoot!.textContent.replace(/\s+/g, ' ');
const radio = (element: ContinuoAddToCartElement, label: string) =>
  element.shadowRoot!.querySelector<HTMLInputElement>(`[aria-label="${label}"]`)!;

const answers: Record<string, Answer> = {
  loading: () => new Promise(() => {}),
  ready: sells,
  empty: () => json({ code: 'catalog/product-unknown', title: 'Unknown' }, 404),
  error: () => json({ code: 'request/internal', title: 'Broken' }, 500),
};

describe('<continuo-add-to-cart>', () => {
  for (const [state, answer] of Object.entries(answers))
    everyWay(state, { make: async (wrap) => (await shown(state, answer, { wrap })).element });
  everyWay('sold-out', {
    make: async (wrap) => (await shown('sold-out', sells, { wrap, chosen: 'ash-s' })).element,
  });

  it('shows its own content without a client and while loading', async () => {
    const element = await fixture<ContinuoAddToCartElement>(
      html`<continuo-add-to-cart product-id="pot"><a href="#pot">Teapot</a></continuo-add-to-cart>`,
    );
    expect(element.matches(':state(unconfigured)')).to.equal(true);
    expect(element.querySelector('a')!.offsetHeight).to.be.greaterThan(0);
    element.client = fakeClient(answers['loading']);
    await until('loading', () => element.matches(':state(loading)'));
    expect(element.querySelector('a')!.offsetHeight).to.be.greaterThan(0);
    element.client = fakeClient(sells);
    await until('ready', () => element.matches(':state(ready)'));
    expect(element.querySelector('a')!.offsetHeight).to.equal(0);
  });

  it('has names and roles', async () => {
    await shown('ready', sells);
    const tree = await accessibilityTree();
    for (const line of [
      'radio Celadon',
      'radio Ash, sold out',
      'radio Small',
      'spinbutton Quantity',
      'button One less',
      'button One more',
      'button Add to cart',
    ])
      if (tree) expect(tree).to.include(line);
  });

  it('adds what was chosen, as often as asked, and says so', async () => {
    const { element, cart } = await shown('ready', sells);
    radio(element, 'Large').click();
    await element.updateComplete;
    expect(element.variantId).to.equal('celadon-l');
    expect(text(element)).to.include('Only 3 left');
    expect(element.matches(':state(low-stock)')).to.equal(true);
    element.shadowRoot!.querySelector<HTMLElement>('[aria-label="One more"]')!.click();
    await element.updateComplete;
    const before = oneEvent(element, 'continuo-cart-add');
    const after = oneEvent(element, 'continuo-cart-added');
    button(element).click();
    expect((await before).detail).to.deep.equal({
      variantId: 'celadon-l',
      productId: 'pot',
      quantity: 2,
      source: 'pdp',
    });
    expect((await after).detail).to.deep.include({
      variantId: 'celadon-l',
      title: 'Harbour Teapot',
      options: ['Celadon', 'Large'],
      unit: { amount: 48800, currency: 'HKD' },
      quantity: 2,
    });
    expect(cart.done).to.deep.equal([['add', 'celadon-l', { n: 2, source: 'pdp' }]]);
    await element.updateComplete;
    expect(button(element).textContent).to.include('Added');
    expect(element.matches(':state(added)')).to.equal(true);
    await until(
      'it is said',
      () =>
        document.querySelector('[data-continuo=announcer]')?.textContent ===
        'Harbour Teapot was added to the cart',
    );
  });

  it('adds nothing when the page prevents it', async () => {
    const { element, cart } = await shown('ready', sells);
    element.addEventListener('continuo-cart-add', (event) => event.preventDefault());
    button(element).click();
    await element.updateComplete;
    expect(cart.done).to.deep.equal([]);
    expect(element.matches(':state(added)')).to.equal(false);
  });

  it('does not say "Added" when the cart is full', async () => {
    const { element, cart } = await shown('ready', sells);
    cart.full = true;
    button(element).click();
    await until('it says so', () => text(element).includes('could not be added'));
    expect(element.matches(':state(added)')).to.equal(false);
  });

  it('is chosen and bought with the keyboard alone', async () => {
    const { element, cart } = await shown('ready', sells);
    const changed = oneEvent(element, 'change');
    radio(element, 'Small').focus();
    await sendKeys({ press: 'ArrowDown' });
    await changed;
    expect(element.variantId).to.equal('celadon-l');
    expect(radio(element, 'Large').checked).to.equal(true);
    const quantity = element.shadowRoot!.querySelector<HTMLInputElement>('input[type=number]')!;
    quantity.select();
    await sendKeys({ type: '3' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    expect(element.shadowRoot!.activeElement).to.equal(button(element));
    await sendKeys({ press: 'Enter' });
    expect(cart.done).to.deep.equal([['add', 'celadon-l', { n: 3, source: 'pdp' }]]);
    expect(element.shadowRoot!.activeElement).to.equal(button(element));
  });

  it('leads to a variant that exists', async () => {
    const { element } = await shown('ready', sells, { chosen: 'celadon-l' });
    radio(element, 'Ash, sold out').click();
    await element.updateComplete;
    expect(element.variantId).to.equal('ash-s');
    expect(radio(element, 'Small, sold out').checked).to.equal(true);
    expect(button(element).disabled).to.equal(true);
    expect(button(element).textContent).to.include('Sold out');
  });

  it('says money as its reader writes it, without decimals where there are none', async () => {
    const yen = variant('a', 'Celadon', 'Small', {
      price: {
        price: { amount: 9800, currency: 'JPY' },
        compareAt: { amount: 12000, currency: 'JPY' },
        taxIncluded: true,
      },
    });
    const { element } = await shown('ready', () => json(product([yen])));
    expect(text(element)).to.include('¥9,800').and.to.include('¥12,000').and.to.include('Price before');
    expect(text(element)).not.to.include('¥9,800.00');
  });

  it('tells once that the product is looked at', async () => {
    const told: unknown[] = [];
    const listen = (event: Event) => told.push((event as CustomEvent).detail);
    document.addEventListener('continuo-product-viewed', listen);
    const { element } = await shown('ready', sells);
    radio(element, 'Large').click();
    await element.updateComplete;
    document.removeEventListener('continuo-product-viewed', listen);
    expect(told).to.deep.equal([
      {
        productId: 'pot',
        variantId: 'celadon-s',
        title: 'Harbour Teapot',
        brand: 'Slow Crossing',
        category: 'Teapots / Stoneware',
        unit: { amount: 48800, currency: 'HKD' },
      },
    ]);
  });

  it('tells what failed and works after "Try again"', async () => {
    let broken = true;
    const told: unknown[] = [];
    const listen = (event: Event) => told.push((event as CustomEvent).detail);
    document.addEventListener('continuo-error', listen);
    const { element } = await shown('error', () =>
      broken ? answers['error']!(new URL('x:')) : sells(new URL('x:')),
    );
    document.removeEventListener('continuo-error', listen);
    expect(told).to.deep.equal([{ code: 'request/internal', retryable: true }]);
    broken = false;
    element.shadowRoot!.querySelector<HTMLElement>('[part=retry]')!.click();
    await until('ready', () => element.matches(':state(ready)'));
  });

  it('keeps what the page has written between its tags when it cannot be loaded', async () => {
    const { element } = await make(answers['error']!);
    element.append(Object.assign(document.createElement('a'), { href: '/pot', textContent: 'The pot' }));
    await until('it says so', () => element.matches(':state(error)'));
    element.requestUpdate();
    await element.updateComplete;
    expect(element.querySelector('a')!.getBoundingClientRect().height).to.be.above(0);
    expect(text(element)).to.contain('could not be loaded');
  });

  it('comes by itself when the network is back', async () => {
    let network = false;
    const { element, client } = await make(() =>
      network ? sells(new URL('x:')) : Promise.reject(new TypeError()),
    );
    await until('it says so', () => element.matches(':state(offline), :state(error)'));
    network = true;
    client.page('online');
    await until('ready', () => element.matches(':state(ready)'));
  });

  it('any number with variant-id make one request', async () => {
    const client = fakeClient((url) =>
      json({
        variants: url.searchParams
          .get('ids')!
          .split(',')
          .map((id) => variant(id, 'A', 'B')),
      }),
    );
    withCart(client, fakeCart());
    const root = await fixture<HTMLElement>(
      html`<div>
        ${['a', 'b', 'c'].map((id) => html`<continuo-add-to-cart variant-id=${id} .client=${client}></continuo-add-to-cart>`)}
      </div>`,
    );
    const all = [...root.querySelectorAll('continuo-add-to-cart')];
    await until('all are ready', () => all.every((each) => each.matches(':state(ready)')));
    expect(client.asked).to.deep.equal(['/v1/variants']);
    await expect(root).to.be.accessible();
  });

  it('moves nothing on the page when its data comes, where its space is kept', async () => {
    if (!chromium) return; // the only one that measures it
    let shift = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
    });
    observer.observe({ type: 'layout-shift', buffered: false });
    let answer!: (response: Response) => void;
    const { element } = await make(() => new Promise((resolve) => (answer = resolve)), {
      wrap: (inner) =>
        html`<div style="--continuo-add-to-cart-min-block-size: 30rem">
          ${inner}
          <p>What follows</p>
        </div>`,
    });
    await pause(100);
    answer(json(product(pots)));
    await until('ready', () => element.matches(':state(ready)'));
    await pause(100);
    observer.disconnect();
    expect(shift).to.equal(0);
  });
});
