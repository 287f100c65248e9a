import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { inChromium, launch, until, visitor, type Visitor } from './support/browser.ts';
import { staff } from './support/desk.ts';
import { acceptConsent, areReady, go } from './support/shop.ts';

/** A review is one, whatever happens to who sends it: counted at the desk, whoever wrote it. */

const PRODUCT = 'morning-bowl';

let browser: Browser;
let desk: Awaited<ReturnType<typeof staff>>;
before(async () => {
  browser = await launch();
  desk = await staff();
});
after(() => browser?.close());

const form = 'continuo-review-form';

/** Opens the form of the product's reviews. */
async function openForm(who: Visitor): Promise<void> {
  await go(who, `/products/${PRODUCT}`);
  const open = await who.page.waitForSelector(`${form} >>> [part=open]`, { visible: true });
  await open!.evaluate((button) => (button as HTMLElement).click());
  await who.page.waitForSelector(`${form} >>> [part=submit]`, { visible: true });
}

/** Says what must be said: five stars, a title and a name. */
async function fill({ page }: Visitor, title: string): Promise<void> {
  await page.$eval(`${form} >>> [name=rating][value="5"]`, (star) => (star as HTMLElement).click());
  for (const [name, value] of Object.entries({ title, author: 'Quick of the Quay' })) {
    await page.$eval(`${form} >>> [name=${name}]`, (field) => (field as HTMLElement).focus());
    await page.keyboard.type(value);
  }
}

const submit = (page: Page, times = 1): Promise<void> =>
  page.$eval(
    `${form} >>> [part=submit]`,
    (button, presses) => {
      for (let n = 0; n < presses; n++) (button as HTMLElement).click();
    },
    times,
  );

const ownText = ({ page }: Visitor): Promise<string | undefined> =>
  page.$eval(form, (element) => element.shadowRoot?.querySelector('[part=own]')?.textContent ?? undefined);

/** Its author sees that it waits, and the desk has it once. */
async function isOne(who: Visitor, title: string): Promise<void> {
  await until('it is shown as waiting', async () => {
    const text = await ownText(who);
    return text?.includes(title) && text.includes('Waits for a moderator');
  });
  const waiting = await desk.waiting(title);
  assert.deepEqual(
    waiting.map((item) => item.kind === 'review' && item.review.title),
    [title],
  );
}

const isReview = (request: HTTPRequest): boolean =>
  request.method() === 'POST' && new URL(request.url()).pathname === `/v1/products/${PRODUCT}/reviews`;

/** The backend gets it, and the page hears nothing of that. */
async function deliver(request: HTTPRequest): Promise<void> {
  const { status } = await fetch(request.url(), {
    method: 'POST',
    headers: { ...request.headers(), origin: new URL(request.url()).origin },
    body: request.postData()!,
  });
  assert.equal(status, 201);
}

test('five presses as fast as a page can take them are one review', async (t) => {
  const who = await visitor(browser, 'phone');
  t.after(() => who.context.close());
  await go(who, '/');
  await acceptConsent(who);
  await openForm(who);
  let sent = 0;
  who.page.on('request', (request) => (sent += Number(isReview(request))));
  await fill(who, 'Fivefold');
  await submit(who.page, 5);
  await isOne(who, 'Fivefold');
  assert.equal(sent, 1);
  assert.deepEqual(who.complaints, []);
});

// Firefox's driver does not tell what a page sends.
if (inChromium)
  test('a review whose answer is lost on the way is seen by its author without another press', async (t) => {
    const who = await visitor(browser, 'laptop');
    t.after(() => who.context.close());
    await go(who, '/');
    await acceptConsent(who);
    await openForm(who);
    await fill(who, 'Echoless');
    let sent = 0;
    await who.page.setRequestInterception(true);
    who.page.on('request', (request) => {
      if (!isReview(request)) return void request.continue();
      sent++;
      void deliver(request).then(() => request.abort('connectionreset'));
    });
    await submit(who.page);
    await isOne(who, 'Echoless');
    assert.equal(sent, 1);
  });

