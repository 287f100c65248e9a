import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { inChromium, launch, until, visitor, type Visitor } from './support/browser.ts';
import {
  addToCart,
  cartCount,
  cartLines,
  countBecomes,
  fillCheckout,
  go,
  openCart,
  openProduct,
  shop,
  stockOf,
} from './support/shop.ts';
import { kept } from './support/traces.ts';

/** What goes wrong on the way: a browser that dies, an answer that is lost, two tabs at once. */

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** As long as anybody takes from one press to the next: what was pressed is on the disk by then. */
const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

/** The open cart, once the backend has priced it. */
async function pricedLines(who: Visitor) {
  await openCart(who);
  return until('the cart is priced', async () => {
    const lines = await cartLines(who);
    return lines.length && lines.every(({ sum }) => sum) ? lines : undefined;
  });
}

interface Opened {
  owner: Browser;
  who: Visitor;
  /** SIGKILL, and nothing of it left. */
  kill(): Promise<void>;
}

/** A browser profile on disk, to be opened again after a kill. */
function profileOf(t: TestContext): () => Promise<Opened> {
  const profile = mkdtempSync(join(tmpdir(), 'continuo-profile-'));
  t.after(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  return async () => {
    const owner = await launch(profile);
    t.after(() => owner.process()?.kill('SIGKILL'));
    const page = await owner.newPage();
    const kill = async () => {
      const child = owner.process()!;
      const dead = new Promise((resolve) => child.once('exit', resolve));
      console.log(`killing Chromium, process ${child.pid}`);
      child.kill('SIGKILL');
      await dead;
    };
    return { owner, who: { page, context: owner.defaultBrowserContext(), complaints: [] }, kill };
  };
}

/** What the disk has taken: how many operations wait, and the device, once the backend has named it. */
const onDisk = ({ page }: Visitor) =>
  page.evaluate(async () => {
    const read = async (what: string): Promise<Record<string, unknown> | undefined> => {
      const named = (await indexedDB.databases()).find(({ name }) => name?.endsWith(`:${what}`));
      if (!named) return undefined;
      return new Promise((resolve) => {
        const opening = indexedDB.open(named.name!);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('r').objectStore('r').get(what);
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result as Record<string, unknown> | undefined);
          };
        };
      });
    };
    const [cart, device] = [await read('cart'), await read('device')];
    return {
      stored: cart?.['seq'] as number | undefined,
      confirmed: cart?.['acked'] as number | undefined,
      device: (device?.['device'] as { deviceId: string } | undefined)?.deviceId,
    };
  });

/**
 * Nothing is on its way: a page that is left while it holds a lock which the next one wants is not kept by the browser.
 * The stream's is given back as the page goes.
 */
const isQuiet = (who: Visitor): Promise<unknown> =>
  until('all is confirmed and no lock is held', async () => {
    const { stored, confirmed } = await onDisk(who);
    return (
      stored &&
      stored === confirmed &&
      (await who.page.evaluate(async () => {
        const { held = [], pending = [] } = await navigator.locks.query();
        return [...held, ...pending].every(({ name }) => name?.startsWith('continuo:v1:'));
      }))
    );
  });

// Firefox keeps no profile for its driver that would outlive being killed.
if (inChromium) {
  test('what was added offline survives a browser that is killed, and is sent once', async (t) => {
    const open = profileOf(t);
    const yesterday = await open();
    await openProduct(yesterday.who, 'morning-bowl');
    await addToCart(yesterday.who);
    await countBecomes(yesterday.who, 1);
    await pricedLines(yesterday.who);
    await yesterday.owner.close();

    const first = await open();
    await openProduct(first.who, 'morning-bowl');
    await countBecomes(first.who, 1);
    await first.who.page.setOfflineMode(true);
    for (let n = 0; n < 3; n++) await addToCart(first.who);
    await countBecomes(first.who, 4);
    await moment();
    await first.kill();

    const second = await open();
    await go(second.who, '/');
    await countBecomes(second.who, 4);
    const quantities = (await pricedLines(second.who)).map(({ quantity }) => quantity);
    assert.deepEqual(quantities, [4]);
    // Read from the backend once more, with nothing left to send.
    await go(second.who, '/products');
    await countBecomes(second.who, 4);
    assert.deepEqual(
      (await pricedLines(second.who)).map(({ quantity }) => quantity),
      [4],
    );
    await second.owner.close();
  });

  for (const step of ['stored', 'confirmed'] as const)
    test(`the very first line of a new browser survives that it is killed as soon as it is ${step}`, async (t) => {
      const open = profileOf(t);
      const first = await open();
      await openProduct(first.who, 'morning-bowl');
      await addToCart(first.who);
      await countBecomes(first.who, 1);
      const before = await until(`the line is ${step}`, async () => {
        const now = await onDisk(first.who);
        return now[step] ? now : undefined;
      });
      await first.kill();

      const second = await open();
      await go(second.who, '/');
      await countBecomes(second.who, 1);
      assert.deepEqual(
        (await pricedLines(second.who)).map(({ quantity }) => quantity),
        [1],
      );
      const after = await until('all is confirmed', async () => {
        const now = await onDisk(second.who);
        return now.confirmed && now.device ? now : undefined;
      });
      if (before.device) assert.equal(after.device, before.device, 'the same device');
      assert.equal(after.stored, before.stored, 'nothing was pressed twice');
      await second.owner.close();
    });
}

