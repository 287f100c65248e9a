// The faults of docs/events.md, one function each. A scenario makes events numbered from 0 and answers how many; the
// runner then waits, opens a new page, and counts what the collector stored.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const forMs = async (collector, mode, ms) => {
  collector.mode = () => mode;
  await sleep(ms);
  collector.mode = () => 200;
};
/** Misbehaves at the next request only. */
const once = (collector, mode) => {
  collector.mode = () => {
    collector.mode = () => 200;
    return mode;
  };
};
const offline = async (pages, ms) => {
  for (const page of pages) await page.setOfflineMode(true);
  await sleep(ms);
  for (const page of pages) await page.setOfflineMode(false);
};
const mark = (page, from, count, pad) => page.evaluate((...args) => window.mark(...args), from, count, pad);
/** Marks and leaves in one task. */
const leave = (page, to, count, pad) =>
  page.evaluate(
    (url, count, pad) => {
      window.mark(0, count, pad);
      location.href = url;
    },
    to,
    count,
    pad,
  );
const kill = async (browser, ms) => {
  await sleep(ms);
  browser.process().kill('SIGKILL');
  await sleep(500);
};

/** Preferences of a browser that refuses all storage. */
export const blocked = (profile) => {
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }),
  );
};

const fill = async (page) => {
  const session = await page.createCDPSession();
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await page.evaluate(() => {
    for (let size = 1 << 20; size; size >>= 1)
      try {
        for (let i = 0; ; i++) localStorage.setItem(`full-${size}-${i}`, 'x'.repeat(size));
      } catch {
        // This size fits no more.
      }
  });
};

