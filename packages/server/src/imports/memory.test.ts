import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ImportEvent } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { startImport } from './engine.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let test: TestBackend;
before(async () => {
  test = await openTestBackend();
});
after(() => test.close());

const ROWS = 2_400;
const WARM = 600;

it('an import holds no more of a feed at its end than at its beginning, be its rows good or refused', async () => {
  const held = { first: 0, last: 0 };
  const measure = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 1e6;
  };
  async function* feed() {
    yield Buffer.from('id\ttitle\tdescription\tprice\tavailability\n');
    for (let i = 0; i < ROWS; i += 1) {
      // One in four is refused, and each is long: 24 MB altogether.
      const price = i % 4 ? '12.00 HKD' : 'free';
      yield Buffer.from(`v${i}\tPot ${i}\t${`${i} `.padEnd(9_900, 'A pot. ')}\t${price}\tin_stock\n`);
      if (i === WARM) held.first = measure();
    }
    held.last = measure();
    await Promise.resolve();
  }
  const ws = await test.workspace();
  const { id, markets } = ws.workspace;
  const options = {
    kind: 'products',
    format: 'tsv',
    source: 'main',
    market: markets[0]!,
    locale: 'en',
  } as const;
  let last: ImportEvent | undefined;
  for await (last of await startImport(test.database.db, id, options, feed()));
  assert.ok(last?.type === 'done', JSON.stringify(last));
  assert.deepEqual([last.rows, last.added, last.refused], [ROWS, (ROWS / 4) * 3, ROWS / 4]);
  const grown = held.last - held.first;
  assert.ok(grown < 8, `${held.first.toFixed(1)} MB after ${WARM} rows, ${held.last.toFixed(1)} at the end`);
});
