import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../define/cart-drawer.ts';
import { accessibilityTree, everyWay } from '../../testing/everyway.ts';
import { cartLine, fakeCart, quote, quoteLine, withCart } from '../../testing/fake-cart.ts';
import { fakeClient, still, until } from '../../testing/support.ts';
import type { ContinuoCartDrawerElement } from './cart-drawer.ts';

const hkd = (amount: number) => ({ amount, currency: 'HKD' });
type Wrap = (element: TemplateResult) => TemplateResult;

async function make(
  cart = fakeCart([cartLine('a'), cartLine('b', 1)]),
  wrap: Wrap = (t) => html`<div>${t}</div>`,
  href?: string,
) {
  const client = fakeClient();
  withCart(client, cart);
  const root = await fixture<HTMLElement>(
    wrap(
      html`<continuo-cart-drawer .client=${client} .checkoutHref=${href}>
        <a slot="empty" href="#shop">See the teapots</a>
      </continuo-cart-drawer>`,
    ),
  );
  const element = root.querySelector('continuo-cart-drawer')!;
  await element.updateComplete;
  element.show();
  await until('the drawer is open', () => element.matches(':state(open)'));
  if (cart.$status.get().phase === 'ready')
    await until('its inside is there', () => element.shadowRoot!.querySelector('[part=lines]'));
  await still(element);
  const find = (selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector)!;
  const named = (name: string) => find(`[aria-label="${name}"]`);
  const text = () => element.shadowRoot!.textContent.replace(/\s+/g, ' ');
  return { element, cart, find, named, text };
}
const said = (element: ContinuoCartDrawerElement, words: string) =>
  until(
    `"${words}" is said`,
    () => element.shadowRoot!.querySelector('[data-announcer]')?.textContent === words,
  );
const loud = () => {
  const cart = fakeCart([
    cartLine(
      'a',
      5,
      quoteLine('a', { wanted: 5, payable: 3, available: 3, flags: ['limited'], compareAt: hkd(52000) }),
    ),
    cartLine('b', 1, quoteLine('b', { flags: ['sold-out'], payable: 0, wanted: 1 })),
  ]);
  cart.$notices.set([{ id: 'n1', kind: 'price-changed', address: 'c/a', old: hkd(48800), new: hkd(45000) }]);
  return cart;
};

