import { after, before, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { launch, until, url, visitor, type Visitor } from './support/browser.ts';
import { isAccessible } from './support/axe.ts';
import { openDesk, openPerson } from './support/desk.ts';
import {
  acceptConsent,
  addToCart,
  closeCart,
  countBecomes,
  fillCheckout,
  go,
  logIn,
  openCart,
  openProduct,
  pay,
} from './support/shop.ts';
import { openWritten, QUESTION_OPENINGS, REVIEW_OPENINGS } from './support/written.ts';

/** Every page in every state, asked by axe: light and dark, in English and in Chinese. */

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

async function meet(): Promise<Visitor> {
  const who = await visitor(browser, 'laptop');
  await look(who.page, 'light');
  return who;
}

const look = (page: Page, scheme: 'light' | 'dark'): Promise<void> =>
  page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);

/** In light asked everything, in dark what may differ there. */
async function isAccessibleInBoth(page: Page, state: string): Promise<void> {
  await isAccessible(page, `${state}, light`);
  await look(page, 'dark');
  await isAccessible(page, `${state}, dark`, ['color-contrast', 'link-in-text-block']);
  await look(page, 'light');
}

const ready = (page: Page): Promise<unknown> =>
  until('the elements are ready', () =>
    page.evaluate(
      () =>
        !document.querySelector(':not(:defined)') &&
        ![...document.querySelectorAll('*')].some(
          (element) => element.localName.startsWith('continuo-') && element.matches(':state(loading)'),
        ),
    ),
  );

const PAGES = {
  'the front page': '/',
  'a list': '/products',
  'a search that finds nothing': '/products?q=zzzzzz',
  'a product': '/products/harbour-teapot',
  'an empty check-out': '/checkout',
  'the log-in': '/account',
  'the stores': '/stores',
  'the privacy page': '/privacy',
  'a page that is not there': '/nowhere',
};

for (const market of ['hk/en', 'hk/zh-Hant']) {
  const how = market.slice(3);
  test(`every page with the question on it, ${how}`, async (t) => {
    const who = await meet();
    t.after(() => who.context.close());
    for (const [name, path] of Object.entries(PAGES))
      await t.test(name, async () => {
        await go(who, path, market);
        await who.page.waitForSelector('continuo-consent >>> [part=banner]', { visible: true });
        await ready(who.page);
        await isAccessibleInBoth(who.page, `${name}, ${how}`);
      });
    await t.test('the settings', async () => {
      await (await who.page.$('continuo-consent >>> [part=choose]'))!.click();
      await who.page.waitForSelector('continuo-consent >>> dialog[open]', { visible: true });
      await isAccessibleInBoth(who.page, `the settings, ${how}`);
    });
    await t.test('the filters of reviews and the forms of reviews and questions', async () => {
      await go(who, '/products/harbour-teapot', market);
      await openWritten(who.page, '#reviews', REVIEW_OPENINGS);
      await openWritten(who.page, '#questions', QUESTION_OPENINGS);
      await isAccessibleInBoth(who.page, `what opens among reviews and questions, ${how}`);
    });
  });

  test(`the cart from empty to ordered, ${how}`, async (t) => {
    const who = await meet();
    const { page } = who;
    t.after(() => who.context.close());
    await openProduct(who, 'morning-bowl', market);
    await acceptConsent(who);
    await openCart(who);
    await page.waitForSelector('continuo-cart-drawer >>> [part=empty]', { visible: true });
    await isAccessibleInBoth(page, `the empty cart, ${how}`);
    await closeCart(who);
    await addToCart(who);
    await countBecomes(who, 1);
    await isAccessibleInBoth(page, `a product that was added, ${how}`);
    await openCart(who);
    await page.waitForSelector('continuo-cart-drawer >>> [part=checkout][aria-disabled=false]');
    await isAccessibleInBoth(page, `the cart, ${how}`);
    await (await page.waitForSelector('continuo-cart-drawer >>> .controls > button'))!.click();
    const undo = await page.waitForSelector('continuo-cart-drawer >>> [part=undo]', { visible: true });
    await isAccessibleInBoth(page, `the cart after a removal, ${how}`);
    await undo!.click();
    await countBecomes(who, 1);

    await go(who, '/checkout', market);
    await page.waitForSelector('[data-pay]:not([disabled])');
    await isAccessibleInBoth(page, `the check-out, ${how}`);
    await (await page.$('[data-pay]'))!.click();
    await page.waitForSelector('[data-form] [aria-invalid=true]');
    await isAccessibleInBoth(page, `the check-out with errors, ${how}`);
    await fillCheckout(who);
    await isAccessibleInBoth(page, `the check-out, filled, ${how}`);
    await pay(who);
    await ready(page);
    await isAccessibleInBoth(page, `the order, ${how}`);
  });

  test(`the account of somebody who is logged in, ${how}`, async (t) => {
    const who = await meet();
    t.after(() => who.context.close());
    await logIn(who, 'jon@example.com');
    await ready(who.page);
    await isAccessibleInBoth(who.page, `the account, ${how}`);
  });
}

test('the desk', async (t) => {
  const who = await meet();
  t.after(() => who.context.close());
  await who.page.goto(`${url}/desk/`, { waitUntil: 'domcontentloaded' });
  await who.page.waitForSelector('desk-app >>> [type=email]', { visible: true });
  await isAccessibleInBoth(who.page, "the desk's log-in");
  await openDesk(who);
  await who.page.waitForSelector('desk-app >>> button.person', { visible: true });
  await isAccessibleInBoth(who.page, 'the list of people');
  await openPerson(who, 'jon@example.com');
  await isAccessibleInBoth(who.page, 'one person');
});
