import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { inChromium, launch, until, url, visitor, type Visitor } from './support/browser.ts';
import { openDesk, openPerson } from './support/desk.ts';
import {
  acceptConsent,
  addToCart,
  choose,
  closeCart,
  countBecomes,
  fillCheckout,
  go,
  logIn,
  openCart,
  openProduct,
  pay,
} from './support/shop.ts';

/** The shop keeps its strict policy, its width and its place while it is used. */

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

interface Watched extends Visitor {
  /** Every violation of the pages' policies, as `directive: what`. */
  violations: string[];
}

/** Somebody whose pages report each violation of their policy, from their first line on. */
async function watched(t: TestContext, device: 'phone' | 'laptop'): Promise<Watched> {
  const who = await visitor(browser, device);
  t.after(() => who.context.close());
  const violations: string[] = [];
  await who.page.exposeFunction('__violated', (what: string) => violations.push(what));
  await who.page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
      const what = `${location.pathname}: ${effectiveDirective}: ${blockedURI} ${sample} ${sourceFile}:${lineNumber}`;
      void (globalThis as unknown as { __violated(what: string): void }).__violated(what);
    });
  });
  return { ...who, violations };
}

const PAGES = [
  '/',
  '/products',
  '/products?q=zzzzzz',
  '/collections/teapots',
  '/products/harbour-teapot',
  '/checkout',
  '/account',
  '/stores',
  '/privacy',
  '/nowhere',
];

const policyOf = async (path: string): Promise<string> => {
  const response = await fetch(`${url}${path}`);
  await response.arrayBuffer();
  return response.headers.get('content-security-policy') ?? '';
};

test('every page has a policy without inline code, inline style and eval, and with Trusted Types', async () => {
  for (const path of [...PAGES.map((page) => `/hk/en${page}`), '/desk/', '/npm/']) {
    const policy = await policyOf(path);
    assert.match(policy, /default-src 'self'(;|$)/, `${path}: ${policy}`);
    assert.match(policy, /require-trusted-types-for 'script'/, path);
    assert.match(policy, /trusted-types /, path);
    assert.match(policy, /object-src 'none'/, path);
    assert.match(policy, /base-uri 'none'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe|\*/, path);
    for (const [, own] of policy.matchAll(/(?:script|style|worker|connect)-src ([^;]*)/g))
      assert.equal(own, `'self'`, `${path}: ${policy}`);
  }
});

test('a violation would be seen', async (t) => {
  const who = await watched(t, 'phone');
  await go(who, '/');
  await who.page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { color: red }';
    document.head.append(style);
  });
  await until('it is told', async () => who.violations.length);
});

// Browsers differ in what they call a violation, whatever the market.
for (const market of inChromium ? ['hk/en', 'hk/zh-Hant', 'jp/zh-Hant'] : ['hk/zh-Hant'])
  test(`cart, consent, log-in, check-out and the live stream violate no policy in ${market}`, async (t) => {
    const who = await watched(t, 'phone');
    const { page, violations, complaints } = who;
    for (const path of PAGES) await go(who, path, market);
    await (await page.waitForSelector('continuo-consent >>> [part=choose]', { visible: true }))!.click();
    await page.waitForSelector('continuo-consent >>> dialog[open]', { visible: true });
    await page.keyboard.press('Escape');
    await acceptConsent(who);
    await openProduct(who, 'harbour-teapot', market);
    if (market.endsWith('zh-Hant'))
      assert.match(
        await page.$eval('continuo-add-to-cart >>> [part=button]', (button) => button.textContent ?? ''),
        /\p{Script=Han}/u,
        'the chunk with the Chinese words was loaded',
      );
    await choose(who, 1);
    await addToCart(who);
    await countBecomes(who, 1);
    await openCart(who);
    await page.waitForSelector('continuo-cart-drawer >>> [part=checkout][aria-disabled=false]');
    await closeCart(who);

    // Another tab of the same visitor: what is added there arrives here by the live stream or the disk.
    const tab = await who.context.newPage();
    await tab.goto(page.url(), { waitUntil: 'domcontentloaded' });
    await addToCart({ ...who, page: tab });
    await countBecomes({ ...who, page: tab }, 2);
    await countBecomes(who, 2);
    await tab.close();

    await go(who, '/checkout', market);
    await fillCheckout(who);
    const order = await pay(who);
    await countBecomes(who, 0);
    await logIn(who, 'mei@example.com');
    // The page is read again once it knows of the guest's order; who leaves before that leaves twice.
    await page.waitForSelector(`[data-order="${order}"]`);
    await openProduct(who, 'morning-bowl', market);
    assert.deepEqual(violations, []);
    assert.deepEqual(complaints, []);
  });

