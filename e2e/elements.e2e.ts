import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { isAccessible } from './support/axe.ts';
import { inChromium, launch, until, url, visitor } from './support/browser.ts';
import { kept, NOTHING } from './support/traces.ts';

/** The page that shows every element in every state. */

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const STATES = ['ready', 'loading', 'empty', 'error', 'offline', 'unconfigured'];

for (const [query, scheme] of [
  ['', 'light'],
  ['?lang=zh-Hant', 'dark'],
  ['?dir=rtl', 'light'],
] as const)
  test(`each element is in the state that is written above it, and accessible there: ${query || '?lang=en'}, ${scheme}`, async (t) => {
    const who = await visitor(browser, 'laptop');
    t.after(() => who.context.close());
    const { page } = who;
    if (inChromium)
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
    await page.goto(`${url}/npm/elements.html${query}`, { waitUntil: 'domcontentloaded' });
    const states = () =>
      page.evaluate(
        (names) =>
          names.map((name) =>
            [
              ...document.querySelectorAll(
                ['add-to-cart', 'cart-drawer', 'rating', 'review-summary']
                  .map((tag) => `#${name} continuo-${tag}`)
                  .join(),
              ),
            ].map((element) => names.find((state) => element.matches(`:state(${state})`))),
          ),
        STATES,
      );
    await until('all are in their states', async () =>
      (await states()).every((found, i) => found.length === 5 && found.every((state) => state === STATES[i])),
    ).catch(async () =>
      assert.deepEqual(
        await states(),
        STATES.map((state) => Array.from({ length: 5 }, () => state)),
      ),
    );
    const buttons = await page.evaluate(() =>
      [...document.querySelectorAll('.states continuo-cart-button')].map((element) =>
        ['ready', 'empty', 'offline', 'unconfigured'].find((state) => element.matches(`:state(${state})`)),
      ),
    );
    assert.deepEqual(buttons, ['ready', 'empty', 'empty', 'ready', 'offline', 'unconfigured']);
    await isAccessible(page, `the elements in every state, ${query} ${scheme}`);
    for (const state of ['ready', 'loading', 'empty', 'error', 'offline']) {
      await page.$eval(`#drawer-${state}`, (drawer) => (drawer as HTMLElement & { show(): void }).show());
      await page.waitForSelector(`#drawer-${state} >>> dialog[open]`, { visible: true });
      await isAccessible(page, `the drawer, ${state}, ${query} ${scheme}`);
      await page.keyboard.press('Escape');
    }
    assert.deepEqual(await kept(who), NOTHING, 'nothing is stored');
    assert.deepEqual(who.complaints, []);
  });
