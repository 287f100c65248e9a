#!/usr/bin/env node
// npm run bench             every measurement, one after the other
// npm run bench -- ingest   only those whose name contains one of the words
// Each compares with a floor or a peer in the same run and prints medians and ratios: the machines are noisy.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { ended, ensureNode, run } from '../scripts/lib/node.js';
import { ensureInstalled, root } from '../scripts/lib/setup.js';

await ensureNode();
ensureInstalled();
if (!existsSync(new URL('cdn/continuo.js', root))) run('node', ['scripts/build.js'], { cwd: root });

const words = process.argv.slice(2);
const all = readdirSync(new URL('bench/', root)).filter((name) => name.endsWith('.js') && name !== 'run.js');
const chosen = all.filter((name) => !words.length || words.some((word) => name.includes(word)));
if (!chosen.length) {
  console.error(`There is: ${all.map((name) => name.replace('.js', '')).join(', ')}`);
  process.exit(2);
}
for (const name of chosen) {
  console.log(`\n── ${name.replace('.js', '')}`);
  const code = await ended(
    spawn(process.execPath, ['--conditions=source', `bench/${name}`], { cwd: root, stdio: 'inherit' }),
  );
  if (code) process.exitCode = code;
}
