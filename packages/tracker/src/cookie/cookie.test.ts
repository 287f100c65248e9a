import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createClient, memoryPlatform, type Platform } from '@continuo/core';
import { settle } from '../testing/world.ts';
import { createTracker } from '../index.ts';
import { acrossSubdomains } from './cookie.ts';

/** A browser's cookies, as a page of `host` meets them. */
class Browser {
  readonly cookies = new Map<string, { value: string; line: string }>();
  host = 'www.shop.example';
  /** Cookies that a page itself may write. */
  blocked = false;

  set(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const given = Object.fromEntries(attributes.map((attribute) => attribute.split('=')));
    const domain = String(given['Domain']);
    if (this.blocked || !domain.includes('.') || pair.length > 4096) return;
    if (this.host !== domain && !this.host.endsWith(`.${domain}`)) return;
    if (given['Max-Age'] === '0') this.cookies.delete(name);
    else this.cookies.set(name, { value, line });
  }

  /** As JavaScript sees it. */
  get text(): string {
    return [...this.cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
  }

  get names(): string[] {
    return [...this.cookies.keys()].map(decodeURIComponent).sort();
  }
}

let browser: Browser;
const page = globalThis as { document?: unknown; location?: unknown };
beforeEach(() => {
  browser = new Browser();
  page.document = {
    documentElement: { lang: 'en' },
    get cookie() {
      return browser.text;
    },
    set cookie(line: string) {
      browser.set(line);
    },
  };
  page.location = { protocol: 'https:', href: 'https://www.shop.example/', search: '' };
});
afterEach(() => {
  delete page.document;
  delete page.location;
});

interface Host {
  platform: Platform;
  asked: { url: string; body: Record<string, string>; credentials: string | undefined }[];
  open(): ReturnType<typeof clientOf>;
  show(): void;
}
const clientOf = (platform: Platform) => {
  const client = createClient({ endpoint: 'https://api.shop.example', key: 'pk_1', platform });
  return { client, tracker: createTracker(client) };
};

/** A host of the shop in this browser: localStorage of its own, the cookies of all. `answer`: to whom asks for a cookie. */
function host(
  name = 'www.shop.example',
  {
    domain = 'shop.example',
    endpoint,
    answer = () => {},
  }: { domain?: string; endpoint?: string; answer?: (id: string) => unknown } = {},
): Host {
  browser.host = name;
  const asked: Host['asked'] = [];
  const shown: (() => void)[] = [];
  const plain = memoryPlatform();
  const platform = acrossSubdomains(
    {
      ...plain,
      on(event, listener) {
        if (event === 'show') shown.push(listener);
        return plain.on(event, listener);
      },
      fetch: async (url, init) => {
        const body = JSON.parse(init?.body as string) as Record<string, string>;
        if ((url as string).endsWith('/v1/cookie')) {
          asked.push({ url: url as string, body, credentials: init?.credentials });
          await answer(body['anonymousId']!);
          return new Response(null, { status: 204 });
        }
        if ((url as string).endsWith('/v1/devices'))
          return Response.json({ deviceId: 'd1', token: 'd1.mac' }, { status: 201 });
        return Response.json({ success: true, rejected: [] });
      },
    },
    domain,
    endpoint,
  );
  return {
    platform,
    asked,
    open: () => clientOf(platform),
    show: () => shown.forEach((listener) => listener()),
  };
}
const visitAt = ({ platform }: Host, name = 'visit') =>
  JSON.parse(platform.small.get(`continuo:pk_1:${name}`) ?? 'null') as { a: string; s?: string } | null;

test('before a choice there is no cookie; agreeing on one host agrees on all, with one anonymousId', async () => {
  const www = host();
  const first = www.open();
  first.tracker.page();
  await settle();
  assert.deepEqual(browser.names, []);
  first.client.consent.choose({ analytics: true }, 'banner');
  await settle();
  assert.deepEqual(browser.names, ['continuo:pk_1:consent', 'continuo:pk_1:visit']);
  for (const { line } of browser.cookies.values())
    assert.match(line, /; Domain=shop\.example; Path=\/; Max-Age=34560000; SameSite=Lax; Secure$/);

  const checkout = host('checkout.shop.example');
  const second = checkout.open();
  assert.equal(second.client.consent.choice?.source, 'banner');
  second.tracker.page();
  await settle();
  assert.equal(visitAt(checkout)!.a, visitAt(www)!.a);
  assert.equal(visitAt(checkout)!.s, visitAt(www)!.s);
  first.tracker.destroy();
  second.tracker.destroy();
});

test('withdrawing on one host wipes the cookie for all, and what another host still remembers', async () => {
  const www = host();
  const first = www.open();
  first.client.consent.choose({ analytics: true }, 'banner');
  first.tracker.page();
  const checkout = host('checkout.shop.example');
  const second = checkout.open();
  second.tracker.page();
  await settle();
  second.client.consent.choose({ analytics: false }, 'preferences');
  await settle();
  assert.deepEqual(browser.names, ['continuo:pk_1:consent']);
  www.show();
  await settle();
  assert.equal(first.client.consent.allows('analytics'), false);
  first.tracker.page();
  await settle();
  assert.deepEqual(browser.names, ['continuo:pk_1:consent']);
  assert.equal(visitAt(www), null);
  first.tracker.destroy();
  second.tracker.destroy();
});

test('a logout ends the visit on all hosts; the choice stays', async () => {
  const www = host();
  const { client, tracker } = www.open();
  client.consent.choose({ analytics: true }, 'banner');
  tracker.page();
  await settle();
  browser.set('continuo%3Apk_1%3Aid=from-the-server; Domain=shop.example');
  const before = visitAt(www)!.a;
  await client.logout();
  assert.ok(!browser.names.some((name) => /:(visit|id)$/.test(name)), browser.names.join());
  assert.equal(client.consent.allows('analytics'), true);
  const checkout = host('checkout.shop.example').open();
  checkout.tracker.page();
  await settle();
  assert.doesNotMatch(browser.text, RegExp(before));
  tracker.page();
  await settle();
  assert.equal(
    browser.names.filter((name) => name.endsWith('visit')).length,
    1,
    'and the next one is one visit',
  );
  tracker.destroy();
  checkout.tracker.destroy();
});

test('a logout on one host is one on the others: who was known there is forgotten', async () => {
  const www = host().open();
  const checkout = host('checkout.shop.example');
  const { client, tracker } = checkout.open();
  www.client.consent.choose({ analytics: true }, 'banner');
  await client.identity.ensureDevice();
  assert.ok(client.identity.device);
  browser.host = 'www.shop.example';
  await www.client.logout();
  browser.host = 'checkout.shop.example';
  checkout.show();
  await settle();
  assert.equal(client.identity.device, undefined);
  for (const each of [www.tracker, tracker]) each.destroy();
});

test('a page that hears of the logout late takes nothing from the next visitor, and leaves nothing of the last', async () => {
  const www = host();
  const [here, late] = [www.open(), host('checkout.shop.example')];
  const second = late.open();
  here.client.consent.choose({ analytics: true }, 'banner');
  second.client.platform.small.set('device', '{"deviceId":"ada’s","token":"t"}');
  await here.client.logout();
  here.tracker.page();
  await settle();
  setId(visitAt(www, '1:visit')!.a);
  const all = browser.text;
  late.show();
  await settle();
  assert.equal(browser.text, all);
  assert.deepEqual(browser.names, [
    'continuo:pk_1:1:visit',
    'continuo:pk_1:consent',
    'continuo:pk_1:id',
    'continuo:pk_1:wipes',
  ]);
  assert.equal(late.platform.small.get('continuo:pk_1:device'), null);
  second.tracker.page();
  await settle();
  assert.equal(visitAt(late, '1:visit')!.a, visitAt(www, '1:visit')!.a);
  here.tracker.destroy();
  second.tracker.destroy();
});

test('a cookie that the browser ended early takes no count of logouts back, and each page makes it last', async () => {
  const www = host();
  const first = www.open();
  first.client.consent.choose({ analytics: true }, 'banner');
  await first.client.logout();
  browser.cookies.delete('continuo%3Apk_1%3Awipes');
  const again = www.open();
  again.tracker.page();
  await settle();
  assert.ok(browser.names.includes('continuo:pk_1:1:visit'), browser.names.join());
  assert.ok(browser.names.includes('continuo:pk_1:wipes'), browser.names.join());

  const checkout = host('checkout.shop.example');
  browser.cookies.get('continuo%3Apk_1%3Aconsent')!.line = 'old';
  checkout.open().tracker.destroy();
  assert.match(browser.cookies.get('continuo%3Apk_1%3Aconsent')!.line, /Max-Age=34560000/);
  browser.cookies.delete('continuo%3Apk_1%3Awipes');
  assert.equal(checkout.platform.small.get('continuo:pk_1:wipes'), '1');
  first.tracker.destroy();
  again.tracker.destroy();
});

test('what a host kept before there were cookies moves into them, once', () => {
  const { platform } = host();
  const plain = Object.getPrototypeOf(platform) as Platform;
  plain.small.set('continuo:pk_1:visit', '{"a":"old","t":1}');
  assert.equal(platform.small.get('continuo:pk_1:visit'), '{"a":"old","t":1}');
  assert.deepEqual(browser.names, ['continuo:pk_1:visit']);
  // Another host wipes it: it does not come back from here.
  browser.cookies.clear();
  assert.equal(platform.small.get('continuo:pk_1:visit'), null);
});

test('a cookie wins over what a host kept before', () => {
  const { platform } = host();
  const plain = Object.getPrototypeOf(platform) as Platform;
  plain.small.set('continuo:pk_1:visit', '{"a":"old","t":1}');
  browser.set(`continuo%3Apk_1%3Avisit=${encodeURIComponent('{"a":"theirs","t":2}')}; Domain=shop.example`);
  assert.equal(platform.small.get('continuo:pk_1:visit'), '{"a":"theirs","t":2}');
  browser.cookies.clear();
  assert.equal(platform.small.get('continuo:pk_1:visit'), null);
});

for (const [what, prepare] of [
  ['blocks cookies', () => (browser.blocked = true)],
  ['does not take the domain', () => (browser.host = 'www.other.example')],
] as const)
  test(`where the browser ${what} each origin keeps its own, as without this`, () => {
    const { platform } = host();
    prepare();
    platform.small.set('continuo:pk_1:visit', '{"a":"mine","t":1}');
    assert.equal(platform.small.get('continuo:pk_1:visit'), '{"a":"mine","t":1}');
    assert.deepEqual(browser.names, []);
  });

test('a visit too long for a cookie stays with its origin, and no older one is left in the cookie', () => {
  const { platform } = host();
  platform.small.set('continuo:pk_1:visit', '{"a":"short","t":1}');
  const long = JSON.stringify({ a: 'long', t: 2, c: 'x'.repeat(5_000) });
  platform.small.set('continuo:pk_1:visit', long);
  assert.equal(platform.small.get('continuo:pk_1:visit'), long);
  assert.deepEqual(browser.names, []);
});

test('cookies of others, well-formed or not, do no harm', () => {
  const { platform } = host();
  browser.set('theirs=1; Domain=shop.example');
  browser.set('%E0%A4%A=%E0%A4%A; Domain=shop.example');
  browser.set('continuo%3Apk_1%3Avisit=%E0%A4%A; Domain=shop.example');
  assert.equal(platform.small.get('continuo:pk_1:visit'), '');
  platform.small.set('continuo:pk_1:visit', '{"a":"mine","t":1}');
  assert.equal(platform.small.get('continuo:pk_1:visit'), '{"a":"mine","t":1}');
});

test('nothing but consent, visit and who it is goes into cookies', () => {
  const { platform } = host();
  for (const name of ['device', 'user', 'cart', '2:device', 'events'])
    platform.small.set(`continuo:pk_1:${name}`, 'x');
  assert.deepEqual(browser.names, []);
  platform.small.set('continuo:pk_1:2:visit', '{"a":"mine","t":1}');
  assert.deepEqual(browser.names, ['continuo:pk_1:2:visit']);
});

const endpoint = 'https://api.shop.example';
const setId = (id: string) => browser.set(`continuo%3Apk_1%3Aid=${id}; Domain=shop.example; Max-Age=1`);

test('the backend is asked for its cookie once a session and for each new visitor, with credentials', async () => {
  const www = host('www.shop.example', { endpoint, answer: setId });
  const { client, tracker } = www.open();
  client.consent.choose({ analytics: true }, 'banner');
  tracker.page();
  tracker.page();
  await settle();
  const { a } = visitAt(www)!;
  assert.deepEqual(www.asked, [
    { url: `${endpoint}/v1/cookie`, body: { key: 'pk_1', anonymousId: a }, credentials: 'include' },
  ]);
  tracker.destroy();
  const again = www.open();
  again.tracker.page();
  await settle();
  assert.equal(www.asked.length, 1);
  again.tracker.reset();
  again.tracker.page();
  await settle();
  assert.equal(www.asked.at(-1)!.body['anonymousId'], visitAt(www)!.a);
  assert.notEqual(visitAt(www)!.a, a);
  again.tracker.destroy();
});

test('a backend that cannot set its cookie is not asked again and again', async (t) => {
  const www = host('www.shop.example', { endpoint });
  const { client, tracker } = www.open();
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  client.consent.choose({ analytics: true }, 'banner');
  for (let i = 0; i < 5; i++) {
    tracker.page();
    await settle();
    t.mock.timers.tick(11_000);
  }
  assert.equal(www.asked.length, 1);
  tracker.destroy();
});

test('where the page’s cookie has ended, the visitor is known by the backend’s', async () => {
  const www = host('www.shop.example', { endpoint, answer: setId });
  const { client, tracker } = www.open();
  client.consent.choose({ analytics: true }, 'banner');
  setId('known-for-long');
  browser.cookies.delete('continuo%3Apk_1%3Avisit');
  tracker.page();
  await settle();
  tracker.destroy();
  browser.cookies.delete('continuo%3Apk_1%3Avisit');
  setId('known-for-long');
  const next = www.open();
  next.tracker.page();
  await settle();
  assert.equal(visitAt(www)!.a, 'known-for-long');
  next.tracker.destroy();
});

test('who withdraws while the backend is asked has no cookie of it afterwards', async () => {
  let answer = () => {};
  const www = host('www.shop.example', {
    endpoint,
    answer: (id) => new Promise<void>((resolve) => (answer = () => (setId(id), resolve()))),
  });
  const { client, tracker } = www.open();
  client.consent.choose({ analytics: true }, 'banner');
  tracker.page();
  await settle();
  client.consent.choose({ analytics: false }, 'preferences');
  await settle();
  answer();
  await settle();
  assert.deepEqual(browser.names, ['continuo:pk_1:consent']);
  tracker.destroy();
});

test('on a server it is the platform itself', () => {
  delete page.document;
  const plain = memoryPlatform();
  assert.equal(acrossSubdomains(plain, 'shop.example'), plain);
});
