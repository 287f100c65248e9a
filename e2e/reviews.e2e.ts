import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { inChromium, launch, until, url, visitor, type Visitor } from './support/browser.ts';
import { openDesk } from './support/desk.ts';
import { focused, tabTo } from './support/keyboard.ts';
import { acceptConsent, areReady, go, isStyled, logIn, openWithoutScript } from './support/shop.ts';

/** What customers say of a product: as the elements take over from the server, and from the first word to the desk and back. */

const READ = 'harbour-teapot';
/** No other journey comes by here. */
const REVIEWED = 'tall-cup';

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Heights of the summary and of each review and question, wherever they are written; what is out of sight counts by what is in it. */
const heights = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() => {
    const height = (element: Element) => element.getBoundingClientRect().height;
    const list = document.querySelector('continuo-review-list')!;
    const reviews = [...(list.shadowRoot ?? list).querySelectorAll('article')];
    const rated = document.querySelector('continuo-review-summary')!;
    const parts = [...(rated.shadowRoot ?? rated).querySelectorAll('.base > *')].flatMap((part) =>
      part.matches('.digest, .ratings, .highlights') ? [...part.children] : part,
    );
    const asked = document.querySelector('continuo-question-list')!;
    const questions = [...(asked.shadowRoot ?? asked).querySelectorAll('article')];
    return {
      summary: parts.reduce((sum, part) => sum + height(part), 0),
      ...Object.fromEntries(
        questions.map((each) => [each.querySelector('h3')!.textContent, height(each)] as const),
      ),
      ...Object.fromEntries(
        reviews.map((each) => [each.querySelector('.byline')!.textContent, height(each)] as const),
      ),
    };
  });

/** Watches what moves in them, also if the visitor has just pressed something; the next `shifts` tells. */
const watchShifts = (page: Page): Promise<void> =>
  page.evaluate(() => {
    interface Shift extends PerformanceEntry {
      value: number;
      sources: { node: Node | null; currentRect: DOMRectReadOnly; previousRect: DOMRectReadOnly }[];
    }
    const hosts = [
      ...document.querySelectorAll('continuo-review-summary, continuo-review-list, continuo-question-list'),
    ];
    // What lies in a shadow root is not named: its place says whose it is.
    const isWithin = (node: Node | null, rect: DOMRectReadOnly): boolean =>
      hosts.some((host) => {
        if (node) return host.contains(node);
        const { left, right, top, bottom } = host.getBoundingClientRect();
        return rect.left >= left - 1 && rect.right <= right + 1 && rect.bottom > top && rect.top < bottom;
      });
    const found: string[] = [];
    const take = (entries: PerformanceEntryList) => {
      for (const { value, sources } of entries as Shift[])
        for (const { node, previousRect, currentRect } of sources)
          if (isWithin(node, currentRect))
            found.push(
              `${value} ${node?.nodeName} ${JSON.stringify(previousRect)} → ${JSON.stringify(currentRect)}`,
            );
    };
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    Object.assign(window, {
      shifts: () => {
        take(observer.takeRecords());
        return found;
      },
    });
  });
