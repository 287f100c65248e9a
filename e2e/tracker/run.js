#!/usr/bin/env node
// node e2e/tracker/run.js [words]   Loses a tracker's page in every way we know, and counts what arrives. About 2 minutes.
// Needs a build and Chromium. --lanes <n>: how many at a time, 8 by default; most of the time they wait.
import { parseArgs } from 'node:util';
import { createHarness } from './harness.js';
import { scenarios } from './scenarios.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lanes: { type: 'string', default: '8' } },
});
const asked = (name) =>
  !positionals.length ||
  positionals.some((word) => (/^\d+$/.test(word) ? name.split(' ')[0] === word : name.includes(word)));
const names = Object.keys(scenarios).filter(asked);
// The long ones first: no lane is left alone with one of them in the end.
const waiting = names.toSorted((a, b) => Number(!!scenarios[b].long) - Number(!!scenarios[a].long));

const began = Date.now();
const harness = await createHarness();
const rows = [];
async function lane() {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    rows.push(await harness.run(name));
    console.log(Object.values(rows.at(-1)).join(' | '));
  }
}
await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
await harness.close();

rows.sort((a, b) => names.indexOf(a.scenario) - names.indexOf(b.scenario));
console.table(rows);
const dirty = rows.filter(({ clean }) => clean !== 'yes').length;
console.log(
  `${rows.length - dirty} passed, ${dirty} failed in ${Math.round((Date.now() - began) / 1000)} s. * = only on a later page.`,
);
process.exitCode = dirty ? 1 : 0;
