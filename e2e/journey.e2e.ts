import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch, until, visitor, type Visitor } from './support/browser.ts';
import { openDesk, openPerson, personText, staff } from './support/desk.ts';
import {
  acceptConsent,
  addToCart,
  cartCount,
  cartLines,
  choose,
  closeCart,
  countBecomes,
  fillCheckout,
  go,
  logIn,
  openCart,
  openProduct,
  pay,
  stockOf,
} from './support/shop.ts';
import { countEventRequests } from './support/traces.ts';

/** The whole story: a phone, a laptop and the merchant's desk see one person. Each test goes on where the last one ended. */

let browser: Browser;
let phone: Visitor;
let laptop: Visitor;
let desk: Visitor;
let orderId: string;
/** In stock before anybody came. */
let lamps: number;

before(async () => {
  browser = await launch();
  phone = await visitor(browser, 'phone');
  laptop = await visitor(browser, 'laptop');
  desk = await visitor(browser, 'laptop');
  lamps = await stockOf('harbour-lamp');
});
after(() => browser?.close());

test('a visitor on a phone looks around, agrees, and puts two things into the cart', async () => {
  await go(phone, '/?utm_source=newsletter&utm_medium=email&utm_campaign=autumn');
  const told = countEventRequests();
  await acceptConsent(phone);
  // The tracker is loaded with the answer. Who leaves before it is there is seen from the next page on only.
  await until('the first page was told', () => Promise.resolve(told()));
  await openProduct(phone, 'harbour-teapot');
  await choose(phone, 1);
  await addToCart(phone);
  await countBecomes(phone, 1);
  await openProduct(phone, 'morning-bowl');
  await addToCart(phone);
  await countBecomes(phone, 2);
  await phone.page.reload();
  await countBecomes(phone, 2);
});

test('the customer logs in on the phone, and the cart stays', async () => {
  await logIn(phone, 'mei@example.com');
  await countBecomes(phone, 2);
});

test('the laptop, logged in as the same customer, shows the same cart', async () => {
  await go(laptop, '/');
  await acceptConsent(laptop);
  await logIn(laptop, 'mei@example.com');
  await countBecomes(laptop, 2);
  await go(laptop, '/');
  await openCart(laptop);
  const lines = await until('both lines are priced', async () => {
    const seen = await cartLines(laptop);
    return seen.length === 2 && seen.every((line) => line.sum) ? seen : undefined;
  });
  assert.deepEqual(lines.map((line) => line.title).sort(), ['Harbour Teapot', 'Morning Bowl']);
});

test('a line added on the phone shows in the open drawer of the laptop without a reload', async () => {
  await openProduct(phone, 'harbour-lamp');
  await addToCart(phone);
  await until('the lamp is in the drawer of the laptop', async () =>
    (await cartLines(laptop)).some((line) => line.title === 'Harbour Lamp'),
  );
});

test('edits made offline in the open page arrive when the phone is back', async () => {
  await phone.page.setOfflineMode(true);
  await addToCart(phone);
  await countBecomes(phone, 4);
  assert.equal(await cartCount(laptop), 3, 'the laptop cannot know yet');
  await phone.page.setOfflineMode(false);
  await countBecomes(laptop, 4);
});

test('a removal on the laptop is gone from the phone, and undo brings it back on both', async () => {
  const bowl = (await cartLines(laptop)).find((line) => line.title === 'Morning Bowl')!;
  const remove = await laptop.page.$(`continuo-cart-drawer >>> [data-key="${bowl.key}"] .controls > button`);
  await remove!.click();
  await countBecomes(laptop, 3);
  await countBecomes(phone, 3);
  await (await laptop.page.waitForSelector('continuo-cart-drawer >>> [part=undo]'))!.click();
  await countBecomes(phone, 4);
  await closeCart(laptop);
});

test('the laptop orders, however often the button is pressed, and the cart is closed on both', async () => {
  await go(laptop, '/checkout');
  await fillCheckout(laptop);
  orderId = await pay(laptop, 5);
  await countBecomes(laptop, 0);
  await countBecomes(phone, 0);
});

test('at the desk they are one person with both devices, one order, and one timeline that goes on live', async () => {
  await openDesk(desk);
  await openPerson(desk, 'mei@example.com');
  const text = await until('the order stands in the timeline', async () => {
    const shown = await personText(desk);
    return /Order \d/.test(shown) && /Product Viewed/.test(shown) ? shown : undefined;
  });
  assert.match(text, /logged-in customer/, 'says who vouches for an event');
  assert.match(text, /our servers/, 'the order that counts is said by the backend');
  assert.match(text, /Harbour Lamp/);

  const api = await staff();
  const [person] = await api.persons('mei@example.com');
  const { orderList, deviceList, carts } = await api.person(person!.id);
  assert.deepEqual(
    orderList.map((order) => order.id),
    [orderId],
    'one order, though the button was pressed five times',
  );
  assert.ok(deviceList.length >= 2, `both devices are hers: ${JSON.stringify(deviceList)}`);
  assert.ok(carts.filter((cart) => cart.state === 'open').length <= 1);

  await openProduct(phone, 'morning-bowl');
  await until('what the phone looks at shows without a reload', async () => {
    const entries = await api.timeline(person!.id);
    const views = entries.filter(
      (e) => e.title === 'Product Viewed' && e.properties['product_id'] === 'morning-bowl',
    );
    const shown = await personText(desk);
    return views.length >= 2 && (shown.match(/Morning Bowl/g) ?? []).length >= 2;
  });
});

test('what the phone did before it logged in is part of her past, with session and campaign', async () => {
  const api = await staff();
  const [person] = await api.persons('mei@example.com');
  const entries = await until('the first visit is there', async () => {
    const all = await api.timeline(person!.id);
    return all.some((entry) => entry.campaign?.['source'] === 'newsletter') ? all : undefined;
  });
  const first = entries.findLast((entry) => entry.campaign?.['source'] === 'newsletter')!;
  assert.ok(first.sessionId);
  assert.equal(first.channel, 'web');
  assert.ok(['public', 'device'].includes(first.trust), 'nobody vouched for it then');
  assert.equal(entries.filter((entry) => entry.kind === 'order').length, 1);
});

test('stock went down by what was bought', async () => {
  assert.equal(await stockOf('harbour-lamp'), lamps - 2);
});

test('no page complained of an error or of a violated policy', () => {
  for (const who of [phone, laptop, desk]) assert.deepEqual(who.complaints, []);
});
