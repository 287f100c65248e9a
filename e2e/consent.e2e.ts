import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { TimelineEntry } from '@continuo/protocol';
import type { Browser, Page } from 'puppeteer-core';
import { launch, until, visitor, type Visitor } from './support/browser.ts';
import { staff } from './support/desk.ts';
import { acceptConsent, addToCart, countBecomes, go, openProduct, shop } from './support/shop.ts';
import { countEventRequests, kept, NOTHING, writeDown } from './support/traces.ts';

/** What a visit leaves behind, in the browser and at the merchant, before and after the visitor has said something. */

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Somebody new, who is gone when the test ends. */
async function meet(t: TestContext, device: 'phone' | 'laptop'): Promise<Visitor> {
  const who = await visitor(browser, device);
  t.after(() => who.context.close());
  return who;
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Long enough for whatever a page does by itself: the tracker sends within a second, the live stream opens at once. */
const settled = (_who: Visitor): Promise<void> => pause(2000);

const allDefined = ({ page }: Visitor): Promise<unknown> =>
  until('all elements are there', () =>
    page.evaluate(
      () =>
        customElements.get('continuo-cart-button') &&
        customElements.get('continuo-cart-drawer') &&
        customElements.get('continuo-consent') &&
        !document.querySelector(':not(:defined)'),
    ),
  );

const reject = async ({ page }: Visitor): Promise<void> => {
  await (await page.waitForSelector('continuo-consent >>> [part=reject]', { visible: true }))!.click();
  await page.waitForSelector('continuo-consent >>> [part=banner]', { hidden: true });
};

const PAGES = ['/', '/products', '/collections/teapots', '/products/harbour-teapot', '/stores', '/privacy'];

/** Walks through the shop without touching anything; everything that was sent. */
async function walk(who: Visitor) {
  const written = writeDown(who);
  for (const path of PAGES) {
    await go(who, path);
    await allDefined(who);
    await who.page.waitForSelector('continuo-consent >>> [part=banner]', { visible: true });
    // As long as `settled`, from the last answer on: what a page has not asked for yet when it is left, it never asks for.
    await who.page.waitForNetworkIdle({ idleTime: 2000 });
    assert.deepEqual(await kept(who), NOTHING, `nothing is kept after ${path}`);
  }
  return written;
}

test('a visit without an answer leaves nothing: no cookie, no storage, no identifier, no event', async (t) => {
  const people = (await (await staff()).persons('')).length;
  const [one, two] = [await meet(t, 'phone'), await meet(t, 'phone')];
  const events = countEventRequests();
  const [sent, others] = await Promise.all([walk(one), walk(two)]);
  assert.ok(
    sent.some(({ url }) => url.includes('/v1/')),
    'the elements did ask the backend',
  );
  assert.equal(events(), 0);
  for (const { method, url, headers } of sent) {
    assert.equal(method, 'GET', url);
    assert.deepEqual(headers, {}, `${url} is asked without a header that names anybody`);
  }
  // Somebody else asks for exactly the same: so there is nobody's name in it.
  const asked = (all: typeof sent) =>
    [...new Set(all.map(({ url }) => url))].filter((u) => !/\/pictures\//.test(u)).sort();
  assert.deepEqual(asked(others), asked(sent));
  assert.equal((await (await staff()).persons('')).length, people, 'nobody new is at the desk');
});

test('what is added to the cart before an answer needs a device and the cart, and no event leaves', async (t) => {
  const who = await meet(t, 'phone');
  const events = countEventRequests();
  await openProduct(who, 'morning-bowl');
  await addToCart(who);
  await countBecomes(who, 1);
  await settled(who);
  const { local, session, databases, cookies, caches } = await kept(who);
  assert.deepEqual({ local, databases }, { local: ['cart', 'device'], databases: ['cart', 'device'] });
  assert.deepEqual({ session, cookies, caches }, { session: [], cookies: [], caches: [] });
  assert.equal(events(), 0);
  await who.page.reload({ waitUntil: 'domcontentloaded' });
  await countBecomes(who, 1);
});

test('the tracker is fetched when somebody comes near the banner, and neither stores nor says anything', async (t) => {
  const who = await meet(t, 'laptop');
  const events = countEventRequests();
  const trackers = () =>
    who.page.evaluate(
      () =>
        performance.getEntriesByType('resource').filter(({ name }) => name.includes('/chunks/tracking-'))
          .length,
    );
  await go(who, '/');
  const banner = await who.page.waitForSelector('continuo-consent >>> [part=accept]', { visible: true });
  await settled(who);
  assert.equal(await trackers(), 0);
  await banner!.hover();
  await until('it is fetched', async () => (await trackers()) === 1);
  await settled(who);
  assert.deepEqual(await kept(who), NOTHING);
  assert.equal(events(), 0);
});

/** The visitor whose product view came from this campaign, with what the desk knows. */
async function foundByCampaign(campaign: string): Promise<TimelineEntry[]> {
  const api = await staff();
  return until(`the events of ${campaign} are at the desk`, async () => {
    for (const { id } of await api.persons('')) {
      const entries = await api.timeline(id);
      const own = entries.filter((entry) => entry.campaign?.['name'] === campaign);
      if (own.some((e) => e.title === 'Product Viewed') && own.some((e) => e.type === 'page')) return own;
    }
    return undefined;
  });
}

test('who accepts is seen from the page they are on: page and product, with channel, session and campaign', async (t) => {
  const who = await meet(t, 'phone');
  const events = countEventRequests();
  const campaign = `late-${Date.now()}`;
  await openProduct(who, `harbour-teapot?utm_source=letter&utm_medium=email&utm_campaign=${campaign}`);
  await settled(who);
  assert.equal(events(), 0);
  await acceptConsent(who);
  const entries = await foundByCampaign(campaign);
  assert.ok(events(), 'they were seen: what is not seen above was not sent');
  const page = entries.find((entry) => entry.type === 'page')!;
  const viewed = entries.find((entry) => entry.title === 'Product Viewed')!;
  assert.equal(viewed.properties['product_id'], 'harbour-teapot');
  for (const entry of [page, viewed]) {
    assert.equal(entry.channel, 'web');
    assert.ok(entry.sessionId, 'has a session');
    assert.equal(entry.sessionId, page.sessionId);
    assert.deepEqual(
      { source: entry.campaign?.['source'], medium: entry.campaign?.['medium'] },
      { source: 'letter', medium: 'email' },
    );
    assert.equal(entry.trust, 'public', 'nobody vouches for a visitor who has nothing but a key');
  }
});

test('who rejects leaves the choice and nothing else, and what had waited is not sent', async (t) => {
  const who = await meet(t, 'phone');
  const events = countEventRequests();
  await openProduct(who, 'harbour-teapot?utm_campaign=rejected');
  await reject(who);
  await settled(who);
  assert.deepEqual(await kept(who), { ...NOTHING, local: ['consent'] });
  await openProduct(who, 'morning-bowl');
  await settled(who);
  assert.deepEqual(await kept(who), { ...NOTHING, local: ['consent'] });
  assert.equal(events(), 0);
});

/** Opens the settings by the button of the privacy page. */
async function openSettings({ page }: { page: Page }): Promise<void> {
  await page.goto(shop('/privacy'), { waitUntil: 'domcontentloaded' });
  await page.waitForFunction(() => document.querySelector('continuo-consent')?.matches(':defined'));
  await until('the settings are open', async () => {
    if (await page.$('continuo-consent >>> dialog[open]')) return true;
    await (await page.waitForSelector('[data-continuo-consent-open]', { visible: true }))!.click();
    return false;
  });
}

test('who withdraws is not followed from then on: analytics is wiped, the cart stays', async (t) => {
  const who = await meet(t, 'laptop');
  await openProduct(who, 'morning-bowl');
  await acceptConsent(who);
  await addToCart(who);
  await countBecomes(who, 1);
  await until('something of analytics is kept', async () => (await kept(who)).local.includes('visit'));
  await openSettings(who);
  await settled(who);
  const withConsent = await kept(who);
  assert.ok(withConsent.databases.includes('events'), JSON.stringify(withConsent));

  const events = countEventRequests();
  await (await who.page.$('continuo-consent >>> [name=analytics]'))!.click();
  await (await who.page.$('continuo-consent >>> [part=save]'))!.click();
  const left = await until('analytics is wiped', async () => {
    const now = await kept(who);
    return now.local.includes('visit') || now.databases.includes('events') ? undefined : now;
  });
  assert.deepEqual(left.local, ['cart', 'consent', 'device']);
  assert.deepEqual(left.databases, ['cart', 'device']);
  await openProduct(who, 'harbour-teapot');
  await settled(who);
  assert.equal(events(), 0, 'no event after the withdrawal');
  await countBecomes(who, 1);
});

test('an answer given in one tab is taken in the other at once, and after a reload it is still known', async (t) => {
  const who = await meet(t, 'laptop');
  await go(who, '/');
  await who.page.waitForSelector('continuo-consent >>> [part=banner]', { visible: true });
  const second = await who.context.newPage();
  await second.goto(shop('/products'), { waitUntil: 'domcontentloaded' });
  await second.waitForSelector('continuo-consent >>> [part=banner]', { visible: true });
  await acceptConsent({ ...who, page: second });
  // The first tab lies behind: it is asked, not looked at.
  await until('the banner is gone in the first tab', () =>
    who.page.evaluate(
      () => !document.querySelector('continuo-consent')?.shadowRoot?.querySelector('[part=banner]'),
    ),
  );
  await who.page.bringToFront();
  await who.page.reload({ waitUntil: 'domcontentloaded' });
  await allDefined(who);
  await settled(who);
  assert.equal(await who.page.$('continuo-consent >>> [part=banner]'), null);
  await openSettings(who);
  assert.equal(
    await who.page.$eval('continuo-consent >>> [name=analytics]', (box) => (box as HTMLInputElement).checked),
    true,
  );
});

test('a browser that asks not to be followed is asked all the same, with its wish as the default, and is heard', async (t) => {
  const who = await meet(t, 'phone');
  await who.page.evaluateOnNewDocument(() => {
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true });
  });
  const events = countEventRequests();
  await go(who, '/');
  await (await who.page.waitForSelector('continuo-consent >>> [part=choose]', { visible: true }))!.click();
  await who.page.waitForSelector('continuo-consent >>> dialog[open]');
  const marked = await who.page.$$eval('continuo-consent >>> [part=category]', (rows) =>
    rows.map((row) => ({
      name: row.querySelector('input')!.name,
      checked: row.querySelector('input')!.checked,
      note: row.querySelector('strong')?.textContent ?? '',
    })),
  );
  const marketing = marked.find(({ name }) => name === 'marketing')!;
  assert.equal(marketing.checked, false);
  assert.notEqual(marketing.note, '', 'says why it is off');
  await settled(who);
  assert.deepEqual(await kept(who), NOTHING);
  assert.equal(events(), 0);
});
