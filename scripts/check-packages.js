#!/usr/bin/env node
// Packs every public package and asks publint and are-the-types-wrong about the tarball, and whether every import path
// that its README shows exists.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const out = new URL('.cache/packed/', root);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

let wrong = 0;
const fail = (name, text) => {
  wrong++;
  console.log(`${name}: ${text}`);
};
const tool = (path, args, cwd) =>
  spawnSync(process.execPath, [fileURLToPath(new URL(`node_modules/${path}`, root)), ...args], {
    cwd,
    encoding: 'utf8',
  });

for (const folder of readdirSync(new URL('packages/', root))) {
  const at = new URL(`packages/${folder}/`, root);
  const manifest = JSON.parse(readFileSync(new URL('package.json', at), 'utf8'));
  if (!existsSync(new URL('README.md', at))) fail(manifest.name, 'has no README.md');
  else {
    const readme = readFileSync(new URL('README.md', at), 'utf8');
    for (const [, path] of readme.matchAll(/from '(@continuo\/[^']+)'/g)) {
      const [, name, rest] = /^@continuo\/([^/]+)(.*)$/.exec(path);
      const other = new URL(`packages/${name}/package.json`, root);
      const exported = existsSync(other) ? Object.keys(JSON.parse(readFileSync(other, 'utf8')).exports) : [];
      const fits = exported.some((key) =>
        key.includes('*') ? `.${rest}`.startsWith(key.slice(0, key.indexOf('*'))) : key === `.${rest}`,
      );
      if (!fits) fail(manifest.name, `README imports ${path}, which is not exported`);
    }
  }
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', fileURLToPath(out)], {
      cwd: at,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const tarball = fileURLToPath(new URL(filename.replace('@', '').replace('/', '-'), out));
  const lint = tool('publint/src/cli.js', ['run', tarball, '--strict'], at);
  if (lint.status !== 0) fail(manifest.name, lint.stdout + lint.stderr);
  // Styles and data have no types.
  const untyped = Object.keys(manifest.exports).filter((key) => /\.(css|json)$/.test(key));
  const types = tool(
    '@arethetypeswrong/cli/dist/index.js',
    [
      tarball,
      ...['--profile', 'esm-only', '--no-emoji', '--format', 'table-flipped'],
      ...(untyped.length ? ['--exclude-entrypoints', ...untyped] : []),
    ],
    at,
  );
  if (types.status !== 0) fail(manifest.name, types.stdout + types.stderr);
}
process.exitCode = wrong ? 1 : 0;
