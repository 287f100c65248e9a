#!/usr/bin/env node
// Browser tests on the sources: node scripts/browser-tests.js [--files 'packages/x/src/**/*.browser.test.ts']
// CONTINUO_BROWSERS=chromium,firefox chooses the browsers.
import { spawn } from 'node:child_process';
import { ended } from './lib/node.js';
import { root } from './lib/setup.js';

process.exit(
  await ended(
    spawn(
      process.execPath,
      [
        '--conditions=source',
        'node_modules/@web/test-runner/dist/bin.js',
        '--config',
        'web-test-runner.config.js',
        ...process.argv.slice(2),
      ],
      { stdio: 'inherit', cwd: root },
    ),
  ),
);
