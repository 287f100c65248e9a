import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { launch, until } from './support/browser.ts';
import { HOSTS, serveDomains, type Domains, type StoredEvent } from './support/domains.ts';

/** One visitor on several domains and subdomains of a merchant, through the script tag. */

let domains: Domains;
let browser: Browser;
before(async () => {
  domains = await serveDomains();
  browser = await launch(undefined, false, HOSTS);
});
after(async () => {
  await browser?.close();
  await domains?.close();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function meet(t: TestContext): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  return { context, page: await context.newPage() };
}

const ready = (page: Page) => page.waitForFunction(() => window.continuo?.version);
const open = async (page: Page, host: string, path?: string): Promise<void> => {
  await page.goto(domains.at(host, path), { waitUntil: 'domcontentloaded' });
  await ready(page);
};
const choose = (page: Page, analytics: boolean) =>
  page.evaluate((yes) => window.continuo!('consent', { analytics: yes }), analytics);

let marks = 0;
/** Makes an event on the page and answers it as the backend has it. */
async function mark(page: Page): Promise<StoredEvent> {
  const name = `Mark ${marks++}`;
  await page.evaluate((event) => window.continuo!('track', event), name);
  return until(`${name} has arrived`, async () =>
    (await domains.events()).find((event) => event.name === name),
  );
}

/** Points at the link, as somebody does who is about to follow it. */
async function pointAt(page: Page, selector: string): Promise<void> {
  const answered = page.waitForResponse(
    (r) => r.url().endsWith('/v1/links') && r.request().method() === 'POST',
  );
  await page.hover(selector);
  await answered;
  await pause(50);
}

const cookies = async (context: BrowserContext): Promise<string[]> =>
  (await context.cookies()).map(({ name }) => decodeURIComponent(name).split(':').at(-1)!).sort();

test('who follows a link to another domain, by way of a redirect, is the same visitor in the same session', async (t) => {
  const { page } = await meet(t);
  await open(page, 'www.shop.example', '/?utm_source=letter');
  await choose(page, true);
  const first = await mark(page);
  await pointAt(page, '#other');
  await Promise.all([page.waitForNavigation({ waitUntil: 'domcontentloaded' }), page.click('#other')]);
  await ready(page);
  assert.match(page.url(), /www\.tea\.example/);
  await until(
    'the address is clean',
    async () => page.url() === domains.at('www.tea.example', '/landed?a=%20b#part'),
  );
  // Until they agree here as well, nothing is asked and nothing is known.
  const before = (await domains.events()).length;
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await pause(500);
  await choose(page, true);
  const second = await mark(page);
  assert.deepEqual([second.anonymousId, second.sessionId], [first.anonymousId, first.sessionId]);
  const seen = (await domains.events()).slice(before);
  assert.deepEqual([...new Set(seen.map(({ anonymousId }) => anonymousId))], [first.anonymousId]);
  assert.ok(seen.every(({ url }) => !url.includes('_continuo')));
  assert.equal(
    (await page.evaluate(() => document.cookie)).includes('visit'),
    false,
    'this domain has no cookie',
  );
});

test('so is who opens it in a new tab, and who sends a form', async (t) => {
  const { context, page } = await meet(t);
  await open(page, 'www.tea.example');
  await choose(page, true);
  await open(page, 'www.shop.example');
  await choose(page, true);
  const first = await mark(page);

  await pointAt(page, '#other');
  const opened = new Promise<Page>((resolve) =>
    context.once('targetcreated', (target) => resolve(target.page() as Promise<Page>)),
  );
  await page.click('#other', { button: 'middle' });
  const tab = await opened;
  await until('the new tab is there', async () => tab.url().includes('/landed'));
  await ready(tab);
  assert.equal((await mark(tab)).anonymousId, first.anonymousId);
  assert.equal(await page.$eval('#other', (link) => link.getAttribute('href')!.includes('_continuo')), false);
  await tab.close();
  await page.bringToFront();

  await page.mouse.move(0, 0);
  await pointAt(page, 'form button');
  await Promise.all([page.waitForNavigation({ waitUntil: 'domcontentloaded' }), page.click('form button')]);
  await ready(page);
  await until(
    'the address is clean',
    async () => page.url() === domains.at('www.tea.example', '/landed?q=tea'),
  );
  assert.equal((await mark(page)).anonymousId, first.anonymousId);
});

test('a token that somebody made up, used before, or put into a link of their own is not taken', async (t) => {
  const { page } = await meet(t);
  await open(page, 'www.tea.example');
  await choose(page, true);
  const own = await mark(page);
  /** Opens a page with the token, from a page of `host` or, as from a mail, from nowhere. */
  const take = async (token: string, host?: string) => {
    const address = domains.at('www.tea.example', `/landed?_continuo=${token}`);
    await page.goto(host ? domains.at(host, '/empty') : 'about:blank');
    if (host)
      await Promise.all([
        page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
        page.evaluate((to) => void (location.href = to), address),
      ]);
    else await page.goto(address, { waitUntil: 'domcontentloaded' });
    await ready(page);
    const { anonymousId } = await mark(page);
    assert.equal(page.url(), domains.at('www.tea.example', '/landed'));
    return anonymousId;
  };
  const make = async () =>
    (
      await domains.workspace.json<{ link: string }>('/v1/links', {
        body: { key: domains.key, anonymousId: 'strangers' },
      })
    ).link;
  const shop = 'www.shop.example';
  assert.equal(await take('AAAAAAAAAAAAAAAAAAAAAA', shop), own.anonymousId, 'made up');
  assert.equal(await take(await make(), 'elsewhere.example'), own.anonymousId, 'from elsewhere');
  assert.equal(await take(await make()), own.anonymousId, 'from nowhere');
  const token = await make();
  assert.equal(await take(token, shop), 'strangers', 'as a check of this test: taken from a listed domain');
  await page.evaluate(() => window.continuo!('reset'));
  const next = await mark(page);
  assert.equal(await take(token, shop), next.anonymousId, 'used before');
});

test('all hosts of a domain ask once and see one visitor; who withdraws on one is gone from all', async (t) => {
  const { context, page } = await meet(t);
  await open(page, 'www.shop.example');
  await pause(500);
  assert.deepEqual(await cookies(context), [], 'nothing before a choice');
  await choose(page, true);
  const first = await mark(page);
  await until('the backend has set its cookie', async () => (await cookies(context)).includes('id'));
  assert.deepEqual(await cookies(context), ['consent', 'id', 'visit']);
  const set = (await context.cookies()).find(({ name }) => name.endsWith('id'))!;
  assert.equal(set.value, first.anonymousId);
  assert.equal(set.domain, '.shop.example');
  assert.ok(set.expires - Date.now() / 1000 > 399 * 86_400, 'for 400 days');

  await open(page, 'checkout.shop.example');
  const second = await mark(page);
  assert.deepEqual([second.anonymousId, second.sessionId], [first.anonymousId, first.sessionId]);

  // What the page wrote has ended, as it does in browsers that give it seven days.
  await page.evaluate(() => {
    const [name] = document.cookie
      .split('; ')
      .find((pair) => /visit=/.test(pair))!
      .split('=');
    document.cookie = `${name}=; Domain=shop.example; Path=/; Max-Age=0`;
  });
  await open(page, 'www.shop.example');
  const third = await mark(page);
  assert.equal(third.anonymousId, first.anonymousId);
  assert.notEqual(third.sessionId, first.sessionId);

  await choose(page, false);
  await until('only the choice is left', async () => (await cookies(context)).join() === 'consent');
  await open(page, 'checkout.shop.example');
  const before = (await domains.events()).length;
  await page.evaluate(() => window.continuo!('track', 'Refused'));
  await pause(2_000);
  assert.equal((await domains.events()).length, before);
  assert.deepEqual(await cookies(context), ['consent']);
});
