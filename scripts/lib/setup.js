import { existsSync, readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { run } from './node.js';

export const root = new URL('../../', import.meta.url);

/** Installs what the lock file names, once per lock file. */
export function ensureInstalled() {
  const mark = new URL('node_modules/.continuo-lock', root);
  const lock = createHash('sha256')
    .update(readFileSync(new URL('package-lock.json', root)))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  console.log('Installing dependencies …');
  run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
  mkdirSync(new URL('node_modules/', root), { recursive: true });
  writeFileSync(mark, lock);
}