describe('<continuo-cart-drawer>', () => {
  everyWay('ready', { make: async (wrap) => (await make(undefined, wrap)).element, overlay: true });
  everyWay('ready, with trouble', {
    make: async (wrap) => (await make(loud(), wrap)).element,
    overlay: true,
  });
  everyWay('empty', { make: async (wrap) => (await make(fakeCart(), wrap)).element, overlay: true });
  everyWay('loading', {
    make: async (wrap) => (await make(fakeCart([], { phase: 'loading' }), wrap)).element,
    overlay: true,
  });
  everyWay('offline', {
    make: async (wrap) =>
      (await make(fakeCart([cartLine('a')], { online: false, priced: 'stale' }), wrap)).element,
    overlay: true,
  });
  everyWay('error', {
    make: async (wrap) => (await make(fakeCart([], { phase: 'error' }), wrap)).element,
    overlay: true,
  });

  it('shows its own content without a client', async () => {
    const element = await fixture<HTMLElement>(
      html`<continuo-cart-drawer><a href="#cart">Cart</a></continuo-cart-drawer>`,
    );
    expect(element.matches(':state(unconfigured)')).to.equal(true);
    expect(element.querySelector('a')!.offsetHeight).to.be.greaterThan(0);
  });

  it('has names and roles', async () => {
    await make(loud());
    const tree = await accessibilityTree();
    for (const line of [
      'dialog Cart',
      'heading Cart',
      'button Close',
      'link Teapot a',
      'spinbutton Quantity of Teapot a',
      'button One more of Teapot a',
      'button Remove Teapot b',
      'button Check out',
    ])
      if (tree) expect(tree).to.include(line);
  });

  it('tells the page that it was opened, and with what', async () => {
    const told = new Promise<CustomEvent>((resolve) =>
      document.addEventListener('continuo-cart-opened', (event) => resolve(event as CustomEvent), {
        once: true,
      }),
    );
    await make();
    const { detail } = await told;
    expect(detail.cartId).to.equal('cart-1');
    expect(
      detail.lines.map((line: { variantId: string; quantity: number }) => [line.variantId, line.quantity]),
    ).to.deep.equal([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('begins on its heading and goes through everything with Tab', async () => {
    const { element, find } = await make();
    expect(element.shadowRoot!.activeElement).to.equal(find('h2'));
    const met: string[] = [];
    while (met.length < 6) {
      await sendKeys({ press: 'Tab' });
      const at = element.shadowRoot!.activeElement;
      if (at?.matches('.body')) continue; // Firefox stops at what scrolls
      met.push(at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '');
    }
    expect(met).to.deep.equal([
      'Close',
      'Teapot a',
      'One less of Teapot a',
      'Quantity of Teapot a',
      'One more of Teapot a',
      'Remove Teapot a',
    ]);
  });

  it('steps and types quantities, keeps the focus, and says the new number', async () => {
    const { element, cart, named } = await make();
    named('One more of Teapot a').focus();
    const changed = oneEvent(element, 'continuo-cart-changed');
    await sendKeys({ press: 'Enter' });
    expect((await changed).detail).to.deep.include({
      variantId: 'a',
      quantity: 3,
      previous: 2,
    });
    expect(cart.done).to.deep.equal([['change', 'a', 1]]);
    expect(element.shadowRoot!.activeElement).to.equal(named('One more of Teapot a'));
    await said(element, 'Teapot a: quantity 3');
    const input = named('Quantity of Teapot a') as HTMLInputElement;
    input.focus();
    input.select();
    await sendKeys({ type: '7' });
    await sendKeys({ press: 'Tab' });
    expect(cart.done.at(-1)).to.deep.equal(['set', 'a', 7]);
  });

  it('puts back what was typed when it is no number', async () => {
    const { element, cart, named } = await make();
    const input = named('Quantity of Teapot a') as HTMLInputElement;
    input.value = '';
    input.dispatchEvent(new Event('change'));
    await element.updateComplete;
    expect(cart.done).to.deep.equal([]);
    expect(input.value).to.equal('2');
  });

  it('removes with a way back that has the focus, and puts back', async () => {
    const { element, cart, named, find, text } = await make();
    named('Remove Teapot a').focus();
    const removed = oneEvent(element, 'continuo-cart-removed');
    await sendKeys({ press: 'Enter' });
    expect((await removed).detail).to.deep.include({ variantId: 'a', quantity: 2 });
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement).to.equal(find('[part=undo]'));
    expect(text()).to.include('Teapot a was removed');
    expect(find('[part=lines]').firstElementChild).to.equal(find('[part=removed]'));
    await expect(element).to.be.accessible();
    const back = oneEvent(element, 'continuo-cart-added');
    await sendKeys({ press: 'Enter' });
    await back;
    expect(cart.done).to.deep.equal([['remove', 'a'], ['undo']]);
    await element.updateComplete;
    expect(find('[part=removed]')).to.equal(null);
    expect(element.shadowRoot!.activeElement).to.equal(named('Quantity of Teapot a'));
    await said(element, 'Teapot a is back in the cart');
  });

  it('minus at one removes, and the last line leaves the way back beside the empty cart', async () => {
    const { element, named, find, text } = await make(fakeCart([cartLine('b', 1)]));
    named('One less of Teapot b').click();
    await element.updateComplete;
    expect(text()).to.include('Your cart is empty');
    expect(element.shadowRoot!.activeElement).to.equal(find('[part=undo]'));
  });

  it('shows the backend’s sums and nothing of its own', async () => {
    const cart = fakeCart([cartLine('a')]);
    cart.$totals.set(
      quote({
        discounts: [{ title: 'Spring', amount: hkd(1000) }],
        shipping: hkd(4000),
        taxes: [{ title: 'VAT', amount: hkd(500), included: false }],
        total: hkd(123456),
      }),
    );
    const { text } = await make(cart);
    expect(text()).to.include('Subtotal HK$976.00');
    expect(text()).to.include('Spring −HK$10.00');
    expect(text()).to.include('Shipping HK$40.00');
    expect(text()).to.include('VAT HK$5.00');
    expect(text()).to.include('Total HK$1,234.56');
  });

  it('waits with the check-out until prices are fresh', async () => {
    const { element, cart, find, text } = await make(fakeCart([cartLine('a')], { priced: 'stale' }));
    const told: string[] = [];
    element.addEventListener('continuo-checkout', () => told.push('checkout'));
    expect(element.matches(':state(stale)')).to.equal(true);
    expect(text()).to.include('Updating prices…');
    expect(find('[part=checkout]').getAttribute('aria-disabled')).to.equal('true');
    find('[part=checkout]').click();
    expect(told).to.deep.equal([]);
    cart.$status.set({ ...cart.$status.get(), priced: 'fresh' });
    await element.updateComplete;
    find('[part=checkout]').click();
    expect(told).to.deep.equal(['checkout']);
  });

  it('goes to the check-out, unless the page prevents it', async () => {
    const { element, find } = await make(undefined, undefined, '#checkout');
    const started: CustomEvent[] = [];
    element.addEventListener('continuo-checkout-started', (event) => started.push(event));
    element.addEventListener('continuo-checkout', (event) => event.preventDefault(), { once: true });
    find('[part=checkout]').click();
    expect(location.hash).to.equal('');
    expect(started.length).to.equal(0);
    find('[part=checkout]').click();
    expect(started[0]!.detail).to.deep.include({ cartId: 'cart-1', total: hkd(97600) });
    await until('the page is there', () => location.hash === '#checkout');
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('tells what changed with before and after, until dismissed', async () => {
    const { element, cart, find, text } = await make(loud());
    expect(text()).to.include('The price of Teapot a changed from HK$488.00 to HK$450.00.');
    expect(text()).to.include('3 of 5 available');
    expect(text()).to.include('Sold out');
    find('[part=notices] button').click();
    await element.updateComplete;
    expect(cart.done).to.deep.equal([['dismiss', 'n1']]);
    expect(find('[part=notices]')).to.equal(null);
    await until('focus is on the heading', () => element.shadowRoot!.activeElement === find('h2'));
  });

  it('an empty cart has a way onward', async () => {
    const { element } = await make(fakeCart());
    expect(element.matches(':state(empty)')).to.equal(true);
    expect(element.querySelector('a')!.offsetHeight).to.be.greaterThan(0);
  });

  it('edits go on without a network, and it says so', async () => {
    const { cart, named, text } = await make(fakeCart([cartLine('a')], { online: false, priced: 'stale' }));
    expect(text()).to.include('You are offline. Changes are kept and sent later.');
    named('One more of Teapot a').click();
    expect(cart.done).to.deep.equal([['change', 'a', 1]]);
  });

  it('a line that comes from another device leaves the focus where it is', async () => {
    const { element, cart, named } = await make();
    named('One more of Teapot b').focus();
    cart.$lines.set([cartLine('new'), ...cart.$lines.get()]);
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement).to.equal(named('One more of Teapot b'));
  });

  it('closes by Escape, by its button and by a press beside it', async () => {
    const { element, named, find } = await make();
    const open = () => element.matches(':state(open)');
    await sendKeys({ press: 'Escape' });
    await until('closed', () => !open());
    element.show();
    await until('open', open);
    named('Close').click();
    await until('closed', () => !open());
    element.show();
    await until('open', open);
    find('dialog').click();
    await until('closed', () => !open());
  });

  it('user text is text', async () => {
    const { find } = await make(
      fakeCart([cartLine('a', 1, quoteLine('a', { title: '<img src=x onerror=alert(1)>' }))]),
    );
    expect(find('h3').textContent).to.include('<img src=x');
    expect(find('h3 img')).to.equal(null);
  });
});
