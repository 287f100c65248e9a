import assert from 'node:assert/strict';
import type { Product } from '@continuo/protocol';
import type { HTTPRequest, Page } from 'puppeteer-core';
import { until, url, type Visitor } from './browser.ts';

/** What somebody does in the shop, and sees. All of it through what is on the screen. */

export const shop = (path = '/', market = 'hk/en'): string => `${url}/${market}${path}`;

/** Milliseconds that this question takes, or why it has no answer: for the message of a page that never came. */
async function howLong(ask: () => Promise<unknown>): Promise<string> {
  const start = performance.now();
  const end = new Promise<string>((resolve) => setTimeout(() => resolve('no answer'), 5_000).unref());
  const answer = ask().then(
    (said) => `${JSON.stringify(said)} after ${Math.round(performance.now() - start)} ms`,
    String,
  );
  return Promise.race([answer, end]);
}

/** Opens a page of the shop. Its pictures may still be on their way: they are drawn when first asked for. */
export const go = async ({ page }: Visitor, path: string, market?: string): Promise<void> => {
  const address = shop(path, market);
  try {
    await page.goto(address, { waitUntil: 'domcontentloaded' });
  } catch (error) {
    // Whether the shop, the network or the driver was lost: nobody could say afterwards.
    const inPage = await howLong(() =>
      page.evaluate(() => [location.href, document.readyState, Math.round(performance.now())]),
    );
    const fromShop = await howLong(async () => (await fetch(address)).status);
    throw new Error(`${address} did not come. The page says ${inPage}, the shop ${fromShop}.`, {
      cause: error,
    });
  }
};

/** Waits until everything that a page asked for at first is there, pictures too. */
export const isLoaded = ({ page }: Visitor): Promise<unknown> =>
  until('the page is loaded', () => page.evaluate(() => document.readyState === 'complete'));

/** Waits for fonts and styles: before them nothing can be measured, and a page without scripts does not wait for them. */
export const isStyled = ({ page }: Visitor): Promise<unknown> =>
  until('the page is drawn', () =>
    page.evaluate(
      () =>
        document.fonts.status === 'loaded' &&
        [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].every(({ sheet }) => sheet),
    ),
  );

/** Waits for the first element of each of these tags. */
export const areReady = (page: Page, ...tags: string[]): Promise<unknown> =>
  until(`${tags.join(' and ')} are ready`, () =>
    page.evaluate(
      (names) => names.every((name) => document.querySelector(name)?.matches(':state(ready)')),
      tags,
    ),
  );

/** Opens a page and keeps the script tag's file back. Resolves with what lets it go, once the page can be read without it. */
export async function openWithoutScript({ page }: Visitor, path: string): Promise<() => Promise<void>> {
  let held: HTTPRequest | undefined;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/continuo.js') held = request;
    else void request.continue();
  });
  await page.goto(shop(path), { waitUntil: 'domcontentloaded' });
  await until('the script was asked for', () => Promise.resolve(held));
  return () => held!.continue();
}

const press = async (page: Page, selector: string): Promise<void> => {
  const button = await page.waitForSelector(selector, { visible: true });
  assert.ok(button);
  await button.click();
};

export async function acceptConsent({ page }: Visitor): Promise<void> {
  await press(page, 'continuo-consent >>> [part=accept]');
  await page.waitForSelector('continuo-consent >>> [part=banner]', { hidden: true });
}

/** Opens a product and waits until it can be bought. */
export async function openProduct(who: Visitor, product: string, market?: string): Promise<void> {
  await go(who, `/products/${product}`, market);
  await who.page.waitForSelector('continuo-add-to-cart >>> [part=button]:not([disabled])', { visible: true });
}

/** Chooses the n-th value of the first choice (a glaze, a metal), as the label a person presses. */
export async function choose({ page }: Visitor, n: number): Promise<void> {
  const values = await page.$$('continuo-add-to-cart >>> [part=value]');
  await values[n]!.click();
}

export const addToCart = ({ page }: Visitor): Promise<void> =>
  press(page, 'continuo-add-to-cart >>> [part=button]');