/** Two frames: what the last change has moved is known then, and rows that came near are laid out. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
  });
async function shifts(page: Page): Promise<string[]> {
  await drawn(page);
  return page.evaluate(() => (window as unknown as { shifts: () => string[] }).shifts());
}

for (const device of ['phone', 'laptop'] as const)
  for (const at of ['continuo-review-summary', 'continuo-review-list', 'continuo-question-list'])
    test(`who looks at ${at} on a ${device} does not see that it takes the place of the server's text`, async (t) => {
      const who = await visitor(browser, device);
      t.after(() => who.context.close());
      const { page, complaints } = who;
      const release = await openWithoutScript(who, `/products/${READ}`);
      await isStyled(who);
      await page.$eval(at, (element) => element.scrollIntoView({ behavior: 'instant' }));
      await drawn(page);
      const before = await heights(page);
      assert.ok(Object.keys(before).length > 20, JSON.stringify(before));
      if (inChromium) await watchShifts(page);
      await release();
      await areReady(page, 'continuo-review-summary', 'continuo-review-list', 'continuo-question-list');
      if (inChromium) assert.deepEqual(await shifts(page), []);
      const now = await heights(page);
      assert.deepEqual(Object.keys(now), Object.keys(before));
      for (const [what, height] of Object.entries(now))
        assert.ok(Math.abs(height - before[what]!) <= 1, `${what}: ${before[what]} px, then ${height} px`);
      assert.deepEqual(complaints, []);
    });

/** How far below the top of the window the n-th review is, whoever wrote it. */
const placeOf = (page: Page, n: number): Promise<number> =>
  page.evaluate((n) => {
    const list = document.querySelector('continuo-review-list')!;
    return (list.shadowRoot ?? list).querySelectorAll('article')[n]!.getBoundingClientRect().top;
  }, n);

for (const device of ['phone', 'laptop'] as const)
  test(`who reads down the list on a ${device} keeps their place in it when it takes the place of the server's text`, async (t) => {
    const who = await visitor(browser, device);
    t.after(() => who.context.close());
    const { page, complaints } = who;
    const release = await openWithoutScript(who, `/products/${READ}`);
    const read = 11;
    for (let n = 0; n <= read; n++) {
      const rows = await page.$$('continuo-review-list article');
      await rows[n]!.evaluate((row) => row.scrollIntoView({ behavior: 'instant' }));
      await drawn(page);
    }
    const before = await placeOf(page, read);
    if (inChromium) await watchShifts(page);
    await release();
    await areReady(page, 'continuo-review-list');
    if (inChromium) assert.deepEqual(await shifts(page), []);
    const now = await placeOf(page, read);
    assert.ok(Math.abs(now - before) <= 1, `${before} px, then ${now} px`);
    assert.deepEqual(complaints, []);
  });

// `own` and `tools` are needed by few; these by everybody who opens the page.
for (const part of ['extras', 'acts', 'url-state'])
  test(`the list is read without its part ${part} when that cannot be loaded, and does not ask for it again and again`, async (t) => {
    const who = await visitor(browser, 'laptop');
    t.after(() => who.context.close());
    const { page } = who;
    let asked = 0;
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      if (!new RegExp(`/${part}-[^/]+$`).test(request.url())) return void request.continue();
      asked++;
      void request.abort();
    });
    await go(who, `/products/${READ}`);
    await areReady(page, 'continuo-review-list', 'continuo-review-summary');
    await until('the part was asked for', () => Promise.resolve(asked));
    await page.waitForSelector('continuo-review-list >>> article', { visible: true });
    if (part !== 'acts') {
      await page.$eval('continuo-review-list >>> button[part=tools]', (button) => button.click());
      await page.waitForSelector('continuo-review-list >>> [part=search]', { visible: true });
    }
    // Summary and list may each have wanted it. A page that asks again and again asks meanwhile, or answers nothing.
    await areReady(page, 'continuo-review-list');
    assert.ok(asked <= 3, `asked ${asked} times`);
  });

test('a link that searches in Simplified finds what was written in Traditional, and marks it', async (t) => {
  const who = await visitor(browser, 'laptop');
  t.after(() => who.context.close());
  const { page, complaints } = who;
  const marksOf = (tag: string) =>
    page.$$eval(`${tag} >>> mark`, (all) => all.map((mark) => mark.textContent));
  const searched = new URLSearchParams({ 'reviews-q': '壶盖', 'questions-q': '壶嘴里' });
  await go(who, `/products/${READ}?${searched}`);
  for (const [tag, written] of [
    ['continuo-review-list', '壺蓋'],
    ['continuo-question-list', '壺嘴裏'],
  ] as const) {
    const marks = await until(`what was found in ${tag} is marked`, async () => {
      const found = await marksOf(tag);
      return found.length ? found : undefined;
    });
    assert.deepEqual([...new Set(marks)], [written]);
  }
  assert.deepEqual(complaints, []);
});

