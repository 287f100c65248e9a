#!/usr/bin/env node
// npm test: everything. Ends with what failed, and a line `N passed, N failed`.
// npm test -- backend browser    runs only suites whose name contains one of the words
import { stripVTControlCharacters } from 'node:util';
import { ensureNode } from './lib/node.js';
import { ensureInstalled } from './lib/setup.js';

await ensureNode();
ensureInstalled();
const { ensureSystem } = await import('./lib/system.js');
const { capture, isStopping, stopOnSignal } = await import('./lib/steps.js');
const { startPostgres } = await import('./lib/postgres.js');
ensureSystem();
stopOnSignal();

/** Counts of Node's own runner (spec reporter), of the browser runner and of our scripts (`x: N passed, N failed`). */
const countNode = (output) => ({
  passed: Number(/^ℹ pass (\d+)/m.exec(output)?.[1] ?? 0),
  failed:
    Number(/^ℹ fail (\d+)/m.exec(output)?.[1] ?? 0) + Number(/^ℹ cancelled (\d+)/m.exec(output)?.[1] ?? 0),
});
const countBrowsers = (output) => {
  const last = new Map();
  // Each line of progress begins with what moves the cursor over the one before.
  const plain = stripVTControlCharacters(output);
  for (const [, browser, passed, failed] of plain.matchAll(/(\w+):[^\n]*\| (\d+) passed, (\d+) failed/g))
    last.set(browser, [Number(passed), Number(failed)]);
  const sum = (i) => [...last.values()].reduce((total, counts) => total + counts[i], 0);
  return { passed: sum(0), failed: sum(1) };
};
const countLine = (output) => {
  const found = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  return { passed: Number(found?.[1] ?? 0), failed: Number(found?.[2] ?? 0) };
};

/**
 * What a suite said of its failures, so that the end of a long run names them: a hundred lines at most. Of one that
 * crashed, its last words.
 */
function whatFailed(output, code) {
  const plain = stripVTControlCharacters(output);
  const told = plain.split('✖ failing tests:')[1] ?? plain.split('\n').filter(isFailure).join('\n');
  if (told.trim()) return told.trim().split('\n').slice(0, 100).join('\n');
  return `${plain.trim().split('\n').slice(-20).join('\n')}\nended with code ${code}, no failure was told`;
}
const isFailure = (line, i, lines) =>
  lines.slice(Math.max(0, i - 12), i + 1).some((l) => /✖|𐄂|❌|not ok/.test(l)) && !/\| \d+ passed/.test(line);

const nodeTests = (...globs) => [
  '--conditions=source',
  '--test',
  '--test-reporter=spec',
  // More than there are cores: most of them wait.
  '--test-concurrency=3',
  ...globs,
];
/** In one process, whose files share one database as they would share a server's: to open it takes longer than most of them. */
const backendTests = (names) => nodeTests('--test-isolation=none', `packages/server/src/**/${names}.test.ts`);
/** What a database makes no difference to, and what is about the embedded one. */
const withoutDatabase =
  '?(digest-)rules|fields|parsers|product-row|quote|serve|embedded|workspace|hostile-files|storage';
const clients = '{protocol,core,tracker,cart,headless,elements,embed,desk,mock}';

/** The story again, and what browsers differ in most; `npm run e2e -- --browser firefox` runs all of it. */
const FIREFOX_E2E = ['scripts/e2e.js', '--browser', 'firefox', 'journey', 'consent', 'keyboard'];

/**
 * Two lanes side by side, as a machine of two cores has room for: one runs in Node, the other drives browsers.
 * What is in one lane runs in its order, what is cheapest to learn of first.
 */
const lanes = {
  node: [
    { name: 'check', run: ['scripts/check.js'], count: countLine },
    {
      name: 'logic',
      run: nodeTests(`packages/${clients}/src/**/!(*.browser).test.ts`, 'scripts/**/*.test.js'),
      count: countNode,
    },
    {
      name: 'backend on the embedded database',
      run: backendTests('*'),
      count: countNode,
    },
    {
      name: 'backend on PostgreSQL',
      run: backendTests(`!(${withoutDatabase})`),
      postgres: true,
      count: countNode,
    },
    { name: 'examples', run: nodeTests('examples/**/*.test.ts'), count: countNode },
  ],
  browsers: [
    { name: 'e2e in Chromium', run: ['scripts/e2e.js'], count: countLine },
    { name: 'e2e in Firefox', run: FIREFOX_E2E, count: countLine },
    {
      name: 'browser (Chromium and Firefox)',
      run: ['scripts/browser-tests.js'],
      env: { CONTINUO_BROWSERS: 'chromium,firefox' },
      count: countBrowsers,
    },
  ],
};

const words = process.argv.slice(2);
const asked = ({ name }) =>
  !words.length || words.some((word) => name.toLowerCase().includes(word.toLowerCase()));
const started = Date.now();
let passed = 0;
let failed = 0;
const summary = [];
const failures = [];

/** Runs a suite, on a PostgreSQL server of its own where it needs one. What keeps it from running is its failure. */
async function outcomeOf({ run, env, postgres: needed }, quiet) {
  let postgres;
  try {
    if (needed) postgres = await startPostgres({ durable: false });
    const database = postgres && { CONTINUO_TEST_DATABASE_URL: postgres.url };
    return await capture(process.execPath, run, { env: { ...env, ...database }, quiet });
  } catch (error) {
    console.error(error);
    return { code: 1, output: String(error), seconds: 0 };
  } finally {
    await postgres?.stop();
  }
}

/** @param aside its output is shown when it ends, so that two lanes don't speak at once */
async function runSuite(suite, aside) {
  if (isStopping()) return 1;
  console.log(aside ? `\n── ${suite.name} runs beside it` : `\n── ${suite.name}`);
  const { code, output, seconds } = await outcomeOf(suite, aside);
  if (aside) console.log(`\n── ${suite.name}\n${output}`);
  const counted = suite.count(output, code);
  // A suite that ends badly without a counted failure has failed all the same; so has one that counted nothing.
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  if (code === 0 && counted.passed + counted.failed === 0) counted.failed = 1;
  passed += counted.passed;
  failed += counted.failed;
  if (counted.failed) failures.push(`\n── failed in ${suite.name}\n${whatFailed(output, code)}`);
  summary.push(
    `${counted.failed ? '✖' : '✔'} ${suite.name}: ${counted.passed} passed, ${counted.failed} failed, ${seconds.toFixed(0)} s`,
  );
  return code;
}

const build = {
  name: 'build',
  run: ['scripts/build.js'],
  count: (_, code) => ({ passed: code ? 0 : 1, failed: 0 }),
};
// Nothing after the build can speak of what did not compile.
if (!asked(build) || (await runSuite(build, false)) === 0) {
  const [node, browsers] = [lanes.node.filter(asked), lanes.browsers.filter(asked)];
  await Promise.all([
    (async () => {
      for (const suite of node) await runSuite(suite, false);
    })(),
    (async () => {
      for (const suite of browsers) await runSuite(suite, node.length > 0);
    })(),
  ]);
}
console.log(failures.join('\n'));
if (isStopping()) console.log('\nStopped before its end.');
console.log(`\n${summary.join('\n')}\nin ${((Date.now() - started) / 60_000).toFixed(1)} minutes`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || isStopping() ? 1 : 0;
