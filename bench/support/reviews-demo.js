// A product page of the demo on a slow phone (a fourth of the CPU, slow 4G), with the elements of reviews and questions and
// without them, in pairs. The page without them is the same answer of the server, from which they were taken on the way; the
// other one takes the same way.
import puppeteer from 'puppeteer-core';
import { findBrowser } from '../../scripts/lib/browsers.js';
import { ensureBuilt, startDemo } from '../../scripts/lib/demo.js';
import { median, table } from './statistics.js';

const PRODUCT = '/hk/en/products/harbour-teapot';
const SLOWDOWN = 4;
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const LONG_MS = 50;
const WAIT_MS = 120_000;

/** The page without reviews and questions: sections, stars and styles. */
const stripped = (body) =>
  body
    .replace(/<section class="band reviews"[^]*?(?=<section class="band"|<\/main>)/, '')
    .replace(/<a class="rated"[^]*?<\/a>/, '')
    .replace(/<continuo-rating[^]*?<\/continuo-rating\s*>/g, '')
    .replace(/<link rel="stylesheet" href="\/(reviews|questions)\.css"[^>]*>/g, '');

/** Notes in the page what the browser tells of it. */
function observe() {
  const seen = (window.seen = { shift: 0, largest: '', largestAt: 0, tasks: [] });
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('layout-shift', ({ value }) => (seen.shift += value));
  watch('longtask', ({ startTime, duration }) => seen.tasks.push({ startTime, duration }));
  watch('largest-contentful-paint', ({ element, url, startTime }) => {
    seen.largest = `${element?.localName ?? ''} ${url ? new URL(url).pathname : (element?.textContent.trim().slice(0, 40) ?? '')}`;
    seen.largestAt = startTime;
  });
}

/** Sends the document on, changed. */
async function change(session, body) {
  await session.send('Fetch.enable', {
    patterns: [{ resourceType: 'Document', requestStage: 'Response' }],
  });
  session.on('Fetch.requestPaused', async ({ requestId, responseStatusCode, responseHeaders }) => {
    const given = await session.send('Fetch.getResponseBody', { requestId });
    const text = Buffer.from(given.body, given.base64Encoded ? 'base64' : 'utf8').toString();
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: responseStatusCode,
      responseHeaders: responseHeaders.filter(({ name }) => !/^content-(encoding|length)$/i.test(name)),
      body: Buffer.from(body(text)).toString('base64'),
    });
  });
}

async function visit(browser, url, withReviews) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  await page.setViewport({
    width: 412,
    height: 823,
    deviceScaleFactor: 1.75,
    isMobile: true,
    hasTouch: true,
  });
  await page.evaluateOnNewDocument(observe);
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await change(session, withReviews ? (text) => text : stripped);
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForNetworkIdle({ idleTime: 1_000 });
  const { largest, largestAt } = await page.evaluate(() => window.seen);
  // Down the page in steps, as somebody reads it: elements are loaded when they come near.
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
      scrollTo({ top: y, behavior: 'instant' });
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  });
  if (withReviews)
    await page.waitForFunction(() =>
      ['review-summary', 'review-list', 'question-list'].every((name) =>
        document.querySelector(`continuo-${name}:state(ready)`),
      ),
    );
  await page.waitForNetworkIdle({ idleTime: 1_000 });
  const reviews = await page.evaluate(
    () =>
      document.querySelectorAll(
        'continuo-review-list, continuo-review-summary, continuo-rating, continuo-question-list',
      ).length,
  );
  if (reviews > 0 !== withReviews) throw new Error(`${reviews} elements of reviews on the page`);
  const { shift, tasks } = await page.evaluate(() => window.seen);
  await context.close();
  return {
    shift,
    largest,
    largestAt,
    before: tasks.filter(({ startTime }) => startTime < largestAt).length,
    blocked: tasks.reduce((sum, { duration }) => sum + duration - LONG_MS, 0),
  };
}

/** @returns the targets with what was found */
export async function page({ pairs }) {
  ensureBuilt();
  const demo = await startDemo();
  const browser = await puppeteer.launch({
    executablePath: findBrowser('chromium'),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
    protocolTimeout: WAIT_MS,
  });
  const taken = { with: [], without: [] };
  try {
    for (let pair = 0; pair <= pairs; pair++)
      for (const name of Object.keys(taken).toSorted(() => Math.random() - 0.5)) {
        const result = await visit(browser, demo.url + PRODUCT, name === 'with');
        if (pair > 0) taken[name].push(result); // the first pair warms server and machine
      }
  } finally {
    await browser.close();
    await demo.stop();
  }
  const added = (key) => median(taken.with.map((result, i) => result[key] - taken.without[i][key]));
  const line = (reviews, value) => ({
    reviews,
    'layout shift': value('shift').toFixed(4),
    'largest paint ms': value('largestAt'),
    'long tasks before it': value('before'),
    'blocked ms': value('blocked'),
  });
  table([
    ...Object.entries(taken).map(([name, all]) =>
      line(name, (key) => median(all.map((result) => result[key]))),
    ),
    line('added', added),
  ]);
  for (const [name, all] of Object.entries(taken))
    console.log(`largest ${name}: ${[...new Set(all.map(({ largest }) => largest))].join(' | ')}`);
  return [
    {
      target: 'layout shift of the page with reviews',
      found: Number(median(taken.with.map(({ shift }) => shift)).toFixed(2)),
      most: 0,
    },
    {
      target: 'pairs whose largest paint is another element',
      found: taken.with.filter(({ largest }, i) => largest !== taken.without[i].largest).length,
      most: 0,
    },
    { target: 'long tasks added before the largest paint', found: added('before'), most: 0 },
    { target: 'blocking time added', found: added('blocked'), most: LONG_MS, unit: ' ms' },
  ];
}