test('who adds something and goes to the check-out in the same moment finds it there', async (t) => {
  const who = await visitor(browser, 'phone');
  t.after(() => who.context.close());
  const { page } = who;
  for (const [i, product] of ['paper-lamp', 'morning-bowl'].entries()) {
    await openProduct(who, product);
    const left = page.waitForNavigation({ waitUntil: 'domcontentloaded' });
    await page.evaluate((checkout) => {
      const { shadowRoot } = document.querySelector('continuo-add-to-cart')!;
      shadowRoot!.querySelector<HTMLButtonElement>('[part=button]')!.click();
      location.assign(checkout);
    }, shop('/checkout'));
    await left;
    await until('all is in the summary', () =>
      page.evaluate((n) => document.querySelectorAll('[data-summary] .lines li').length === n, i + 1),
    );
    await page.waitForSelector('[data-form]', { visible: true });
  }
  assert.deepEqual(who.complaints, []);
});

const pressPay = (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelector<HTMLButtonElement>('[data-pay]')!.click());

test('an order whose answer is lost on the way is one order, however often the button is pressed', async (t) => {
  const who = await visitor(browser, 'laptop');
  t.after(() => who.context.close());
  const { page } = who;
  await openProduct(who, 'harbour-teapot');
  const variant = await page.$eval('continuo-add-to-cart', (element) => element.variantId!);
  const before = await stockOf('harbour-teapot', variant);
  await addToCart(who);
  await addToCart(who);
  await countBecomes(who, 2);
  await moment();
  await go(who, '/checkout');
  await fillCheckout(who);
  // The server gets every request and answers; what it says is lost four times: the first try and all repetitions.
  const answers: string[] = [];
  await page.exposeFunction('__lost', (order: string) => answers.push(order));
  await page.evaluate(() => {
    const { fetch } = window;
    let left = 4;
    window.fetch = async (...request) => {
      const response = await fetch(...request);
      if (!/\/checkout\/pay$/.test(request[0] as string) || left-- <= 0) return response;
      const { order } = (await response.json()) as { order: string };
      await (window as unknown as { __lost(order: string): Promise<void> }).__lost(order);
      throw new TypeError('The answer was lost.');
    };
  });
  const arrived = page.waitForNavigation({ waitUntil: 'domcontentloaded' });
  for (let n = 0; n < 5; n++) await pressPay(page);
  await arrived; // the shop asks what became of it
  assert.equal(answers.length, 4);
  assert.equal(new Set(answers).size, 1, `one order: ${answers.join(', ')}`);
  assert.equal(decodeURIComponent(page.url().split('/').at(-1)!), answers[0]);
  await countBecomes(who, 0);
  assert.equal(await stockOf('harbour-teapot', variant), before - 2, 'stock went down once');
});

