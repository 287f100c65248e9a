#!/usr/bin/env node
// node --conditions=source bench/reviews-page.js [strings] [list] [page] [--rounds 7] [--pairs 20]
// What reviews cost, each against a floor in the same rounds; read the ratios, medians of rounds in random order.
// `strings`: the string renderer, against bare escaped strings of the same text.
// `list`: first render of the list, against `innerHTML` of all rows' markup; main-thread CPU of Chromium.
// `page`: a product page of the demo with the elements of reviews and questions and without them, on a slow phone.
import { parseArgs } from 'node:util';
import { list } from './support/reviews-list.js';
import { page } from './support/reviews-demo.js';
import { strings } from './support/reviews-strings.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '7' }, pairs: { type: 'string', default: '20' } },
});
const rounds = Number(values.rounds);
const pairs = Number(values.pairs);
const parts = { strings, list, page };
const unknown = positionals.filter((name) => !parts[name]);
if (unknown.length || !(rounds >= 1) || !(pairs >= 1)) {
  console.error(`There is: ${Object.keys(parts).join(', ')}, --rounds and --pairs from 1`);
  process.exit(2);
}

const verdicts = [];
for (const [name, measure] of Object.entries(parts)) {
  if (positionals.length && !positionals.includes(name)) continue;
  console.log(`\n${name}`);
  verdicts.push(...(await measure({ rounds, pairs })));
}
console.log();
for (const { target, found, most, unit = '' } of verdicts) {
  const kept = found <= most;
  if (!kept) process.exitCode = 1;
  console.log(
    `${kept ? 'kept  ' : 'MISSED'}  ${target}: ${Number(found.toFixed(3))}${unit}, at most ${most}${unit}`,
  );
}
