// First render of <continuo-review-list>, which shows a page of twenty, against `innerHTML` of all the rows' markup as
// the string renderer writes it, under the styles of that markup but for one: all rows are laid out. Both get their text
// from the same function instead of a network. Each is drawn twice in a page: the first time the browser also compiles
// what draws it, the second time is held against the target. The floor is measured twice a round: how far its second is
// from its first is the noise.
import { readFileSync } from 'node:fs';
import { htmlWords, listHtml } from '@continuo/headless/reviews/html';
import puppeteer from 'puppeteer-core';
import { bundle, startPages } from '../../e2e/tracker/pages.js';
import { findBrowser } from '../../scripts/lib/browsers.js';
import { root } from '../../scripts/lib/setup.js';
import { reviewsOf, settings, summaryOf } from './reviews-rows.js';
import { median, ratio, table } from './statistics.js';

const PAGE = 20;
const TARGETS = { 100: 0.5, 10_000: 0.01 };
const METRICS = ['TaskDuration', 'ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];
const VARIANTS = ['floor', 'list', 'floor again'];

const code = `
import { createClient, memoryPlatform } from '@continuo/core';

const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
let answers;
let failure;
addEventListener('error', ({ error }) => (failure = error));
addEventListener('unhandledrejection', ({ reason }) => (failure = reason));
const answer = async (url) => {
  const { pathname } = new URL(url);
  const body = answers[pathname.split('/').at(-1)];
  if (!body) throw new TypeError('nothing at ' + pathname);
  return new Response(body);
};
const tag = 'continuo-review-list';

window.prepare = async (name, given, css) => {
  answers = given;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  if (name === 'list') await import('@continuo/elements/define/review-list');
  document.body.innerHTML = '<h2>Pot</h2><p>A pot, 茶壺</p>'; // styles, fonts and paint are warm
  await frames();
};

const variants = {
  async list() {
    const platform = { ...memoryPlatform(), fetch: answer };
    const client = createClient({ endpoint: 'https://api.test', key: 'pk_bench', platform });
    const list = document.createElement(tag);
    Object.assign(list, { productId: 'pot', client });
    document.body.append(list);
    while (!list.matches(':state(ready)')) {
      if (failure) throw failure;
      await frames();
    }
  },
  async floor() {
    const box = document.createElement(tag);
    document.body.append(box);
    box.innerHTML = await (await answer('https://api.test/rows')).text();
  },
};
window.clear = async () => {
  document.querySelector(tag).remove();
  await frames();
};
window.show = async (name) => {
  await variants[name]();
  await frames();
};
window.rows = () => {
  const list = document.querySelector(tag);
  return (list.shadowRoot ?? list).querySelectorAll('article').length;
};
`;

const answersOf = (count) => {
  const reviews = reviewsOf(count);
  return {
    floor: { rows: listHtml({ reviews, total: count }, settings, htmlWords('en')) },
    list: {
      summaries: JSON.stringify({ summaries: [summaryOf(count)] }),
      settings: JSON.stringify(settings),
      reviews: JSON.stringify({ reviews: reviews.slice(0, PAGE), total: count, next: 'next' }),
    },
  };
};

async function measure(browser, url, css, variant, count, answers) {
  const name = variant === 'list' ? 'list' : 'floor';
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction('window.prepare');
  await page.evaluate((...args) => window.prepare(...args), name, answers[name], css);
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return METRICS.map((metric) => metrics.find((each) => each.name === metric).value * 1e3);
  };
  const draw = async () => {
    const before = await read();
    await page.evaluate((name) => window.show(name), name);
    const after = await read();
    const rows = await page.evaluate(() => window.rows());
    if (rows !== (name === 'list' ? PAGE : count)) throw new Error(`${variant}: ${rows} rows of ${count}`);
    return Object.fromEntries(METRICS.map((metric, i) => [metric, after[i] - before[i]]));
  };
  const first = await draw();
  await page.evaluate(() => window.clear());
  const again = await draw();
  await context.close();
  return { ...again, first: first.TaskDuration };
}

/** @returns the targets with what was found */
export async function list({ rounds }) {
  const written = readFileSync(new URL('cdn/reviews.css', root), 'utf8');
  const css = written.replace(/content-visibility: ?auto/g, 'content-visibility:visible');
  if (css === written) throw new Error('The floor would lay out no more than the list does');
  const pages = await startPages(0, await bundle(code));
  const browser = await puppeteer.launch({
    executablePath: findBrowser('chromium'),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
    protocolTimeout: 600_000,
  });
  const targets = [];
  try {
    for (const [size, most] of Object.entries(TARGETS)) {
      const count = Number(size);
      const answers = answersOf(count);
      const taken = Object.fromEntries(VARIANTS.map((variant) => [variant, []]));
      for (let round = 0; round <= rounds; round++)
        for (const variant of VARIANTS.toSorted(() => Math.random() - 0.5)) {
          const result = await measure(browser, pages.url, css, variant, count, answers);
          if (round > 0) taken[variant].push(result); // the first round warms the machine
        }
      const cpu = (variant, metric = 'TaskDuration') => taken[variant].map((result) => result[metric]);
      table(
        VARIANTS.map((variant) => {
          const [task, script, layout, style] = METRICS.map((metric) =>
            median(taken[variant].map((result) => result[metric])),
          );
          const found = ratio(cpu(variant), cpu('floor')).toFixed(4);
          const cold = ratio(cpu(variant, 'first'), cpu('floor', 'first')).toFixed(4);
          return {
            ...{ reviews: count, variant, 'CPU ms': task, script, layout, style, '× floor': found },
            '× floor, first time': cold,
          };
        }),
      );
      const noise = ratio(cpu('floor again'), cpu('floor'));
      if (noise < 0.9 || noise > 1.1)
        console.log('The floor differs too much from itself: this run is void.');
      targets.push({
        target: `first render of ${count} reviews, × innerHTML`,
        found: ratio(cpu('list'), cpu('floor')),
        most,
      });
    }
  } finally {
    await browser.close();
    pages.stop();
  }
  return targets;
}
