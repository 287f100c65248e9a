// Loses a tracker's page in one of the ways of scenarios.js, and counts what arrives. Runs may overlap: each has a
// collector, an origin and a profile (or context) of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findBrowser } from '../../scripts/lib/browsers.js';
import { startCollector } from './collector.js';
import { pageCode } from './page-code.js';
import { bundle, startPages } from './pages.js';
import { scenarios } from './scenarios.js';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Stands in the bundle for the collector of a run. */
const COLLECTOR = 'http://collector.test';
/** Milliseconds: a later visit sends again what a lost page took along, ten seconds after that. */
const LATER_MS = 11_500;

/** Milliseconds for what is left to come on a later visit: it waits ten seconds, and the machine may be busy. */
const PATIENCE_MS = 60_000;

const launch = (profile) =>
  puppeteer.launch({
    executablePath: findBrowser('chromium'),
    userDataDir: profile,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--no-first-run'],
    protocolTimeout: 120_000,
    timeout: 120_000,
  });

async function waitFor(collector, total, wanted, ms) {
  const end = Date.now() + ms;
  while (collector.counts(total).delivered < wanted && Date.now() < end) await sleep(50);
}

export async function createHarness() {
  const files = await bundle(pageCode(COLLECTOR));
  const folders = [];
  const profile = () => {
    folders.push(mkdtempSync(join(tmpdir(), 'continuo-tracker-')));
    return folders.at(-1);
  };
  const shared = await launch(profile());

  /** Runs one scenario in a browser or context that nothing has touched. */
  async function run(name) {
    const scenario = scenarios[name];
    const { own, run = scenario } = scenario;
    const collector = await startCollector();
    const its = new Map([...files].map(([path, code]) => [path, code.replaceAll(COLLECTOR, collector.url)]));
    const pages = await startPages(0, its, collector.url);
    const url = (path) => pages.url + path;
    const open = async (context) => {
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(`  page error in ${name}:`, error.message));
      await page.goto(url('/'));
      await page.waitForFunction('window.mark');
      // The code of disk and sender, which come beside: what happens before they are there is scenario 4.
      await page.waitForNetworkIdle({ idleTime: 200 });
      return page;
    };
    const folder = own ? profile() : undefined;
    if (typeof own === 'function') own(folder);
    let browser = own ? await launch(folder) : shared;
    let context = own ? browser.defaultBrowserContext() : await shared.createBrowserContext();
    try {
      const page = await open(context);
      const result = await run({
        page,
        browser,
        context,
        collector,
        url,
        open: () => open(context),
        async reopen() {
          browser = await launch(folder);
          context = browser.defaultBrowserContext();
        },
      });
      const {
        total,
        missing = 0,
        again = 0,
        note = '',
        bad = false,
      } = typeof result === 'number' ? { total: result } : result;
      const wanted = total - missing;
      const ended = Date.now();
      await waitFor(collector, total, wanted, 4_000);
      const healed = Date.now() - ended;
      const alone = collector.counts(total).delivered;
      // A later visit of the same browser: what was left must come, and nothing may come again.
      await open(context);
      await waitFor(collector, total, wanted, PATIENCE_MS);
      await sleep(LATER_MS);

      const counts = collector.counts(total);
      const clean =
        counts.delivered === wanted &&
        counts.twice === 0 &&
        counts.again <= again &&
        !bad &&
        !collector.problems.length;
      return {
        scenario: name,
        delivered: `${counts.delivered}/${wanted}${alone < counts.delivered ? ' *' : ''}`,
        'again on the wire': counts.again,
        'counted twice': counts.twice,
        'ms after': alone === wanted ? healed : '',
        clean: clean ? 'yes' : 'NO',
        note: [
          note,
          ...new Set(collector.problems),
          collector.preflights ? `${collector.preflights} preflights` : '',
        ]
          .filter(Boolean)
          .join('; '),
      };
    } finally {
      await (own ? browser.close() : context.close());
      pages.stop();
      await collector.down();
    }
  }

  return {
    run,
    async close() {
      await shared.close();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
