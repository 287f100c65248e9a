#!/usr/bin/env node
// npm start: installs and builds what is missing, then serves the demo: shop, desk and API on one port.
// npm start -- --fresh   begins anew
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { ended, ensureNode, run } from './lib/node.js';
import { ensureInstalled, root } from './lib/setup.js';

await ensureNode();
ensureInstalled();

/** A hash of all that the build reads: names, sizes and times. */
function sources() {
  const hash = createHash('sha256');
  const walk = (folder) => {
    for (const entry of readdirSync(new URL(folder, root), { withFileTypes: true })) {
      if (['node_modules', 'dist', '.data'].includes(entry.name)) continue;
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory()) walk(`${path}/`);
      else {
        const { size, mtimeMs } = statSync(new URL(path, root));
        hash.update(`${path} ${size} ${mtimeMs}\n`);
      }
    }
  };
  walk('packages/');
  walk('examples/');
  for (const file of ['rollup.config.js', 'tsconfig.base.json', 'package-lock.json'])
    hash.update(readFileSync(new URL(file, root)));
  return hash.digest('hex');
}

const mark = new URL('.cache/built', root);
const present = sources();
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== present) {
  run('node', ['scripts/build.js'], { cwd: root });
  mkdirSync(new URL('.cache/', root), { recursive: true });
  writeFileSync(mark, sources());
}

process.exit(
  await ended(
    spawn('node', ['examples/storefront/start.ts', ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
    }),
  ),
);