export const scenarios = {
  // Where nobody was left to see the answer, the same ids come one more time at the next visit: `again`.
  '1 navigate in the same task': async ({ page, url }) => {
    await leave(page, url('/next'), 20);
    return { total: 20, again: 20 };
  },
  '2 navigate, 160 kB': async ({ page, url }) => {
    const from = Date.now();
    await leave(page, url('/next'), 20, 8_000);
    await page.waitForFunction(`location.pathname === '/next'`);
    // Those that fitted into a last request. A page that took a second to go had begun an ordinary one, with all of them.
    return { total: 20, again: Date.now() - from < 900 ? 7 : 20 };
  },
  '3 close the tab': async ({ page }) => {
    await page.evaluate(() => window.mark(0, 20));
    await page.close({ runBeforeUnload: true });
    return { total: 20, again: 20 };
  },
  '4 leave during start': async ({ context, url }) => {
    const page = await context.newPage();
    await page.goto(url('/?start=/empty'));
    await sleep(300);
    return { total: 20, again: 20 };
  },
  '5 500 for 5 s': async ({ page, collector }) => {
    collector.mode = () => 500;
    await mark(page, 0, 20);
    await forMs(collector, 500, 5_000);
    return 20;
  },
  '6 refused for 5 s': async ({ page, collector }) => {
    await collector.down();
    await mark(page, 0, 20);
    await sleep(5_000);
    await collector.up();
    return 20;
  },
  '7 offline for 5 s': async ({ page }) => {
    await page.setOfflineMode(true);
    await mark(page, 0, 20);
    await offline([page], 5_000);
    return 20;
  },
  '8 offline for 30 s, 500 events': {
    long: true,
    async run({ page }) {
      await page.setOfflineMode(true);
      for (let i = 0; i < 50; i++) {
        await mark(page, i * 10, 10);
        await sleep(600);
      }
      await page.setOfflineMode(false);
      return 500;
    },
  },
  '9 tab crashes offline': async ({ page }) => {
    await page.setOfflineMode(true);
    await mark(page, 0, 20);
    await sleep(1_500);
    const session = await page.createCDPSession();
    session.send('Page.crash').catch(() => {}); // nobody is left to answer
    await sleep(500);
    return 20;
  },
  '10 browser killed after 8 s offline': {
    own: true,
    async run({ page, browser, reopen }) {
      await page.setOfflineMode(true);
      await mark(page, 0, 20);
      await kill(browser, 8_000);
      await reopen();
      return 20;
    },
  },
  '11 browser killed after 0.3 s offline': {
    own: true,
    async run({ page, browser, reopen }) {
      await page.setOfflineMode(true);
      await mark(page, 0, 20);
      await kill(browser, 300);
      await reopen();
      return 20;
    },
  },
  '12 two tabs under 500, one closes': async ({ page, open, collector }) => {
    const other = await open();
    collector.mode = () => 500;
    await mark(page, 0, 20);
    await mark(other, 20, 20);
    await sleep(2_000);
    await page.close({ runBeforeUnload: true });
    await forMs(collector, 500, 3_000);
    return 40;
  },
  '13 two tabs offline': async ({ page, open }) => {
    const other = await open();
    for (const tab of [page, other]) await tab.setOfflineMode(true);
    await mark(page, 0, 20);
    await mark(other, 20, 20);
    await offline([page, other], 5_000);
    return 40;
  },
  '14 429, Retry-After 5': async ({ page, collector }) => {
    let until = 0;
    collector.mode = () => {
      until ||= Date.now() + 5_000;
      return Date.now() < until ? [429, { 'retry-after': '5' }] : 200;
    };
    await mark(page, 0, 20);
    await sleep(6_000);
    const inside = collector.seen.filter(({ at, status }) => status === 429 && at > until - 4_900).length;
    return { total: 20, note: `${inside} requests inside Retry-After`, bad: inside > 0 };
  },
  '15 storage full': async ({ page }) => {
    await fill(page);
    await mark(page, 0, 20);
    return 20;
  },
  '16 storage blocked': { own: blocked, run: async ({ page }) => (await mark(page, 0, 20), 20) },
  '17 storage blocked under 500': {
    own: blocked,
    async run({ page, collector }) {
      collector.mode = () => 500;
      await mark(page, 0, 20);
      await forMs(collector, 500, 5_000);
      return 20;
    },
  },
  '18 strict CSP and Trusted Types': async ({ context, url }) => {
    const page = await context.newPage();
    await page.goto(url('/?csp'));
    await page.waitForFunction('window.mark');
    await mark(page, 0, 20);
    await sleep(2_000);
    const violations = await page.evaluate('window.violations');
    return { total: 20, note: violations.join(', '), bad: violations.length > 0 };
  },
  '19 the answer is lost': async ({ page, collector }) => {
    once(collector, 'lost');
    await mark(page, 0, 20);
    // Stored, and the sender cannot know: the same ids come again.
    return { total: 20, again: 20 };
  },
  '20 the collector hangs': {
    long: true,
    async run({ page, collector }) {
      once(collector, 'hang');
      await mark(page, 0, 20);
      await sleep(23_000);
      return 20;
    },
  },
  '21 half a batch is refused': async ({ page, collector }) => {
    collector.mode = ({ batch }) => (batch.some(({ properties }) => properties?.n === 7) ? 400 : 200);
    await mark(page, 0, 20);
    await sleep(2_500);
    const told = await page.evaluate('window.told');
    collector.mode = () => 200;
    return { total: 20, missing: 1, note: JSON.stringify(told.drop), bad: told.drop[0]?.[1] !== 'refused' };
  },
  '22 clock one hour ahead, then right': async ({ page, collector }) => {
    await page.evaluate(() => {
      const real = Date.now;
      Date.now = () => real() + 3_600_000;
      setTimeout(() => (Date.now = real), 1_500);
    });
    await mark(page, 0, 10);
    await sleep(1_600);
    await mark(page, 10, 10);
    await sleep(2_500);
    const first = collector.seen[0]?.body;
    const late = first && Math.abs(Date.parse(first.sentAt) - Date.parse(first.batch[0].timestamp));
    return { total: 20, note: `first sent ${late} ms after it was made`, bad: !(late < 5_000) };
  },
  '23 back/forward cache': async ({ page, url }) => {
    await mark(page, 0, 10);
    await page.goto(url('/next'));
    await sleep(2_000);
    await page.goBack({ waitUntil: 'domcontentloaded' }).catch(() => {}); // no navigation is seen where the page is kept
    await sleep(500);
    const kept = await page.evaluate('window.persisted');
    await mark(page, 10, 10);
    return { total: 20, again: kept ? 0 : 10, note: `kept: ${kept}` };
  },
  '24 tab frozen and thawed': async ({ page }) => {
    const session = await page.createCDPSession();
    await mark(page, 0, 20);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await sleep(3_000);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    return 20;
  },
  '25 the tab that sends is closed while sending': async ({ page, open, collector }) => {
    const other = await open();
    await mark(page, 0, 20);
    await mark(other, 20, 20);
    collector.mode = () => 'hang';
    await sleep(1_300);
    await page.close();
    collector.mode = () => 200;
    return 40;
  },
  '26 consent withdrawn while queued': async ({ page, collector, url, context }) => {
    collector.mode = () => 500;
    await mark(page, 0, 20);
    await sleep(1_500);
    const began = Date.now();
    await page.evaluate(() => window.client.consent.choose({ analytics: false }, 'e2e'));
    const clean = () =>
      page.evaluate(async () => ({
        names: Object.keys(localStorage).filter((name) => !name.endsWith(':consent')),
        databases: (await indexedDB.databases()).map(({ name }) => name),
      }));
    let left = await clean();
    while ((left.names.length || left.databases.length) && Date.now() - began < 3_000) left = await clean();
    const took = Date.now() - began;
    collector.mode = () => 200;
    const next = await context.newPage();
    await next.goto(url('/?undecided'));
    await sleep(2_000);
    return { total: 20, missing: 20, note: `clean after ${took} ms`, bad: took > 1_000 };
  },
  '27 logout in another tab': async ({ page, open, collector }) => {
    const other = await open();
    collector.mode = () => 200;
    await mark(page, 0, 20);
    await page.evaluate(
      () => void (window.heard = new Promise((yes) => window.client.onWipe(() => yes(true)))),
    );
    await other.evaluate(() => window.client.logout());
    await page.evaluate('heard');
    await mark(page, 20, 20);
    const seen = () =>
      new Set(collector.seen.flatMap(({ body }) => body.batch.map(({ anonymousId }) => anonymousId)));
    // The next person's come within seconds, of a busy machine within more; a third person's would come by then.
    await sleep(4_000);
    for (let waits = 0; waits < 600 && seen().size < 2; waits++) await sleep(100);
    const people = seen();
    return { total: 40, note: `${people.size} people`, bad: people.size !== 2 };
  },
  '28 no choice yet': async ({ page: agreed, context, url, collector }) => {
    const page = await context.newPage();
    await page.goto(url('/empty'));
    await agreed.close();
    await page.evaluate(async () => {
      localStorage.clear();
      for (const { name } of await indexedDB.databases())
        await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
    });
    await page.goto(url('/?undecided'));
    await page.waitForFunction('window.mark');
    await mark(page, 0, 20);
    await sleep(2_500);
    const before = collector.seen.length;
    const traces = await page.evaluate(async () => [
      ...Object.keys(localStorage),
      ...(await indexedDB.databases()).map(({ name }) => name),
      document.cookie,
    ]);
    await page.evaluate(() => window.client.consent.choose({ analytics: true }, 'e2e'));
    await sleep(2_000);
    const bad = before > 0 || traces.join('') !== '';
    return { total: 20, note: `${before} requests, traces: ${traces.join(' ').trim() || 'none'}`, bad };
  },
};