test('all stars of the listing come with one request', async (t) => {
  const who = await visitor(browser, 'laptop');
  t.after(() => who.context.close());
  const { page, complaints } = who;
  const asked: URL[] = [];
  page.on('request', (request) => {
    const to = new URL(request.url());
    if (to.pathname === '/v1/reviews/summaries') asked.push(to);
  });
  await (
    await openWithoutScript(who, '/products')
  )();
  const products = await until('all stars are there', () =>
    page.$$eval('continuo-rating', (all) =>
      all.every((each) => each.matches(':state(ready), :state(empty)'))
        ? all.map((each) => each.getAttribute('product-id')!)
        : undefined,
    ),
  );
  assert.ok(products.length > 20, `${products.length} products`);
  assert.deepEqual(
    asked.map(({ searchParams }) => searchParams.get('products')!.split(',').sort()),
    [[...new Set(products)].sort()],
  );
  assert.deepEqual(complaints, []);
});

const TITLE = 'Tall enough for two sugars';
const BODY = 'Holds the heat, and the handleless sides never burn.';
const AUTHOR = 'Jon of the Quay';

const listText = (page: Page): Promise<string> =>
  page.$eval('continuo-review-list', (list) => list.shadowRoot!.textContent.replace(/\s+/g, ' '));
const summaryText = (page: Page): Promise<string> =>
  page.$eval('continuo-review-summary', (summary) => summary.shadowRoot!.textContent.replace(/\s+/g, ' '));

const openReviews = async (who: Visitor): Promise<void> => {
  await go(who, `/products/${REVIEWED}`);
  await areReady(who.page, 'continuo-review-summary', 'continuo-review-list', 'continuo-review-form');
};

/** The article of the review in the list, with what is pressed in it. */
const article = (page: Page) =>
  until('the review is in the list', async () => {
    for (const each of await page.$$('continuo-review-list >>> [part=list] article'))
      if (await each.evaluate((one, title) => one.textContent.includes(title), TITLE)) return each;
    return undefined;
  });