for (const arrives of inChromium ? [true, false] : [false])
  test(`a review whose tab is gone while it is sent is one, ${arrives ? 'as it had arrived' : 'though it had not arrived'}`, async (t) => {
    const who = await visitor(browser, 'laptop');
    t.after(() => who.context.close());
    await go(who, '/');
    await acceptConsent(who);
    await openForm(who);
    const title = arrives ? 'Departed' : 'Undeparted';
    await fill(who, title);
    await who.page.setRequestInterception(true);
    let held: HTTPRequest | undefined;
    who.page.on('request', (request) => {
      if (isReview(request)) held = request;
      else void request.continue();
    });
    await submit(who.page);
    const request = await until('it is on its way', () => Promise.resolve(held));
    if (arrives) await deliver(request);
    else await request.abort('connectionreset');
    await who.page.close();

    const next: Visitor = { ...who, page: await who.context.newPage() };
    await go(next, `/products/${PRODUCT}`);
    await isOne(next, title);
  });

test('two tabs that send at the same moment what was begun in both are one review', async (t) => {
  const who = await visitor(browser, 'laptop');
  t.after(() => who.context.close());
  await go(who, '/');
  await acceptConsent(who);
  const other: Visitor = { ...who, page: await who.context.newPage() };
  // Only the tab in front is drawn.
  for (const each of [who, other]) {
    await each.page.bringToFront();
    await openForm(each);
  }
  for (const each of [who, other]) {
    await each.page.bringToFront();
    await fill(each, 'Twofold');
  }
  await Promise.all([submit(who.page), submit(other.page)]);
  for (const each of [other, who]) {
    await each.page.bringToFront();
    await isOne(each, 'Twofold');
  }
});

test('who votes and closes the tab in the same moment has voted', async (t) => {
  const who = await visitor(browser, 'phone');
  t.after(() => who.context.close());
  const list = 'continuo-review-list';
  const votes = ({ page }: Visitor) =>
    page.$eval(list, ({ shadowRoot }) => {
      const buttons = [...shadowRoot!.querySelectorAll('[part=vote]')];
      return buttons.map((button) => button.ariaPressed === 'true');
    });
  await go(who, `/products/${PRODUCT}`);
  await areReady(who.page, list);
  // Who comes near has what a press needs.
  await (await who.page.waitForSelector(`${list} >>> [part=vote]`))!.focus();
  await who.page.waitForNetworkIdle();
  const [first] = await votes(who);
  await who.page.$eval(`${list} >>> [part=vote]`, (button) => (button as HTMLElement).click());
  await who.page.close();

  const next: Visitor = { ...who, page: await who.context.newPage() };
  await go(next, `/products/${PRODUCT}`);
  await until('the vote is shown', async () => (await votes(next))[0] === !first);
});

test('what is typed in the moment in which the tab is closed is in the form of the next one', async (t) => {
  const who = await visitor(browser, 'phone');
  t.after(() => who.context.close());
  await openForm(who);
  await who.page.$eval(`${form} >>> [name=body]`, (field) => {
    (field as HTMLTextAreaElement).value = 'To the last letter';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await who.page.close();

  const next: Visitor = { ...who, page: await who.context.newPage() };
  await openForm(next);
  await until('it is there', () =>
    next.page.$eval(`${form} >>> [name=body]`, (field) =>
      (field as HTMLTextAreaElement).value.endsWith('letter'),
    ),
  );
});

test('who submits and closes the tab in the same moment has submitted when they come back, once', async (t) => {
  const who = await visitor(browser, 'phone');
  t.after(() => who.context.close());
  await go(who, '/');
  await acceptConsent(who);
  await openForm(who);
  await fill(who, 'Momentary');
  await submit(who.page);
  await who.page.close();

  const next: Visitor = { ...who, page: await who.context.newPage() };
  await go(next, `/products/${PRODUCT}`);
  await isOne(next, 'Momentary');
});
