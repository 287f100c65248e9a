#!/usr/bin/env node
// A lock file that lacks the optional binaries of other platforms installs here and fails there (`npm ci`: "Missing …
// from lock file"), and one that names a registry works behind no other.
import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
const { packages } = JSON.parse(text);

const locked = (parent, name) => {
  for (let at = parent; ;) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
    at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '';
  }
};

const wrong = [];
for (const [at, entry] of Object.entries(packages))
  for (const name of Object.keys(entry.optionalDependencies ?? {}))
    if (!locked(at, name)) wrong.push(`${at || 'root'} names ${name}, which is not locked`);
for (const [at, entry] of Object.entries(packages))
  if (entry.resolved && /^https?:/.test(entry.resolved)) wrong.push(`${at} names a registry`);
for (const line of wrong) console.log(line);
process.exitCode = wrong.length ? 1 : 0;
