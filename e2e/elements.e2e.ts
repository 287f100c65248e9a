import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { isAccessible } from './support/axe.ts';
import { inChromium, launch, until, url, visitor } from './support/browser.ts';
import { kept, NOTHING } from './support/traces.ts';
import { openWritten, QUESTION_OPENINGS, REVIEW_OPENINGS } from './support/written.ts';

/** The page that shows every element in every state. */

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const STATES = ['ready', 'loading', 'empty', 'error', 'offline', 'unconfigured'];
/** Those that go with their backend through all states, in the order of the page. */
const WITH_STATES = [
  ...['add-to-cart', 'add-to-cart', 'cart-drawer', 'rating', 'review-summary'],
  ...['review-list', 'question-list'],
];
/** Those that can be opened as soon as there is a client. */
const FORMS = ['review-form', 'question-form'];

for (const [query, scheme] of [
  ['', 'light'],
  ['?lang=zh-Hant', 'dark'],
  ['?dir=rtl', 'light'],
] as const)
  test(`each element is in the state that is written above it, and accessible there: ${query || '?lang=en'}, ${scheme}`, async (t) => {
    const who = await visitor(browser, 'laptop');
    t.after(() => who.context.close());
    const { page } = who;
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    // What a worker asks for is none of the page's console to the driver, and is to whoever looks.
    page.on('response', (response) => {
      if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`);
    });
    if (inChromium)
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
    await page.goto(`${url}/npm/elements.html${query}`, { waitUntil: 'domcontentloaded' });
    const states = (tags: readonly string[]) =>
      page.evaluate(
        (names, wanted) =>
          names.map((name) =>
            [...document.querySelectorAll(`:is(#${name}, #${name}-texts) *`)]
              .filter(({ localName }) => wanted.includes(localName.replace('continuo-', '')))
              .map((element) => names.find((state) => element.matches(`:state(${state})`))),
          ),
        STATES,
        tags,
      );
    const allAre = async (tags: readonly string[], wanted: (state: string) => string) => {
      const expected = STATES.map((state) => tags.map(() => wanted(state)));
      await until(
        'all are in their states',
        async () => JSON.stringify(await states(tags)) === JSON.stringify(expected),
      ).catch(async () => assert.deepEqual(await states(tags), expected));
    };
    await allAre(WITH_STATES, (state) => state);
    await allAre(FORMS, (state) => (state === 'unconfigured' ? state : 'ready'));
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
    await openWritten(page, '#ready-texts', [...REVIEW_OPENINGS, ...QUESTION_OPENINGS]);
    await isAccessible(page, `what opens among reviews and questions, ${query} ${scheme}`);
    assert.deepEqual(await kept(who), NOTHING, 'nothing is stored');
    assert.deepEqual(who.complaints, []);
    assert.deepEqual(errors, [], 'the console has no errors: no backend is asked but those in memory');
  });
