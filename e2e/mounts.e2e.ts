import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { inChromium, launch, until, visitor } from './support/browser.ts';
import { openProduct } from './support/shop.ts';

/** A shop of one page makes and leaves elements all day. */

const TAGS = [
  ...['add-to-cart', 'cart-button', 'rating', 'review-summary', 'review-list', 'review-form'],
  ...['question-list', 'question-form'],
].map((name) => `continuo-${name}`);

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

// Only Chromium's driver counts what is still in memory.
if (inChromium)
  test('elements that were on the page a thousand times and left it leave nothing behind', async (t) => {
    const who = await visitor(browser, 'laptop');
    t.after(() => who.context.close());
    const { page, complaints } = who;
    await openProduct(who, 'harbour-teapot');
    const session = await page.createCDPSession();
    const mount = (times: number, settled: boolean): Promise<void> =>
      page.evaluate(
        async (tags, times, settled) => {
          const box = document.createElement('div');
          document.querySelector('main')!.prepend(box);
          for (let n = 0; n < times; n++) {
            box.replaceChildren(
              ...tags.map((tag) => {
                const element = document.createElement(tag);
                element.setAttribute('product-id', 'harbour-teapot');
                return element;
              }),
            );
            // Some leave before they have anything to show, some after.
            do await new Promise((resolve) => setTimeout(resolve));
            while (settled && [...box.children].some((one) => !one.matches(':state(ready), :state(empty)')));
          }
          box.remove();
        },
        TAGS,
        times,
        settled,
      );
    /** How many of each are still in memory, and how many listeners the page has, once what nobody holds is gone. */
    const left = async () => {
      const counts: Record<string, number> = {};
      for (const tag of TAGS) {
        const prototype = await page.evaluateHandle(
          (tag) => customElements.get(tag)!.prototype as object,
          tag,
        );
        const found = await page.queryObjects(prototype);
        counts[tag] = await found.evaluate((all) => (all as unknown as unknown[]).length);
        await found.dispose();
      }
      const { metrics } = await session.send('Performance.getMetrics');
      counts['listeners'] = metrics.find(({ name }) => name === 'JSEventListeners')!.value;
      return counts;
    };
    await session.send('Performance.enable');
    await mount(3, true);
    const before = await left();
    await mount(1_000, false);
    await mount(10, true);
    // Timers of what has just left run out first.
    await until('all is as it was', async () => {
      const now = await left();
      return Object.entries(now).every(([what, count]) => count <= before[what]! + 20);
    }).catch(async () => assert.deepEqual(await left(), before));
    assert.deepEqual(complaints, []);
  });
