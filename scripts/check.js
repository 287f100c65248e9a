#!/usr/bin/env node
// npm run check: everything about the code that is not its behaviour. Each check is one line; a failure shows its output.
// npm run check -- types lint     runs only those
import { ensureNode } from './lib/node.js';
import { ensureInstalled } from './lib/setup.js';
import { capture } from './lib/steps.js';

await ensureNode();
ensureInstalled();

const bin = (path) => ['node', [`node_modules/${path}`]];
const node = (path, ...args) => {
  const [command, first] = bin(path);
  return () => capture(command, [...first, ...args], { quiet: true });
};
const script = (path) => () => capture('node', [path], { quiet: true });

/** Name → what it asks. The order is the order of running: the quick ones first. */
const checks = {
  format: node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  lock: script('scripts/check-lock.js'),
  words: script('scripts/check-words.js'),
  imports: node('dependency-cruiser/bin/dependency-cruiser.mjs', 'packages'),
  'types and lint': script('scripts/check-code.js'),
  'dead code': node('knip/bin/knip.js', '--no-progress'),
  manifest: () => capture('node', ['scripts/manifest.js', '--check'], { quiet: true }),
  packages: script('scripts/check-packages.js'),
  size: script('scripts/size.js'),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in checks));
if (unknown.length) {
  console.error(`No such check: ${unknown.join(', ')}. There are: ${Object.keys(checks).join(', ')}`);
  process.exit(2);
}
let failed = 0;
let passed = 0;
for (const [name, check] of Object.entries(checks)) {
  if (asked.length && !asked.includes(name)) continue;
  const { code, output, seconds } = await check();
  console.log(`${code === 0 ? '✔' : '✖'} ${name} (${seconds.toFixed(1)} s)`);
  if (code === 0) passed++;
  else {
    failed++;
    console.log(output.trimEnd());
  }
}
console.log(`check: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