// Each of the four would be a Firefox of its own.
if (inChromium)
  test('a review goes from a keyboard to the desk and to everybody, who finds it, votes on it and filters', async (t) => {
    const phone = await visitor(browser, 'phone');
    const laptop = await visitor(browser, 'laptop');
    const desk = await visitor(browser, 'laptop');
    const fresh = await visitor(browser, 'laptop');
    const all = [phone, laptop, desk, fresh];
    t.after(() => Promise.all(all.map(({ context }) => context.close())));

    await t.test('a customer writes it with the keyboard alone', async () => {
      const { page } = phone;
      await go(phone, '/');
      await acceptConsent(phone);
      await logIn(phone, 'jon@example.com');
      await openReviews(phone);
      assert.match(await summaryText(page), /\b3 reviews/);
      await tabTo(page, 'the button to write', ({ part, label }) => part === 'open' && /^Write/.test(label));
      await page.keyboard.press('Enter');
      await until('the form has the focus', async () => (await focused(page)).label === 'Your review');
      await tabTo(page, 'the stars', ({ name }) => name === 'rating');
      await page.keyboard.press(' ');
      for (let star = 2; star <= 5; star++) {
        await page.keyboard.press('ArrowRight');
        await until(`${star} stars are chosen`, () =>
          page.$eval(
            'continuo-review-form >>> .chosen',
            (chosen, wanted) => chosen.textContent === wanted,
            `${star} out of 5`,
          ),
        );
      }
      for (const [name, value] of Object.entries({ title: TITLE, body: BODY, author: AUTHOR })) {
        await tabTo(page, name, (focus) => focus.name === name);
        await page.keyboard.type(value);
      }
      await tabTo(page, 'the button to submit', ({ part }) => part === 'submit');
      await page.keyboard.press('Enter');
      await until('the thanks have the focus', async () => (await focused(page)).part === 'sent');
      assert.match((await focused(page)).label, /Thank you\. Your review was submitted\./);
    });

    await t.test('it waits on their other device, and nobody else sees it', async () => {
      await go(laptop, '/');
      await acceptConsent(laptop);
      await logIn(laptop, 'jon@example.com');
      await openReviews(laptop);
      const own = await until('their own review is shown', () =>
        laptop.page.$eval('continuo-review-form', (form) => {
          const text = form.shadowRoot!.querySelector('[part=own]')?.textContent;
          return text?.includes('Waits for a moderator') ? text.replace(/\s+/g, ' ') : undefined;
        }),
      );
      for (const part of [TITLE, BODY, AUTHOR, '5 out of 5'])
        assert.ok(own.includes(part), `${part}: ${own}`);
      await openReviews(fresh);
      assert.ok(!(await listText(fresh.page)).includes(TITLE));
      assert.match(await summaryText(fresh.page), /\b3 reviews/);
    });

    await t.test('a moderator publishes it with one key', async () => {
      const { page } = desk;
      await openDesk(desk);
      await page.goto(`${url}/desk/moderation`);
      await page.waitForSelector('desk-app >>> article', { visible: true });
      await page.keyboard.press('j');
      await until('the review has the focus', async () => {
        if ((await focused(page)).label.includes(TITLE)) return true;
        await page.keyboard.press('j');
        return false;
      });
      await page.keyboard.press('p');
      await until('it does not wait any more', async () => {
        const cards = await page.$$eval('desk-app >>> article', (every) =>
          every.map((each) => each.textContent),
        );
        const said = await page.$eval('desk-app >>> .said [role=status]', (e) => e.textContent);
        return /Published/.test(said) && !cards.some((card) => card.includes(TITLE));
      });
    });

    await t.test('it is in the list, and counted', async () => {
      await openReviews(fresh);
      const { page } = fresh;
      const text = await (await article(page)).evaluate((one) => one.textContent);
      for (const part of [BODY, AUTHOR, '5 out of 5']) assert.ok(text.includes(part), `${part}: ${text}`);
      assert.match(await summaryText(page), /\b4 reviews/);
      assert.match(await listText(page), /\b4 reviews/);
    });

    await t.test('somebody else finds it helpful, which stays', async () => {
      const { page } = fresh;
      const yes = (await (await article(page)).$('[part=vote]'))!;
      await yes.scrollIntoView();
      await drawn(page);
      const taken = page.waitForResponse(
        (response) => response.request().method() === 'PUT' && response.url().includes('/vote'),
      );
      const [response] = await Promise.all([taken, yes.click()]);
      assert.equal(response.status(), 200);
      const stands = async () =>
        (await article(page)).evaluate(
          (one) =>
            one.querySelector('[part=vote]')!.getAttribute('aria-pressed') === 'true' &&
            one.textContent.includes('1 of 1 found this helpful'),
        );
      await until('the vote is shown', stands);
      await openReviews(fresh);
      await until('the vote is still there', stands);
    });

    await t.test('a number of stars leaves only the reviews that have it', async () => {
      const { page } = fresh;
      const tools = (await page.$('continuo-review-list >>> [part=tools]'))!;
      await tools.scrollIntoView();
      await drawn(page);
      await tools.click();
      const four = await page.waitForSelector('continuo-review-list >>> [part=toggle]:nth-child(2)', {
        visible: true,
      });
      assert.match(await four!.evaluate((button) => button.textContent), /4 stars, 2 reviews/);
      await four!.click();
      const shown = await until('only those are shown', async () => {
        const ratings = await page.$$eval('continuo-review-list >>> [part=list] .rating', (every) =>
          every.map((each) => /\d out of 5/.exec(each.textContent)?.[0]),
        );
        return ratings.length < 4 ? ratings : undefined;
      });
      assert.deepEqual(shown, ['4 out of 5', '4 out of 5']);
      assert.equal(await four!.evaluate((button) => button.ariaPressed), 'true');
    });

    for (const { complaints } of all) assert.deepEqual(complaints, []);
  });
