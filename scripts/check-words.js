#!/usr/bin/env node
// What must not stand in the tree: leftovers, and the paths of somebody's machine.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter(
    (file) =>
      /\.(ts|js|cjs|json|md|html|css|yml|sh)$/.test(file) && !/check-words\.js|package-lock/.test(file),
  );

const forbidden = [
  [/\b(TODO|FIXME|XXX)\b/, 'a note to do something later'],
  [/\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(/, 'a test that does not run, or runs alone'],
  [/\/work\/|\/tmp\/w\/|\/root\//, "a path of somebody's machine"],
  [/registry\.npmjs|deb\.debian\.org/, 'the host of a registry'],
];
let wrong = 0;
for (const file of files) {
  let text;
  try {
    text = readFileSync(new URL(file, root), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') continue; // deleted, not yet committed
    throw error;
  }
  text.split('\n').forEach((line, index) => {
    for (const [pattern, what] of forbidden)
      if (pattern.test(line)) {
        console.log(`${file}:${index + 1}: ${what}: ${line.trim().slice(0, 100)}`);
        wrong++;
      }
  });
}
process.exitCode = wrong ? 1 : 0;
