import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../define/cart-button.ts';
import '../../define/cart-drawer.ts';
import { accessibilityTree, everyWay } from '../../testing/everyway.ts';
import { cartLine, fakeCart, withCart } from '../../testing/fake-cart.ts';
import { fakeClient, until } from '../../testing/support.ts';

async function make(cart = fakeCart([cartLine('a')]), wrap = (t: TemplateResult) => html`<div>${t}</div>`) {
  const client = fakeClient();
  withCart(client, cart);
  const root = await fixture<HTMLElement>(
    wrap(html`<continuo-cart-button .client=${client}><a href="#cart">Cart</a></continuo-cart-button>`),
  );
  const element = root.querySelector('continuo-cart-button')!;
  await element.updateComplete;
  return {
    element,
    cart,
    client,
    base: () => element.shadowRoot!.querySelector<HTMLButtonElement>('button')!,
  };
}

describe('<continuo-cart-button>', () => {
  everyWay('ready', { make: async (wrap) => (await make(undefined, wrap)).element });
  everyWay('empty', { make: async (wrap) => (await make(fakeCart(), wrap)).element });
  everyWay('offline', {
    make: async (wrap) => (await make(fakeCart([cartLine('a')], { online: false }), wrap)).element,
  });

  it('shows its own content without a client', async () => {
    const element = await fixture<HTMLElement>(
      html`<continuo-cart-button><a href="#cart">Cart</a></continuo-cart-button>`,
    );
    expect(element.matches(':state(unconfigured)')).to.equal(true);
    expect(element.querySelector('a')!.offsetHeight).to.be.greaterThan(0);
  });

  it('has the count in its name', async () => {
    const { element, cart, base } = await make();
    expect(base().textContent).to.include('Cart, 2 items');
    const tree = await accessibilityTree();
    if (tree) expect(tree).to.include('button Cart, 2 items');
    cart.$lines.set([cartLine('a', 1)]);
    await element.updateComplete;
    expect(base().textContent).to.include('Cart, 1 item');
    cart.$lines.set([]);
    await element.updateComplete;
    expect(base().textContent).to.include('Cart, empty');
    expect(element.matches(':state(empty)')).to.equal(true);
  });

  it('opens the drawer of the page and gets the focus back', async () => {
    const { base, client } = await make();
    const drawer = await fixture<HTMLElement>(
      html`<continuo-cart-drawer .client=${client}></continuo-cart-drawer>`,
    );
    base().focus();
    await sendKeys({ press: 'Enter' });
    await until('the drawer is open', () => drawer.matches(':state(open)'));
    await sendKeys({ press: 'Escape' });
    await until('the drawer is closed', () => !drawer.matches(':state(open)'));
    expect(base().matches(':focus')).to.equal(true);
  });
});
