import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch, until, visitor, type Visitor } from './support/browser.ts';
import { openDesk, openPerson, personText, staff } from './support/desk.ts';
import { hostileRows, toTsv, toXml, type Row } from './support/hostile-feed.ts';
import {
  acceptConsent,
  addToCart,
  cartLines,
  closeCart,
  countBecomes,
  go,
  logIn,
  openCart,
  openProduct,
} from './support/shop.ts';

/** A foreign feed of 500 products with hostile titles: imported beside the running shop, sold, and seen at the desk. */

const root = new URL('../', import.meta.url);
const data = process.env['CONTINUO_E2E_DATA'] ?? '.data';
const folder = mkdtempSync(join(tmpdir(), 'continuo-feed-'));
const tsv = hostileRows('tsv', 250);
const xml = hostileRows('xml', 250);

let browser: Browser;
let phone: Visitor;
let laptop: Visitor;
let desk: Visitor;
before(async () => {
  browser = await launch();
  phone = await visitor(browser, 'phone');
  laptop = await visitor(browser, 'laptop');
  desk = await visitor(browser, 'laptop');
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The command of the README, in a process of its own, while the server runs. */
async function importFile(name: string, text: string, source: string): Promise<string> {
  const file = join(folder, name);
  writeFileSync(file, text);
  const args = ['import', file, '--market', 'hk', '--locale', 'en', '--source', source];
  const child = spawn(process.execPath, ['packages/server/bin/continuo.js', ...args, '--data', data], {
    cwd: root,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  assert.equal(code, 0, said);
  return said;
}

/** As a shop shows it: in one line, and without the signs that would turn the text after it around. */
const tidy = (text: string): string =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

test('the feed is imported by the command of the README, beside the running server, and no row is refused', async () => {
  const first = await importFile('foreign.tsv', toTsv(tsv), 'foreign-tsv');
  const second = await importFile('foreign.xml', toXml(xml), 'foreign-xml');
  for (const said of [first, second]) {
    assert.match(said, /250 rows/, said);
    assert.match(said, /250 added/, said);
    assert.doesNotMatch(said, /[1-9]\d* refused/, said);
  }
});

test('the same feed again changes nothing', async () => {
  for (const said of [
    await importFile('foreign.tsv', toTsv(tsv), 'foreign-tsv'),
    await importFile('foreign.xml', toXml(xml), 'foreign-xml'),
  ]) {
    assert.match(said, /250 unchanged/, said);
    assert.doesNotMatch(said, /[1-9]\d* (added|changed|retired|refused)/, said);
  }
});

/** Titles are shown as they were written, and nothing of them has become an element or has run. */
async function isHarmless({ page, complaints }: Visitor): Promise<void> {
  const found = await page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots)
      for (const element of root.querySelectorAll('*'))
        if (element.shadowRoot) roots.push(element.shadowRoot);
    return {
      ran: '__pwned' in globalThis,
      handlers: roots.flatMap((root) =>
        [...root.querySelectorAll('*')]
          .filter((element) => element.getAttributeNames().some((name) => name.startsWith('on')))
          .map((element) => element.outerHTML),
      ),
      drawers: roots.flatMap((root) => [...root.querySelectorAll('continuo-cart-drawer')]).length,
      bold: roots
        .flatMap((root) => [...root.querySelectorAll('b, script:not([src], [type="application/ld+json"])')])
        .map((e) => e.outerHTML),
      sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    };
  });
  assert.deepEqual(found, { ran: false, handlers: [], drawers: 1, bold: [], sideways: false });
  assert.deepEqual(complaints, []);
}

test('each kind of title stands on the page of its product as it was written', async () => {
  await go(phone, '/');
  await acceptConsent(phone);
  // One of each title, from both feeds in turn.
  for (const row of Array.from({ length: 24 }, (_, i) => (i % 2 ? tsv : xml)[i]!)) {
    await go(phone, `/products/${row.id}`);
    const title = await phone.page.$eval('h1', (heading) => heading.textContent ?? '');
    assert.equal(tidy(title), tidy(row.title));
    await isHarmless(phone);
  }
});

test('the list and the search show them, too', async () => {
  await go(phone, '/products?q=tsv7');
  await until('the product is found', () =>
    phone.page.evaluate(() =>
      [...document.querySelectorAll('.card')].some((c) => c.textContent.includes('tsv7')),
    ),
  );
  await isHarmless(phone);
  await go(phone, '/products');
  await isHarmless(phone);
});

const chosen: Row[] = [tsv[1]!, xml[4]!, xml[14]!];

test('what is added in one browser is in the open cart of the other, as text', async () => {
  for (const who of [phone, laptop]) await logIn(who, 'jon@example.com');
  await go(laptop, '/');
  await acceptConsent(laptop);
  await openCart(laptop);
  const before = (await cartLines(laptop)).length;
  for (const [i, { id }] of chosen.entries()) {
    await openProduct(phone, id);
    await addToCart(phone);
    await countBecomes(laptop, before + i + 1);
  }
  const titles = await until('all three are there with their titles', async () => {
    const lines = await cartLines(laptop);
    return lines.length === before + 3 && lines.every((line) => line.sum)
      ? lines.map((line) => tidy(line.title))
      : undefined;
  });
  for (const { title } of chosen) assert.ok(titles.includes(tidy(title)), `${title} in ${titles.join('; ')}`);
  await isHarmless(laptop);
});

test('they are at the desk, in the cart of the customer and in what happened', async () => {
  await openDesk(desk);
  await openPerson(desk, 'jon@example.com');
  await until('all three stand at the desk', async () => {
    const text = await personText(desk);
    return chosen.every(({ title }) => text.includes(tidy(title)));
  });
  const ran = await desk.page.evaluate(() => (globalThis as { __pwned?: number }).__pwned);
  assert.equal(ran, undefined);
  assert.deepEqual(desk.complaints, []);
  const api = await staff();
  const [person] = await api.persons('jon@example.com');
  const open = (await api.person(person!.id)).carts.find((cart) => cart.state === 'open');
  const variants = open!.quote.lines.map((line) => line.variantId);
  for (const { id } of chosen) assert.ok(variants.includes(id));
});

test('a price that changes is told in the open cart with before and after, and the one row that changed is counted', async () => {
  const changed = tsv.map((row) => (row.id === chosen[0]!.id ? { ...row, price: '77.70 HKD' } : row));
  const said = await importFile('foreign.tsv', toTsv(changed), 'foreign-tsv');
  assert.match(said, /\b1 changed/, said);
  assert.match(said, /249 unchanged/, said);
  const notice = await until('the open cart tells the new price', async () =>
    laptop.page.evaluate(() =>
      document
        .querySelector('continuo-cart-drawer')!
        .shadowRoot!.querySelector('[part=notices] p')
        ?.textContent?.trim(),
    ),
  );
  const [whole, cents] = chosen[0]!.price.split(' ')[0]!.split('.');
  assert.ok(notice.includes(`${whole}.${cents}`), `says the price before: ${notice}`);
  assert.ok(notice.includes('77.70'), `and the one now: ${notice}`);
  assert.ok(notice.includes(chosen[0]!.title), notice);
  await isHarmless(laptop);
  // The shop is left as it was found, for who comes next.
  while ((await cartLines(laptop)).length) {
    const left = (await cartLines(laptop)).length;
    await (await laptop.page.waitForSelector('continuo-cart-drawer >>> .controls > button'))!.click();
    await until('one line less', async () => (await cartLines(laptop)).length < left);
  }
  await countBecomes(laptop, 0);
  await closeCart(laptop);
});
