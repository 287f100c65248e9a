import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from './client.ts';
import { FakeBrowser, fakeFetch, until } from './testing/tabs.ts';
import type { ClientOptions, ConsentCategory } from './types.ts';

const open = (browser: FakeBrowser, options: Partial<ClientOptions> = {}, privacyControl = false) => {
  const { fetch, requests } = fakeFetch(() => ({}));
  const tab = browser.tab({ fetch, privacyControl });
  const client = createClient({
    endpoint: 'https://api.test',
    key: 'pk_1',
    platform: tab.platform,
    ...options,
  });
  return { ...client, client, tab, requests };
};
const allowed = ({ consent }: ReturnType<typeof open>): string =>
  (['necessary', 'functional', 'analytics', 'marketing'] as ConsentCategory[])
    .filter((category) => consent.allows(category))
    .join(' ');

test('what is allowed before a choice depends on mode and Global Privacy Control', () => {
  for (const [mode, privacyControl, expected] of [
    ['opt-in', false, 'necessary'],
    ['opt-in', true, 'necessary'],
    ['opt-out', false, 'necessary functional analytics marketing'],
    ['opt-out', true, 'necessary functional'],
  ] as const)
    assert.equal(allowed(open(new FakeBrowser(), { consent: mode }, privacyControl)), expected);
});

test('Global Privacy Control yields to what the visitor says', () => {
  const page = open(new FakeBrowser(), { consent: 'opt-out' }, true);
  page.consent.choose({ analytics: true }, 'preferences');
  assert.equal(allowed(page), 'necessary functional analytics');
});

test('a page that nobody has touched stores nothing and asks nothing', async () => {
  const browser = new FakeBrowser();
  const page = open(browser, { getToken: async () => null });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(page.consent.choice, undefined);
  assert.equal(browser.storage.size + browser.records.size + page.requests.length, 0);
});

test('a choice is kept with its time, text and source, and is there on the next page', () => {
  const browser = new FakeBrowser();
  open(browser, { consentTextVersion: '7' }).consent.choose({ analytics: true, necessary: false }, 'banner');
  const { choice } = open(browser, { consentTextVersion: '7' }).consent;
  assert.deepEqual(choice!.categories, {
    necessary: true,
    functional: false,
    analytics: true,
    marketing: false,
  });
  assert.equal(choice!.textVersion, '7');
  assert.equal(choice!.source, 'banner');
  assert.ok(Math.abs(Date.parse(choice!.at) - Date.now()) < 5_000);
});

test('words that changed are asked anew: agreement ends, refusal stays', () => {
  const browser = new FakeBrowser();
  open(browser).consent.choose({ analytics: true, marketing: false }, 'banner');
  const optIn = open(browser, { consentTextVersion: '2' });
  assert.equal(optIn.consent.choice, undefined);
  assert.equal(allowed(optIn), 'necessary');
  assert.equal(
    allowed(open(browser, { consentTextVersion: '2', consent: 'opt-out' })),
    'necessary analytics',
  );
});

test('a choice reaches the other tabs', async () => {
  const browser = new FakeBrowser();
  const [here, there] = [open(browser), open(browser)];
  let told = 0;
  there.consent.subscribe(() => told++);
  here.consent.choose({ analytics: true }, 'banner');
  await until(() => there.consent.allows('analytics'));
  here.consent.choose({ analytics: false }, 'preferences');
  await until(() => !there.consent.allows('analytics'));
  assert.equal(told, 2);
});

test('a page out of the back/forward cache reads the choice that it missed', () => {
  const browser = new FakeBrowser();
  const page = open(browser);
  browser.storage.set(
    'continuo:pk_1:consent',
    JSON.stringify({
      categories: { necessary: true, analytics: true },
      at: '',
      textVersion: '1',
      source: 'x',
    }),
  );
  assert.equal(page.consent.allows('analytics'), false);
  page.tab.fire('show');
  assert.equal(page.consent.allows('analytics'), true);
});

test('one listener that throws does not keep the others from hearing', (t) => {
  t.mock.method(console, 'error', () => {});
  const page = open(new FakeBrowser());
  let told = 0;
  page.consent.subscribe(() => {
    throw new Error('of the page');
  });
  const stop = page.consent.subscribe(() => told++);
  page.consent.choose({}, 'banner');
  stop();
  stop();
  page.consent.choose({ analytics: true }, 'banner');
  assert.equal(told, 1);
});

test('a spoilt choice counts as none', () => {
  const browser = new FakeBrowser();
  for (const text of ['{', '7', '"x"', 'null', '{"textVersion":"1"}']) {
    browser.storage.set('continuo:pk_1:consent', text);
    assert.equal(allowed(open(browser)), 'necessary', text);
  }
});
