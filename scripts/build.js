#!/usr/bin/env node
// npm run build: declarations and ESM of every package, then the script-tag build and the desk's page.
import { rmSync } from 'node:fs';
import { ensureNode, run } from './lib/node.js';
import { ensureInstalled, root } from './lib/setup.js';

await ensureNode();
ensureInstalled();
const step = (words, command, args) => {
  const started = Date.now();
  process.stdout.write(`${words} … `);
  run(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(`${((Date.now() - started) / 1000).toFixed(1)} s`);
};
step('Compiling packages', 'node', ['node_modules/typescript/bin/tsc', '-b']);
step('Taking the blanks out of styles and templates', 'node', ['scripts/compact.js']);
step('Writing the styles of server-made reviews', 'node', ['scripts/light-styles.js']);
step('Writing the manifest of the elements', 'node', ['scripts/manifest.js']);
rmSync(new URL('cdn/', root), { recursive: true, force: true });
step('Bundling the script tag and the desk', 'node', [
  'node_modules/rollup/dist/bin/rollup',
  '-c',
  '--silent',
]);
step('Building the npm page of the shop', 'npm', ['run', '--silent', 'build', '-w', 'storefront-example']);
