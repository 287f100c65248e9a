/**
 * The mistakes that are easy to make with this model, each made on purpose in a copy of the sources. A property that
 * no mistake can break would prove nothing.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { properties as Properties } from '../testing/properties.ts';

const source = fileURLToPath(new URL('../', import.meta.url));
// Inside the package, so that its imports are found.
const copies = fileURLToPath(new URL(`../../.cache/mutants-${process.pid}/`, import.meta.url));
after(() => rmSync(copies, { recursive: true, force: true }));

const MUTANTS: [title: string, file: string, from: string, to: string][] = [
  [
    'a step down is a negative part',
    'model/apply.ts',
    'const parts = take(at(target).parts, -n, observed);',
    'const parts: Part[] = [...at(target).parts, [v, replica, s, n, 0]];',
  ],
  [
    'a step down takes what its author had not seen',
    'model/apply.ts',
    'take(at(target).parts, -n, observed)',
    'take(at(target).parts, -n, () => true)',
  ],
  [
    'a seen, losing typed quantity survives a step down',
    'model/apply.ts',
    'parts.filter((part) => !(part[4] && part !== winner && observed(part)))',
    'parts.filter(() => Boolean(winner) || true)',
  ],
  [
    'a step down takes the oldest',
    'model/apply.ts',
    'b[0] - a[0] || b[2] - a[2]',
    'a[0] - b[0] || a[2] - b[2]',
  ],
  [
    'folding keeps an old typed quantity under a younger one',
    'model/compact.ts',
    'if (base && winningSet(young))',
    'if (base && v < 0)',
  ],
  [
    'the horizon moves while older presses are unsent',
    'model/receive.ts',
    'Math.min(up.k ?? Math.max(h, 0), start)',
    'cart.v',
  ],
  ['a removal wipes the line', 'model/apply.ts', 'line.parts.filter(unobserved)', 'line.parts.slice(0, 0)'],
  [
    'a typed quantity wipes the line',
    'model/apply.ts',
    'op[4], 1, at(target).parts.filter(unobserved)',
    'op[4], 1, at(target).parts.slice(0, 0)',
  ],
  [
    'own presses that are not confirmed are not observed',
    'model/apply.ts',
    'part[0] <= seen || own(part)',
    'part[0] <= seen',
  ],
  [
    'the newest replica sets the horizon',
    'model/compact.ts',
    'Math.min(least, row.seen), cart.v)',
    'Math.max(least, row.seen), 0)',
  ],
  ['no check for repetitions', 'model/receive.ts', 'if (s <= sender.last) {', 'if (s < 0) {'],
  ['a gap is accepted', 'model/receive.ts', 's > sender.last + 1', 's < 0'],
  [
    'a push clears the queue',
    'testing/world.ts',
    'this.pending.filter(({ op }) => op[0] > a)',
    'this.pending.filter(({ op }) => a > 0 && op[0] > a)',
  ],
  [
    'a push that skips versions is applied',
    'testing/world.ts',
    'difference.f > this.held',
    'difference.f > 1e9',
  ],
  [
    '`seen` is taken when sending',
    'testing/world.ts',
    'ops: part.map((p) => p.op)',
    'ops: part.map((p) => [p.op[0], this.confirmed.v, ...p.op.slice(2)] as never)',
  ],
  ['an older answer is applied', 'testing/world.ts', 'difference.v < this.confirmed.v', 'difference.v < -2'],
  ['stale edits are applied in full', 'model/receive.ts', 'forwarded || op[1] < horizon ?', 'forwarded ?'],
  [
    'stale edits are not told',
    'model/apply.ts',
    "late === 'stale' && total(address) > wish",
    'total(address) < 0',
  ],
  [
    'what was typed is refused silently',
    'model/apply.ts',
    "late === 'ordered' ? 'ordered' : 'stale-edit', address",
    "'refused', ''",
  ],
];

for (const [i, [title, file, from, to]] of MUTANTS.entries()) {
  test(`found out: ${title}`, async (t) => {
    const copy = `${copies}${i}/`;
    mkdirSync(copy, { recursive: true });
    for (const folder of ['model', 'testing']) {
      cpSync(source + folder, copy + folder, { recursive: true, filter: (path) => !path.includes('.test.') });
    }
    const text = readFileSync(copy + file, 'utf8');
    assert.ok(text.includes(from), `${file} no longer has: ${from}`);
    writeFileSync(copy + file, text.replaceAll(from, to));
    const { properties } = (await import(`${copy}testing/properties.ts`)) as {
      properties: typeof Properties;
    };
    const broken = Object.entries(properties).find(([, holds]) => {
      try {
        holds(3);
        return false;
      } catch {
        return true;
      }
    });
    assert.ok(broken, 'no property noticed');
    t.diagnostic(`by: ${broken[0]}`);
  });
}