test('the page from npm violates no policy', async (t) => {
  const who = await watched(t, 'laptop');
  await who.page.goto(`${url}/npm/`, { waitUntil: 'domcontentloaded' });
  await until('its elements are there', () =>
    who.page.evaluate(
      () => document.querySelector('continuo-cart-button') && !document.querySelector(':not(:defined)'),
    ),
  );
  assert.deepEqual(who.violations, []);
  assert.deepEqual(who.complaints, []);
});

test('the desk violates no policy', async (t) => {
  const who = await watched(t, 'laptop');
  await openDesk(who);
  await openPerson(who, 'mei@example.com');
  await until('the timeline is there', () => who.page.$('desk-app >>> desk-person-page'));
  assert.deepEqual(who.violations, []);
  assert.deepEqual(who.complaints, []);
});

/** What is wider than the screen, where something is. */
const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [
      `${scrollWidth} px on a screen of ${clientWidth}`,
      ...[...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120))
        .slice(0, 5),
    ];
  });

for (const market of inChromium ? ['hk/en', 'jp/zh-Hant'] : ['jp/zh-Hant'])
  test(`no page scrolls sideways at 320 px in ${market}`, async (t) => {
    const who = await visitor(browser, 'phone');
    t.after(() => who.context.close());
    const { page } = who;
    await page.setViewport({ width: 320, height: 640 });
    for (const path of PAGES) {
      await go(who, path, market);
      await page.waitForSelector('continuo-consent >>> [part=banner]', { visible: true });
      assert.deepEqual(await sideways(page), [], path);
    }
    await acceptConsent(who);
    await openProduct(who, 'harbour-teapot', market);
    await addToCart(who);
    await openCart(who);
    await page.waitForSelector('continuo-cart-drawer >>> [part=checkout][aria-disabled=false]');
    // It slides in.
    await until('the drawer fits', () =>
      page.$eval('continuo-cart-drawer >>> dialog', (dialog) => {
        const { left, right } = dialog.getBoundingClientRect();
        if (dialog.scrollWidth <= dialog.clientWidth && left >= 0 && right <= innerWidth) return true;
        throw new Error(
          `${dialog.scrollWidth} in ${dialog.clientWidth}, from ${left} to ${right} of ${innerWidth}`,
        );
      }),
    );
    assert.deepEqual(await sideways(page), [], 'with the drawer open');
    await go(who, '/checkout', market);
    await page.waitForSelector('[data-pay]:not([disabled])');
    assert.deepEqual(await sideways(page), [], 'the check-out with a line');
    await page.goto(`${url}/desk/`, { waitUntil: 'domcontentloaded' });
    await page.waitForSelector('desk-app >>> [type=email]', { visible: true });
    assert.deepEqual(await sideways(page), [], 'the log-in of the desk');
  });

// Only Chromium tells of layout shifts.
if (inChromium)
  for (const device of ['phone', 'laptop'] as const)
    test(`nothing moves while a product's page loads on a ${device}`, async (t) => {
      const who = await visitor(browser, device);
      t.after(() => who.context.close());
      const { page } = who;
      await page.evaluateOnNewDocument(() => {
        const shifts: { value: number; at: number; what: string }[] = [];
        (globalThis as unknown as { __shifts: typeof shifts }).__shifts = shifts;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            value: number;
            sources: { node?: Node }[];
          })[])
            shifts.push({
              value: entry.value,
              at: Math.round(entry.startTime),
              what: entry.sources
                .map(({ node }) =>
                  node instanceof Element ? node.outerHTML.slice(0, 80) : (node?.nodeName ?? ''),
                )
                .join(' | '),
            });
        }).observe({ type: 'layout-shift', buffered: true });
      });
      for (const path of ['/products/harbour-teapot', '/products/morning-bowl', '/', '/products']) {
        await go(who, path);
        await page.waitForSelector('continuo-consent >>> [part=banner]', { visible: true });
        await page.waitForNetworkIdle({ idleTime: 800, concurrency: 1 });
        const shifts = await page.evaluate(
          () =>
            (globalThis as unknown as { __shifts: { value: number; at: number; what: string }[] }).__shifts,
        );
        const sum = shifts.reduce((all, { value }) => all + value, 0);
        assert.ok(sum <= 0.01, `${path} moved by ${sum}: ${JSON.stringify(shifts, null, 1)}`);
      }
    });
