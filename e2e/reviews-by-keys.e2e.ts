import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { inChromium, launch, until, visitor } from './support/browser.ts';
import { focused, tabTo } from './support/keyboard.ts';
import { acceptConsent, go } from './support/shop.ts';

/** Somebody without a mouse, at the reviews of a product. */

const PRODUCT = 'swan-kettle';

let browser: Browser;
let folder: string;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), 'continuo-keys-'));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A photo, as a file has it. */
const painted = async (page: Page): Promise<Buffer> => {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#a9b8a4';
    context.fillRect(0, 0, 640, 480);
    return canvas.toDataURL('image/jpeg');
  });
  return Buffer.from(url.split(',')[1]!, 'base64');
};

/** Stars of the reviews that are shown. */
const shown = (page: Page): Promise<string[]> =>
  page.$$eval('continuo-review-list >>> [part=list] .rating', (all) =>
    all.map((each) => /\d out of 5/.exec(each.textContent)![0]),
  );

/** What was sent has been taken: the thanks have the focus. */
const isThanked = (page: Page): Promise<unknown> =>
  until('the thanks have the focus', async () => (await focused(page)).part === 'sent');

test('who uses keys alone filters and reads reviews, sends one with a photo, votes and asks', async (t) => {
  const who = await visitor(browser, 'laptop');
  t.after(() => who.context.close());
  const { page, complaints } = who;
  const { keyboard } = page;
  const photo = join(folder, 'kettle.jpg');
  await writeFile(photo, await painted(page));
  await go(who, '/');
  await acceptConsent(who);
  await go(who, `/products/${PRODUCT}`);
  await until('all of it is there', () =>
    page.evaluate(() =>
      ['review-summary', 'review-list', 'review-form', 'question-form'].every((name) =>
        document.querySelector(`continuo-${name}`)?.matches(':state(ready)'),
      ),
    ),
  );

  await t.test('a bar of the summary filters the list, and takes that back', async () => {
    const all = await shown(page);
    const wanted = all.filter((stars) => stars === '5 out of 5');
    assert.ok(wanted.length && wanted.length < all.length, all.join());
    await tabTo(page, 'five stars', ({ label }) => /^5 stars/.test(label));
    await keyboard.press('Enter');
    await until('only those are shown', async () => (await shown(page)).join() === wanted.join());
    await keyboard.press('Enter');
    await until('all are shown again', async () => (await shown(page)).join() === all.join());
  });

  await t.test('the form takes stars, words and a photo with what it shows', async () => {
    await tabTo(page, 'the button to write', ({ part, label }) => part === 'open' && /^Write/.test(label));
    await keyboard.press('Enter');
    await until('the form has the focus', async () => (await focused(page)).label === 'Your review');
    await tabTo(page, 'the stars', ({ name }) => name === 'rating');
    await keyboard.press(' ');
    for (const [name, value] of [
      ['title', 'Whistles in tune'],
      ['body', 'I hear it from the garden.'],
      ['author', 'Hands of the hill'],
    ] as const) {
      await tabTo(page, name, (focus) => focus.name === name);
      await keyboard.type(value);
    }
    // Early: until the browser knows that somebody waits for it, it cancels the chooser.
    const chosen = inChromium ? page.waitForFileChooser() : undefined;
    await tabTo(page, 'the photos', ({ tag, name, part }) => tag === 'input' && !name && !part);
    if (chosen) {
      await keyboard.press('Enter');
      await (await chosen).accept([photo]);
    } else {
      // Firefox's driver knows no chooser.
      const input = (await page.$(
        'continuo-review-form >>> #media-input',
      )) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(photo);
    }
    await until('it is uploaded', () =>
      page.$eval('continuo-review-form >>> [part=upload]', ({ textContent }) =>
        textContent.includes('Ready'),
      ),
    );
    await tabTo(page, 'what it shows', ({ name, part }) => part === 'input' && !name, {
      back: true,
    });
    await keyboard.type('The kettle on a green cloth');
    await tabTo(page, 'the button to submit', ({ part }) => part === 'submit');
    await keyboard.press('Enter');
    await isThanked(page);
    const photoOf = await until('their own review is there, with its photo', () =>
      page.$eval('continuo-review-form', ({ shadowRoot }) => {
        const own = shadowRoot!.querySelector('[part=own]');
        if (!own?.textContent.includes('Whistles in tune')) return undefined;
        return own.querySelector('[part=thumb]:has(img)')?.ariaLabel;
      }),
    );
    assert.equal(photoOf, 'Photo 1: The kettle on a green cloth');
  });

  await t.test('a vote counts', async () => {
    await tabTo(page, 'yes', ({ part, label }) => part === 'vote' && label === 'Yes');
    const taken = page.waitForResponse(
      (response) => response.request().method() === 'PUT' && response.url().includes('/vote'),
    );
    const [response] = await Promise.all([taken, keyboard.press('Enter')]);
    assert.equal(response.status(), 200);
    assert.equal((await focused(page)).part, 'vote');
  });

  await t.test('a question is asked', async () => {
    await tabTo(page, 'the button to ask', ({ part, label }) => part === 'open' && /^Ask/.test(label));
    await keyboard.press('Enter');
    await until('the form has the focus', async () => (await focused(page)).label === 'Your question');
    await tabTo(page, 'the question', ({ name }) => name === 'body');
    await keyboard.type('Does it fit a small stove?');
    await tabTo(page, 'author', ({ name }) => name === 'author');
    await keyboard.type('Hands of the hill');
    await tabTo(page, 'the button to submit', ({ part }) => part === 'submit');
    await keyboard.press('Enter');
    await isThanked(page);
  });
  assert.deepEqual(complaints, []);
});
