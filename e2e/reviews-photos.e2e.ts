import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { inChromium, launch, until, visitor } from './support/browser.ts';
import { areReady, go, isStyled } from './support/shop.ts';

/** Photos of customers in the list of reviews: as the server writes them, and as the element opens them. */

const READ = 'harbour-teapot';

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** The boxes of photos in the list of reviews, wherever they are written, and how wide the file is that is shown in each. */
const photosIn = (page: Page) =>
  page.evaluate(() => {
    const list = document.querySelector('continuo-review-list')!;
    return [...(list.shadowRoot ?? list).querySelectorAll('.thumb')].map((thumb) => {
      const { width, height } = thumb.getBoundingClientRect();
      return { width, height, file: thumb.querySelector('img')!.naturalWidth };
    });
  });
/** Brings each into sight, as they are loaded then, and waits until all are seen. */
async function seePhotos(page: Page): Promise<void> {
  for (const thumb of await page.$$('continuo-review-list >>> .thumb'))
    await thumb.evaluate((box) => box.scrollIntoView({ behavior: 'instant', block: 'center' }));
  await until('all photos are seen', async () => (await photosIn(page)).every(({ file }) => file > 0));
}
const BOX = { width: 88, height: 88 };

// Firefox's driver does not turn scripts off.
if (inChromium)
  test('without scripts, photos that customers sent are pictures, in boxes whose room is there before them', async (t) => {
    const who = await visitor(browser, 'phone');
    t.after(() => who.context.close());
    const { page, complaints } = who;
    await page.setJavaScriptEnabled(false);
    await go(who, `/products/${READ}`);
    await isStyled(who);
    const before = await photosIn(page);
    assert.ok(before.length >= 4, JSON.stringify(before));
    await seePhotos(page);
    for (const seen of [before, await photosIn(page)])
      assert.deepEqual(
        seen.map(({ width, height }) => ({ width, height })),
        before.map(() => BOX),
      );
    assert.deepEqual(complaints, []);
  });

test('a photo that a customer sent opens large with what it shows, and photos and words are what the list can be narrowed to', async (t) => {
  const who = await visitor(browser, 'laptop');
  t.after(() => who.context.close());
  const { page, complaints } = who;
  await go(who, `/products/${READ}`);
  await areReady(page, 'continuo-review-list');
  await page.waitForSelector('continuo-review-list >>> button.thumb', { visible: true });
  await seePhotos(page);
  await page.$eval('continuo-review-list >>> button.thumb', (thumb) => thumb.click());
  const large = await page.waitForSelector('continuo-review-list >>> dialog[open] img', { visible: true });
  await until('it is seen', () => large!.evaluate((image) => image.naturalWidth >= 480));
  const [alt, caption] = await Promise.all([
    large!.evaluate((image) => image.alt),
    page.$eval('continuo-review-list >>> dialog[open] .caption', (its) => its.textContent),
  ]);
  assert.ok(alt);
  assert.equal(caption, alt);
  await page.keyboard.press('Escape');
  await page.$eval('continuo-review-list >>> button[part=tools]', (button) => button.click());
  await page.waitForSelector('continuo-review-list >>> .check', { visible: true });
  const offered = await page.$$eval('continuo-review-list >>> .check', (all) =>
    all.map((check) => check.textContent.trim()),
  );
  for (const words of [/^With photos or videos \(\d+\)$/, /^With words/])
    assert.ok(
      offered.some((label) => words.test(label)),
      offered.join(),
    );
  assert.deepEqual(complaints, []);
});
