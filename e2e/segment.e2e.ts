import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { Analytics } from '@segment/analytics-node';
import type { TimelineEntry } from '@continuo/protocol';
import type { Browser } from 'puppeteer-core';
import { launch, until, url } from './support/browser.ts';
import { staff } from './support/desk.ts';

/** Segment's own clients, unchanged, with nothing but their settings pointed at the backend. */

const require = createRequire(import.meta.url);
/** What Segment publishes for browsers: the bundle and the chunks that it loads. */
const published = join(dirname(require.resolve('@segment/analytics-next/package.json')), 'dist/umd');
/** A page of another origin, which the workspace allows: its requests are cross-origin ones. */
const site = url.replace('//localhost', '//127.0.0.1');
const run = Date.now().toString(36);

let browser: Browser;
let keys: { publishable: string; secret: string };
before(async () => {
  browser = await launch();
  const file = join(process.env['CONTINUO_E2E_DATA'] ?? '.data', 'keys.json');
  keys = (JSON.parse(readFileSync(file, 'utf8')) as { demo: typeof keys }).demo;
});
after(() => browser?.close());

/** The timeline of whoever the desk finds by this, once it has these titles. */
async function arrived(search: string, titles: string[]): Promise<TimelineEntry[]> {
  const api = await staff();
  return until(`${titles.join(', ')} of ${search} are at the desk`, async () => {
    const [person] = await api.persons(search);
    const entries = person ? await api.timeline(person.id) : [];
    const shown = entries.map(({ type, title }) => (type === 'track' ? title : type));
    return titles.every((title) => shown.includes(title)) ? entries : undefined;
  });
}

test('@segment/analytics-next, loaded in a page of another origin, is accepted with page, track and identify', async (t) => {
  assert.notEqual(site, url);
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const at = new URL(request.url());
    if (at.origin === site && at.pathname === '/segment/')
      return void request.respond({
        contentType: 'text/html; charset=utf-8',
        body: '<!doctype html><html lang="en"><title>Segment</title><script src="/segment/index.js"></script>',
      });
    if (at.origin === site && at.pathname.startsWith('/segment/'))
      return void request.respond({
        contentType: 'text/javascript',
        body: readFileSync(join(published, at.pathname.slice('/segment/'.length))),
      });
    void request.continue();
  });
  await page.goto(`${site}/segment/?utm_source=segment&utm_campaign=unchanged-${run}`);
  const anonymousId = await page.evaluate(
    async (cdnURL, writeKey, name) => {
      const { AnalyticsBrowser } = (
        globalThis as unknown as {
          AnalyticsNext: { AnalyticsBrowser: { load(settings: object): Promise<[SegmentAnalytics]> } };
        }
      ).AnalyticsNext;
      interface SegmentAnalytics {
        page(name: string): Promise<unknown>;
        track(event: string, properties: object): Promise<unknown>;
        identify(userId: string, traits: object): Promise<unknown>;
        user(): { anonymousId(): string };
      }
      const [analytics] = await AnalyticsBrowser.load({ cdnURL, writeKey });
      await analytics.page('Landing');
      await analytics.track('Segment Tried', { price: 12.5, text: '<b>茶</b>' });
      await analytics.identify(name, { plan: 'free' });
      return analytics.user().anonymousId();
    },
    url,
    keys.publishable,
    `next-${run}`,
  );
  const entries = await arrived(anonymousId, ['page', 'Segment Tried', 'identify']);
  const tried = entries.find(({ title }) => title === 'Segment Tried')!;
  assert.equal(tried.trust, 'public');
  assert.deepEqual([tried.properties['price'], tried.properties['text']], [12.5, '<b>茶</b>']);
  assert.equal(tried.campaign?.['name'], `unchanged-${run}`);
  assert.deepEqual(errors, []);
});

for (const [kind, trust] of [
  ['publishable', 'public'],
  ['secret', 'server'],
] as const)
  test(`@segment/analytics-node with the ${kind} key is accepted, with the trust "${trust}"`, async () => {
    const problems: unknown[] = [];
    const analytics = new Analytics({ writeKey: keys[kind], host: url, path: '/v1/batch', maxRetries: 0 });
    analytics.on('error', (error) => problems.push(error));
    const anonymousId = `node-${kind}-${run}`;
    analytics.page({ anonymousId, name: 'Home' });
    analytics.track({ anonymousId, event: 'Node Tried', properties: { n: 1 } });
    analytics.identify({ anonymousId, traits: { plan: 'pro' } });
    analytics.screen({ anonymousId, name: 'Start' });
    analytics.group({ anonymousId, groupId: 'tea-club' });
    await analytics.closeAndFlush();
    assert.deepEqual(problems, []);
    const entries = await arrived(anonymousId, ['page', 'Node Tried', 'identify', 'screen', 'group']);
    const events = entries.filter((entry) => entry.kind === 'event');
    assert.deepEqual(
      events.map((entry) => entry.trust),
      Array<string>(5).fill(trust),
    );
  });
