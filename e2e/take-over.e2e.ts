import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch, until, visitor } from './support/browser.ts';
import { openWithoutScript } from './support/shop.ts';

/** What the server wrote stands there until an element takes its place. */

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const width of [320, 390, 1280])
  test(`at ${width} px nothing moves when the way to buy takes the place of the server's text`, async (t) => {
    const who = await visitor(browser, 'phone');
    t.after(() => who.context.close());
    const { page } = who;
    await page.setViewport({ width, height: 844 });
    const release = await openWithoutScript(who, '/products/harbour-teapot');
    const height = (): Promise<number> =>
      page.$eval('continuo-add-to-cart', (element) => element.getBoundingClientRect().height);
    await until('the page is drawn', () => page.evaluate(() => document.fonts.status === 'loaded'));
    const before = await height();
    await release();
    await page.waitForSelector('continuo-add-to-cart >>> [part=button]', { visible: true });
    assert.ok(Math.abs((await height()) - before) <= 1, `${before} px, then ${await height()} px`);
  });
