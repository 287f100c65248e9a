#!/usr/bin/env node
// npm run shots: pictures of the shop, the desk and the elements, to be looked at before a change is called done.
//   -- product 390 dark      only pictures whose name contains all of the words
//   -- --url http://…        of a demo that runs already, instead of one of its own
// They lie in shots/ as <page>-<width>-<scheme>-<locale>.png. Chinese needs a font: fonts-noto-cjk on Debian.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { findBrowser } from './lib/browsers.js';
import { ensureBuilt, startDemo } from './lib/demo.js';
import { ensureNode } from './lib/node.js';
import { ensureInstalled, root } from './lib/setup.js';
import { Camera } from './look/camera.js';
import { desk } from './look/desk.js';
import { elements } from './look/elements.js';
import { shop } from './look/shop.js';

await ensureNode();
ensureInstalled();
const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string' } },
});
const executablePath = findBrowser('chromium');
if (!executablePath) throw new Error('There is no Chromium on this machine.');
const folder = new URL('shots/', root);
mkdirSync(folder, { recursive: true });
if (!values.url) ensureBuilt();

const demo = values.url ? { url: values.url.replace(/\/$/, ''), stop: async () => {} } : await startDemo();
const browser = await puppeteer.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--hide-scrollbars', '--force-color-profile=srgb'],
  protocolTimeout: 120_000,
});
let taken = 0;
let failed = 0;
try {
  for (const locale of ['en', 'zh-Hant'])
    for (const scheme of ['light', 'dark'])
      for (const tour of [shop, elements, desk]) {
        // Every tour begins as somebody whom nobody knows.
        const context = await browser.createBrowserContext();
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        await page.emulateMediaFeatures([
          { name: 'prefers-color-scheme', value: scheme },
          { name: 'prefers-reduced-motion', value: 'reduce' },
        ]);
        await page.setExtraHTTPHeaders({ 'accept-language': locale });
        const camera = new Camera(page, { folder: fileURLToPath(folder), locale, scheme, words });
        for (const step of tour({ page, camera, url: demo.url, locale })) {
          if (!step.names.some((name) => camera.wants(name, step.widths))) continue;
          try {
            await step.take();
          } catch (error) {
            failed++;
            console.error(`${step.names[0]} ${scheme} ${locale}: ${error.message}`);
          }
        }
        taken += camera.taken;
        await context.close();
      }
} finally {
  await browser.close();
  await demo.stop();
}
console.log(`${taken} pictures in shots/${failed ? `, ${failed} could not be taken` : ''}`);
process.exitCode = failed || !taken ? 1 : 0;
