#!/usr/bin/env node
// npm run e2e: the journeys, through the demo as `npm start` serves it, in a real browser.
//   -- --browser firefox     instead of Chromium
//   -- --repeat 10           all of them ten times, each against a fresh demo
//   -- journey offline       only the files whose name contains one of the words
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureBuilt, startDemo } from './lib/demo.js';
import { ensureNode } from './lib/node.js';
import { ensureInstalled, root } from './lib/setup.js';
import { capture, isStopping, stopOnSignal } from './lib/steps.js';

await ensureNode();
ensureInstalled();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    browser: { type: 'string', default: 'chromium' },
    repeat: { type: 'string', default: '1' },
  },
});
ensureBuilt();

const files = readdirSync(new URL('e2e/', root))
  .filter((name) => name.endsWith('.e2e.ts'))
  .filter((name) => !positionals.length || positionals.some((word) => name.includes(word)))
  .map((name) => `e2e/${name}`);
if (!files.length) {
  console.error(`No journey is called ${positionals.join(' or ')}.`);
  process.exit(2);
}

/** Waits for most of its time, and asks nothing of the demo. */
const runsBeside = (file) => file === 'e2e/tracker.e2e.ts';
/** @returns what `capture` does; without files there is nothing to say */
const runFiles = (chosen, options) =>
  chosen.length
    ? capture(
        process.execPath,
        ['--test', '--test-reporter=spec', '--test-concurrency=1', ...chosen],
        options,
      )
    : { code: 0, output: '' };

stopOnSignal();
let passed = 0;
let failed = 0;
for (let round = 1; round <= Number(values.repeat) && !isStopping(); round++) {
  if (values.repeat !== '1') console.log(`── round ${round} of ${values.repeat}`);
  // Nobody looks at the pictures.
  const demo = await startDemo({ PICTURES: 'draft' });
  const env = {
    CONTINUO_E2E_URL: demo.url,
    CONTINUO_E2E_DATA: demo.data,
    CONTINUO_E2E_BROWSER: values.browser,
  };
  const runs = await Promise.all([
    runFiles(
      files.filter((file) => !runsBeside(file)),
      { env },
    ),
    runFiles(files.filter(runsBeside), { env, quiet: true }),
  ]);
  await demo.stop();
  console.log(runs[1].output);
  for (const { code, output } of runs) {
    const count = (word) => Number(new RegExp(`^ℹ ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
    passed += count('pass');
    failed += count('fail') + count('cancelled');
    if (code !== 0 && !count('fail')) failed++;
  }
}
console.log(`e2e in ${values.browser}: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
