import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { launch, until, visitor } from './support/browser.ts';
import { addToCart, areReady, countBecomes, go, isLoaded } from './support/shop.ts';
import { focused, keepsFocus, tabTo } from './support/keyboard.ts';

/** An order without a pointer: Tab, Enter, Space and arrows, from the front page to the order's page. */

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const follow = async (page: Page): Promise<void> => {
  await Promise.all([
    page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
    page.keyboard.press('Enter'),
  ]);
};

const chosen = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      document.querySelector('continuo-add-to-cart')?.shadowRoot?.querySelector('legend strong')
        ?.textContent ?? '',
  );

test('an order is placed with the keyboard alone, and the focus is seen and never lost', async (t) => {
  const who = await visitor(browser, 'laptop');
  t.after(() => who.context.close());
  const { page, complaints } = who;

  await go(who, '/');
  await page.waitForSelector('continuo-consent >>> [part=banner]', { visible: true });
  const first = await tabTo(page, 'the first stop', () => true);
  assert.equal(first.href, '#content', 'the first stop leads past the navigation');
  await page.keyboard.press('Enter');
  await tabTo(page, 'a product', ({ href }) => /\/products\/[^?#]+$/.test(href));
  await follow(page);

  // The product that is chosen has several colours, whichever is first on the front page.
  await go(who, '/products/harbour-teapot');
  await page.waitForSelector('continuo-add-to-cart >>> [part=button]:not([disabled])', { visible: true });
  await tabTo(page, 'the colours', ({ tag, name }) => tag === 'input' && name === 'color');
  const before = await chosen(page);
  await page.keyboard.press('ArrowDown');
  const colour = await until('another colour is chosen', async () => {
    const now = await chosen(page);
    return now !== before && now;
  });
  assert.equal((await keepsFocus(page, 'choosing a colour')).name, 'color');
  await tabTo(page, 'the button to add', ({ part }) => part === 'button');
  await page.keyboard.press('Enter');
  await countBecomes(who, 1);
  assert.equal((await keepsFocus(page, 'adding')).part, 'button');
  await page.keyboard.press(' ');
  await countBecomes(who, 2);

  await tabTo(page, 'the cart button', ({ label }) => /^Cart\b/i.test(label), { back: true });
  await page.keyboard.press('Enter');
  await page.waitForSelector('continuo-cart-drawer >>> dialog[open] [part=line]', { visible: true });
  await keepsFocus(page, 'opening the cart');
  await tabTo(page, 'one more', ({ label }) => /more/i.test(label));
  await page.keyboard.press(' ');
  await countBecomes(who, 3);
  await keepsFocus(page, 'one more');
  await tabTo(page, 'remove', ({ label }) => /^Remove/i.test(label));
  await page.keyboard.press('Enter');
  await countBecomes(who, 0);
  await until('the focus is on undo', async () => (await focused(page)).part === 'undo');
  await page.keyboard.press('Enter');
  await countBecomes(who, 3);
  await until('the focus is back in the line', async () => (await focused(page)).tag === 'input');
  await until(`${colour} is in the cart`, () =>
    page.$eval(
      'continuo-cart-drawer >>> [part=line]',
      (item, text) => item.textContent.includes(String(text)),
      colour,
    ),
  );
  // Escape gives the focus back to where it was; Enter opens the cart again from there.
  await page.keyboard.press('Escape');
  await page.waitForSelector('continuo-cart-drawer >>> dialog[open]', { hidden: true });
  assert.match((await keepsFocus(page, 'closing the cart')).label, /^Cart\b/i);
  await page.keyboard.press('Enter');
  await page.waitForSelector('continuo-cart-drawer >>> dialog[open] [part=checkout][aria-disabled=false]', {
    visible: true,
  });
  await tabTo(page, 'the way to the check-out', ({ part }) => part === 'checkout');
  await follow(page);

  await page.waitForSelector('[data-pay]:not([disabled])');
  const values = {
    name: 'Mei Lam',
    email: 'mei@example.com',
    address: '8 Steeping Steps',
    city: 'Hong Kong',
  };
  // First forgets everything: the first field that needs something has the focus then.
  await tabTo(page, 'the button to pay', ({ tag, label }) => tag === 'button' && /pay/i.test(label));
  await page.keyboard.press('Enter');
  await until('the first field is pointed at', async () => (await focused(page)).name === 'name');
  await page.keyboard.type(values.name);
  for (const name of ['email', 'address', 'city'] as const) {
    await tabTo(page, name, (focus) => focus.name === name);
    await page.keyboard.type(values[name]);
  }
  await tabTo(page, 'the ways to pay', ({ name }) => name === 'method');
  await tabTo(page, 'the button to pay', ({ tag, label }) => tag === 'button' && /pay/i.test(label));
  await Promise.all([page.waitForNavigation({ waitUntil: 'domcontentloaded' }), page.keyboard.press(' ')]);
  assert.match(page.url(), /\/orders\/[^/]+$/);
  assert.match(await page.$eval('main', (main) => main.textContent ?? ''), /Harbour Teapot/);
  await countBecomes(who, 0);
  assert.deepEqual(complaints, []);
});

test('the banner is answered and the settings are changed with the keyboard alone', async (t) => {
  const who = await visitor(browser, 'phone');
  t.after(() => who.context.close());
  const { page } = who;
  await go(who, '/privacy');
  await page.waitForSelector('continuo-consent >>> [part=banner]', { visible: true });
  await tabTo(page, 'the button of the page', ({ tag, href }) => tag === 'button' && !href);
  await tabTo(page, 'the settings', ({ part }) => part === 'choose');
  await page.keyboard.press('Enter');
  await page.waitForSelector('continuo-consent >>> dialog[open]', { visible: true });
  await keepsFocus(page, 'opening the settings');
  await tabTo(page, 'analytics', ({ name }) => name === 'analytics');
  await page.keyboard.press(' ');
  await tabTo(page, 'save', ({ part }) => part === 'save');
  await page.keyboard.press('Enter');
  await page.waitForSelector('continuo-consent >>> [part=banner]', { hidden: true });
  const stored = await page.evaluate(
    () => Object.entries(localStorage).find(([name]) => name.endsWith(':consent'))?.[1] ?? '{}',
  );
  const { categories } = JSON.parse(stored) as { categories: Record<string, boolean> };
  assert.deepEqual([categories['analytics'], categories['marketing']], [true, false]);
  await until('the focus is where it was before the question', async () => (await focused(page)).tag === 'a');
  await keepsFocus(page, 'answering');
});

test('with text twice as large, a phone shows every page without scrolling sideways', async (t) => {
  const who = await visitor(browser, 'phone');
  t.after(() => who.context.close());
  const { page } = who;
  for (const market of ['hk/en', 'hk/zh-Hant']) {
    await go(who, '/products/harbour-teapot', market);
    await addToCart(who);
    for (const path of ['/', '/products', '/products/harbour-teapot', '/stores', '/account', '/checkout']) {
      await go(who, path, market);
      await isLoaded(who);
      await areReady(page, 'continuo-cart-button');
      if (path === '/checkout') await page.waitForSelector('.lines li', { visible: true });
      if (path === '/products/harbour-teapot') await areReady(page, 'continuo-review-list');
      const beyond = await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
        return document.documentElement.scrollWidth - innerWidth;
      });
      assert.ok(beyond <= 0, `${market}${path} is ${beyond} px too wide`);
    }
  }
});

test('with text twice as large, the question about consent never covers what has the focus on a phone', async (t) => {
  const who = await visitor(browser, 'phone');
  t.after(() => who.context.close());
  const { page } = who;
  await go(who, '/products/harbour-teapot');
  await page.waitForSelector('continuo-consent >>> [part=banner]', { visible: true });
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  let seen = 0;
  for (let stops = 0; stops < 25; stops++) {
    await page.keyboard.press('Tab');
    const covered = await page.evaluate(() => {
      let focus = document.activeElement;
      if (!focus || focus === document.body || focus.localName === 'continuo-consent') return '';
      while (focus.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
      const banner = document.querySelector('continuo-consent')!.shadowRoot!.querySelector('[part=banner]')!;
      const top = banner.getBoundingClientRect().top;
      return focus.getBoundingClientRect().top >= top ? focus.outerHTML.slice(0, 120) : 'seen';
    });
    if (covered === 'seen') seen++;
    else assert.equal(covered, '', 'lies below the banner');
  }
  assert.ok(seen > 10, `${seen} stops were on the page`);
});
