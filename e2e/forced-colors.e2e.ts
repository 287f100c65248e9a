import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { inChromium, launch, visitor } from './support/browser.ts';
import { addToCart, closeCart, countBecomes, openCart, openProduct } from './support/shop.ts';

/** Where the reader's own few colours replace all of ours: what was said by a background or a shadow must be said otherwise. */

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** What is left to tell two things apart once backgrounds and shadows are gone. */
interface Drawn {
  border: string;
  outline: string;
}

// Firefox is not told by its driver to force colours.
if (inChromium)
  test('in forced colours one sees what is chosen, what can be pressed, where the focus is and where the cart ends', async (t) => {
    const who = await visitor(browser, 'laptop');
    t.after(() => who.context.close());
    const { page } = who;
    await page.emulateMediaFeatures([{ name: 'forced-colors', value: 'active' }]);
    await openProduct(who, 'harbour-teapot');

    const drawn = (selector: string): Promise<Drawn[]> =>
      page.$$eval(selector, (elements) =>
        elements.map((element) => {
          const style = getComputedStyle(element);
          return {
            border:
              style.borderTopStyle === 'none' ? 'none' : `${style.borderTopWidth} ${style.borderTopColor}`,
            outline: style.outlineStyle === 'none' ? 'none' : `${style.outlineWidth} ${style.outlineColor}`,
          };
        }),
      );
    const one = async (selector: string): Promise<Drawn> => {
      const [first] = await drawn(selector);
      assert.ok(first, selector);
      return first;
    };
    const focused = (): Promise<Drawn> =>
      page.evaluate(() => {
        let element = document.activeElement!;
        while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        const style = getComputedStyle(element);
        return { border: '', outline: style.outlineStyle === 'none' ? 'none' : style.outlineWidth };
      });
    const visible = (line: string): boolean => line !== 'none' && !line.startsWith('0px');

    assert.ok(await page.evaluate(() => matchMedia('(forced-colors: active)').matches));
    const chosen = await one('continuo-add-to-cart >>> [part=value]:has(:checked)');
    const others = await drawn('continuo-add-to-cart >>> [part=value]:not(:has(:checked))');
    assert.ok(others.length > 0);
    for (const other of others) assert.notDeepEqual(chosen, other, 'the chosen value differs by its lines');
    assert.ok(visible((await one('continuo-add-to-cart >>> [part=button]')).border));

    await page.focus('continuo-add-to-cart >>> [part=value] input');
    await page.keyboard.press('ArrowRight');
    const ring = await page.$eval('continuo-add-to-cart >>> [part=value]:has(:focus-visible)', (label) => {
      const of = (element: Element) => getComputedStyle(element);
      return [of(label), of(label.querySelector('input')!)].map((s) => `${s.outlineStyle} ${s.outlineWidth}`);
    });
    assert.ok(
      ring.some((line) => !/^none| 0px$/.test(line)),
      `a ring around the focused value: ${ring.join(', ')}`,
    );
    await page.keyboard.press('Tab');
    assert.ok(visible((await focused()).outline), 'a ring around what has the focus');

    await addToCart(who);
    await countBecomes(who, 1);
    assert.ok(visible((await one('continuo-cart-button >>> [part=count]')).border));
    await openCart(who);
    assert.ok(visible((await one('continuo-cart-drawer >>> dialog')).border));
    // The dialog opens at once; its inside is fetched when it is opened for the first time.
    await page.waitForSelector('continuo-cart-drawer >>> [part=quantity] button');
    const buttons = await drawn('continuo-cart-drawer >>> [part=quantity] button');
    assert.ok(buttons.length > 0);
    for (const button of buttons) assert.ok(visible(button.border));
    await closeCart(who);
    assert.ok(visible((await one('continuo-consent >>> [part=accept]')).border));
  });
