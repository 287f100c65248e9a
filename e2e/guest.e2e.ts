import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch, visitor } from './support/browser.ts';
import { addToCart, countBecomes, fillCheckout, go, logIn, openProduct, pay } from './support/shop.ts';

/** A guest who becomes a customer loses nothing of what they did as a guest. */

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test('who ordered as a guest finds the order in the account as soon as they log in', async (t) => {
  const who = await visitor(browser, 'phone');
  t.after(() => who.context.close());
  await openProduct(who, 'paper-lamp');
  await addToCart(who);
  await countBecomes(who, 1);
  await go(who, '/checkout');
  await fillCheckout(who);
  const order = await pay(who);

  await logIn(who, 'jon@example.com');
  await who.page.waitForSelector(`[data-order="${order}"]`);

  const elsewhere = await visitor(browser, 'laptop');
  t.after(() => elsewhere.context.close());
  await logIn(elsewhere, 'jon@example.com');
  await elsewhere.page.waitForSelector(`[data-order="${order}"]`);
  assert.deepEqual([...who.complaints, ...elsewhere.complaints], []);
});