test('an order whose answer is lost with the page is found when the check-out is opened again', async (t) => {
  const who = await visitor(browser, 'laptop');
  t.after(() => who.context.close());
  const { page } = who;
  await openProduct(who, 'morning-bowl');
  await addToCart(who);
  await countBecomes(who, 1);
  await moment();
  await go(who, '/checkout');
  await fillCheckout(who);
  await page.evaluate(() => {
    const { fetch } = window;
    window.fetch = async (...request) => {
      const response = await fetch(...request);
      if (!/\/checkout\/pay$/.test(request[0] as string)) return response;
      document.documentElement.dataset['answered'] = 'true';
      return new Promise(() => {}); // never arrives
    };
  });
  await pressPay(page);
  await page.waitForSelector('html[data-answered]');
  await page.goto(shop('/checkout'), { waitUntil: 'domcontentloaded' });
  await until('the order is shown', async () => /\/orders\/[^/]+$/.test(page.url()));
});

/** Presses the button this often, as fast as a page can take it between two frames. */
const hammer = (page: Page, times: number): Promise<void> =>
  page.evaluate(async (presses) => {
    const button = document
      .querySelector('continuo-add-to-cart')!
      .shadowRoot!.querySelector<HTMLButtonElement>('[part=button]')!;
    // Turns of the event loop instead of milliseconds: a hidden tab's timers fire once a second.
    const { port1, port2 } = new MessageChannel();
    const turn = (): Promise<unknown> =>
      new Promise((resolve) => {
        port1.onmessage = resolve;
        port2.postMessage(undefined);
      });
    for (let i = 0; i < presses; i++) {
      button.click();
      for (let turns = 0; turns < i % 5; turns++) await turn();
    }
  }, times);

test('two tabs of one browser have one cart: forty presses in each are eighty', async (t) => {
  const who = await visitor(browser, 'laptop');
  t.after(() => who.context.close());
  await openProduct(who, 'morning-bowl');
  const other: Visitor = { ...who, page: await who.context.newPage() };
  await openProduct(other, 'morning-bowl');
  await Promise.all([hammer(who.page, 40), hammer(other.page, 40)]);
  await countBecomes(other, 80);
  await countBecomes(who, 80);
  await until('all is sent and priced', async () => (await kept(other)).databases.includes('cart'));
  assert.deepEqual(
    (await pricedLines(other)).map(({ quantity }) => quantity),
    [80],
  );
  await other.page.reload({ waitUntil: 'domcontentloaded' });
  await countBecomes(other, 80);
  await other.page.close();
  await who.page.bringToFront();
  await who.page.reload({ waitUntil: 'domcontentloaded' });
  await countBecomes(who, 80);
});

// Firefox's driver waits for a page to load, which one from the cache never does.
if (inChromium)
  test('a page that comes back from the back/forward cache knows what it missed, and is live again', async (t) => {
    const who = await visitor(browser, 'laptop');
    t.after(() => who.context.close());
    const { page } = who;
    await page.evaluateOnNewDocument(() => {
      addEventListener('pageshow', (event) => {
        document.documentElement.dataset['shown'] = event.persisted ? 'again' : 'first';
      });
    });
    const session = await page.createCDPSession();
    await session.send('Page.enable');
    const why: string[] = [];
    session.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) =>
      why.push(
        ...notRestoredExplanations.map(({ type, reason, context }) => `${type} ${reason} ${context ?? ''}`),
      ),
    );
    await openProduct(who, 'morning-bowl');
    await addToCart(who);
    await countBecomes(who, 1);
    await page.evaluate(() => document.documentElement.setAttribute('data-mine', 'kept'));
    await isQuiet(who);
    await go(who, '/stores');
    await countBecomes(who, 1);

    const other: Visitor = { ...who, page: await who.context.newPage() };
    await openProduct(other, 'paper-lamp');
    await addToCart(other);
    await countBecomes(other, 2);
    await page.bringToFront();
    await page.goBack({ waitUntil: 'domcontentloaded' });
    const back = await until('the product is shown', () =>
      page.evaluate(() => {
        const { shown, mine } = document.documentElement.dataset;
        return location.pathname.endsWith('/morning-bowl') && shown ? { shown, mine } : undefined;
      }),
    );
    assert.deepEqual(back, { shown: 'again', mine: 'kept' }, `the page itself came back: ${why.join()}`);
    await countBecomes(who, 2);
    await addToCart(who);
    await countBecomes(who, 3);
    await other.page.bringToFront();
    await countBecomes(other, 3);
    await addToCart(other);
    await countBecomes(other, 4);
    await page.bringToFront();
    await countBecomes(who, 4);
    assert.equal(await cartCount(who), 4);
    assert.deepEqual(who.complaints, []);
  });
