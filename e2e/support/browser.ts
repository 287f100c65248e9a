import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { findBrowser } from '../../scripts/lib/browsers.js';

/** Where the demo is, and in which browser it is looked at: told by scripts/e2e.js. */
export const url = process.env['CONTINUO_E2E_URL'] ?? 'http://localhost:4300';
export const browserName = (process.env['CONTINUO_E2E_BROWSER'] ?? 'chromium') as 'chromium' | 'firefox';
export const inChromium = browserName === 'chromium';

/**
 * @param userDataDir keeps the profile, for a browser that is killed and started again
 * @param keepPages with the back/forward cache, which a driven Chromium leaves out
 * @param hosts names that lead to this machine
 */
export async function launch(
  userDataDir?: string,
  keepPages = false,
  hosts: readonly string[] = [],
): Promise<Browser> {
  const executablePath = findBrowser(browserName);
  if (!executablePath) throw new Error(`There is no ${browserName} on this machine.`);
  return inChromium
    ? puppeteer.launch({
        executablePath,
        ...(userDataDir ? { userDataDir } : {}),
        args: [
          '--no-sandbox',
          '--disable-dev-shm-usage',
          '--disable-background-networking',
          '--disable-component-update',
          '--no-first-run',
          // A page that the driver hands over is taken for one of the internet, which may not speak to this machine.
          '--disable-features=LocalNetworkAccessChecks',
          ...(hosts.length ? [`--host-resolver-rules=${hosts.map((h) => `MAP ${h} 127.0.0.1`).join()}`] : []),
        ],
        ignoreDefaultArgs: keepPages ? ['--disable-back-forward-cache'] : false,
        protocolTimeout: 120_000,
        timeout: 120_000,
      })
    : puppeteer.launch({
        browser: 'firefox',
        executablePath,
        extraPrefsFirefox: {
          'network.dns.localDomains': hosts.join(),
          'dom.security.https_first': false,
          // Seconds, default 90: a connection to this machine is there at once, or is asked for again.
          'network.http.connection-timeout': 15,
        },
        ...(userDataDir ? { userDataDir } : {}),
        protocolTimeout: 120_000,
        timeout: 120_000,
      });
}

/** Somebody with a device of their own: own cookies, own storage. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What the page said that it should not have: uncaught errors and violated policies. */
  complaints: string[];
}

const SIZES = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } };

export async function visitor(browser: Browser, device: keyof typeof SIZES): Promise<Visitor> {
  // In Firefox only one page of a process is visible and "offline" holds for all of them: who is not alone has their own.
  const alone = (await browser.pages()).length === 1; // the blank one that every browser begins with
  const own = inChromium || alone ? browser : await launch();
  if (own !== browser) browser.once('disconnected', () => void own.close());
  const context = await own.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport(SIZES[device]);
  const complaints: string[] = [];
  page.on('pageerror', (error) => {
    // What Firefox says of a picture that was still coming when the page was left.
    if (!/Image corrupt or truncated/.test(String(error))) complaints.push(String(error));
  });
  page.on('console', (message) => {
    const text = message.text();
    if (/Content.Security.Policy|TrustedHTML|TrustedScript/i.test(text)) complaints.push(text);
  });
  page.setDefaultTimeout(90_000);
  return { context, page, complaints };
}

/**
 * Asks until the answer is truthy.
 * @param what said in the error, with the last answer
 * @param timeout milliseconds, default a minute, which only a hang takes
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  timeout = 60_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error; // a page that is navigating cannot be asked; the next try can
    }
    if (Date.now() > end) throw new Error(`waited ${timeout} ms until ${what}; last: ${String(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