/** The number on the cart button, 0 when it shows none. */
export const cartCount = ({ page }: Visitor): Promise<number> =>
  page.evaluate(() => {
    const label = document.querySelector('continuo-cart-button')?.shadowRoot?.querySelector('button');
    return Number(/\d+/.exec(label?.getAttribute('aria-label') ?? label?.textContent ?? '')?.[0] ?? 0);
  });

export const countBecomes = (who: Visitor, count: number): Promise<unknown> =>
  until(`the cart button shows ${count}`, async () => (await cartCount(who)) === count);

export async function openCart({ page }: Visitor): Promise<void> {
  await press(page, 'continuo-cart-button >>> button');
  await page.waitForSelector('continuo-cart-drawer >>> dialog[open]', { visible: true });
}

export async function closeCart({ page }: Visitor): Promise<void> {
  await page.keyboard.press('Escape');
  await page.waitForSelector('continuo-cart-drawer >>> dialog[open]', { hidden: true });
}

export interface SeenLine {
  key: string;
  title: string;
  quantity: number;
  sum: string;
}

/** The lines of the open drawer, as they stand on the screen. */
export const cartLines = ({ page }: Visitor): Promise<SeenLine[]> =>
  page.evaluate(() =>
    [...document.querySelector('continuo-cart-drawer')!.shadowRoot!.querySelectorAll('[part=line]')].map(
      (line) => ({
        key: line.getAttribute('data-key') ?? '',
        title: line.querySelector('h3')?.textContent?.trim() ?? '',
        quantity: Number(line.querySelector('input')?.value),
        sum: line.querySelector('.sum')?.textContent?.trim() ?? '',
      }),
    ),
  );

export const cartTotal = ({ page }: Visitor): Promise<string> =>
  page.evaluate(
    () =>
      document
        .querySelector('continuo-cart-drawer')!
        .shadowRoot!.querySelector('.total dd')
        ?.textContent?.trim() ?? '',
  );

export async function logIn(who: Visitor, email: string): Promise<void> {
  const { page } = who;
  await go(who, '/account');
  await Promise.all([
    page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
    page.evaluate((wanted) => {
      const form = [...document.querySelectorAll('form')].find(
        (f) => f.querySelector<HTMLInputElement>('input[type=hidden][name=email]')?.value === wanted,
      );
      form!.requestSubmit();
    }, email),
  ]);
  // The page is read again where it learns of a guest's orders: what was found a moment ago may be of the page before.
  await until('they are logged in', () =>
    page.evaluate(() => document.querySelector('[data-logout]') !== null),
  );
}

/** Fills the form of the check-out and waits until there is something to pay. */
export async function fillCheckout({ page }: Visitor): Promise<void> {
  const values: Record<string, string> = {
    name: 'Mei Lam',
    email: 'mei@example.com',
    address: '8 Steeping Steps',
    city: 'Hong Kong',
  };
  for (const [name, value] of Object.entries(values)) {
    const field = await page.waitForSelector(`[data-form] [name=${name}]`);
    await field!.click({ count: 3 });
    await field!.type(value);
  }
  // Asked in markets that have them.
  await (await page.$('[data-form] [name=postalCode]'))?.type('604-8005');
  await page.waitForSelector('[data-pay]:not([disabled])');
}

/** Presses the button to pay this often, as fast as it goes, and waits for the order's page. Returns the order's id. */
export async function pay({ page }: Visitor, presses = 1): Promise<string> {
  const arrived = page.waitForNavigation({ waitUntil: 'domcontentloaded' });
  await page.evaluate((times) => {
    const button = document.querySelector<HTMLButtonElement>('[data-pay]')!;
    for (let i = 0; i < times; i++) button.click();
  }, presses);
  await arrived;
  assert.match(page.url(), /\/orders\/[^/]+$/);
  return decodeURIComponent(page.url().split('/').at(-1)!);
}

/** How many of a variant can be sold, as the shop's own page is told; default: of the product's first. */
export async function stockOf(product: string, variant?: string): Promise<number> {
  const html = await (await fetch(shop())).text();
  const key = /data-key="([^"]+)"/.exec(html)![1]!;
  const response = await fetch(`${url}/v1/products/${product}?key=${key}&market=hk&locale=en`, {
    headers: { origin: url },
  });
  const { variants } = (await response.json()) as Product;
  return variants.find(({ id }) => id === (variant ?? variants[0]!.id))!.stock!;
}
