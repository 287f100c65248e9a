import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromeLauncher } from '@web/test-runner-chrome';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import puppeteer from 'puppeteer-core';
import { findBrowser } from './scripts/lib/browsers.js';
import { testBackend } from './scripts/lib/test-backend.js';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { resolve } = createRequire(import.meta.url);

const launchers = {
  chromium: () =>
    chromeLauncher({
      // One page at a time: the tabs of a window hide each other, and what is hidden holds no stream.
      concurrency: 1,
      launchOptions: {
        executablePath: findBrowser('chromium'),
        // As root the sandbox cannot start; the other switches keep the browser from calling home.
        args: [
          '--no-sandbox',
          '--disable-dev-shm-usage',
          '--disable-background-networking',
          '--disable-component-update',
          '--no-first-run',
        ],
        timeout: 120_000,
      },
    }),
  firefox: () =>
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      launchOptions: { browser: 'firefox', executablePath: findBrowser('firefox'), timeout: 120_000 },
    }),
};

const browsers = (process.env.CONTINUO_BROWSERS ?? 'chromium').split(',');

export default {
  files: ['packages/*/src/**/*.browser.test.ts'],
  // `source` runs the tests on the sources of all packages without a build.
  nodeResolve: { exportConditions: ['source', 'browser', 'development'] },
  concurrency: 2,
  browsers: browsers.map((name) => launchers[name]()),
  plugins: [
    {
      name: 'mock-service-worker',
      serve: (context) =>
        context.path === '/mockServiceWorker.js'
          ? { body: readFileSync(resolve('msw/mockServiceWorker.js'), 'utf8'), type: 'js' }
          : undefined,
    },
    a11ySnapshotPlugin(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: at('tsconfig.base.json') }),
  ],
  middleware: [testBackend()],
  // nanostores reads process.env; axe wants a language.
  testRunnerHtml: (
    framework,
  ) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tests</title>
    <script>globalThis.process = { env: { NODE_ENV: 'test' } };</script></head>
    <body><script type="module" src="${framework}"></script></body></html>`,
  filterBrowserLogs: (log) =>
    !log.args.some((a) => typeof a === 'string' && a.includes('lit.dev/msg/dev-mode')),
  testFramework: { config: { timeout: 60_000 } },
  browserStartTimeout: 120_000,
  testsStartTimeout: 90_000,
  testsFinishTimeout: 240_000,
};
