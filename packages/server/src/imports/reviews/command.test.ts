import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { makeTestFolder } from '../../database/test-store.ts';
import { createLog } from '../../http/log.ts';
import { commandWorkspace } from '../../serve/commands/workspace.ts';
import { serve } from '../../serve/serve.ts';
import { commandImport } from '../command.ts';
import { row, tsv } from '../testing.ts';
import { commandReviews } from './command.ts';
import { linesIn, table } from './testing.ts';

let home: string;
let data: string;
let secret = '';
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(home, name);
  writeFileSync(path, content);
  return path;
};
/** Runs the command; resolves to its exit code and to what it printed. */
async function reviews(t: TestContext, ...args: string[]): Promise<{ code: number; out: string }> {
  const printed = t.mock.method(console, 'log', () => undefined);
  const code = await commandReviews.run([...args, '--data', data]);
  const out = printed.mock.calls.map(({ arguments: [words] }) => String(words)).join('\n');
  printed.mock.restore();
  return { code, out };
}

before(async (t) => {
  home = mkdtempSync(join(tmpdir(), 'continuo-reviews-'));
  data = await makeTestFolder(home);
  const printed = (t as TestContext).mock.method(console, 'log', () => undefined);
  await commandWorkspace.run(['create', 'tea', '--market', 'hk:HKD:en', '--data', data]);
  // A key is made of random letters: those of the other may say `sk_`, too.
  secret = /^secret key +(\S+)/m.exec(String(printed.mock.calls[0]?.arguments[0]))![1]!;
  const feed = file('feed.tsv', tsv([row('pot')]));
  await commandImport.run([feed, '--market', 'hk', '--locale', 'en', '--data', data]);
  printed.mock.restore();
});
after(() => rmSync(home, { recursive: true, force: true }));

describe('continuo reviews', () => {
  const rows = table([
    { id: 'a', status: 'approved' },
    { id: 'b', rating: 8, author: 'Bo' },
  ]);
  const from = ['--source', 'Old Shop', '--locale', 'en'];

  it('names refused rows and counts, and stores nothing in a dry run', async (t) => {
    const path = file('reviews.csv', rows);
    const dry = await reviews(t, 'import', path, ...from, '--dry-run');
    assert.match(dry.out, /^line 3 {2}b {2}rating: must be a whole number from 1 to 5$/m);
    assert.match(dry.out, /^2 rows in [\d.]+ s: 1 added, 0 changed, 0 unchanged, 1 refused$/m);
    assert.match(dry.out, /dry run/);
    await reviews(t, 'export', join(home, 'none.jsonl'));
    assert.equal(readFileSync(join(home, 'none.jsonl'), 'utf8'), '');
    const done = await reviews(t, 'import', file('reviews.csv.gz', gzipSync(rows)), ...from);
    assert.equal(done.code, 0);
    assert.match(done.out, /1 added/);
    assert.ok(!done.out.includes('dry run'));
  });

  it('goes through the server where one runs on the folder, both ways', async (t) => {
    const before = join(home, 'before.jsonl');
    await reviews(t, 'export', before);
    const serving = await serve({
      ...{
        port: 0,
        host: '127.0.0.1',
        database: { folder: data },
        log: createLog('silent'),
        handleSignals: false,
      },
    });
    try {
      const path = join(home, 'reviews.csv');
      await assert.rejects(reviews(t, 'import', path, ...from), /say --key/);
      await assert.rejects(reviews(t, 'import', path, ...from, '--key', 'sk_wrong'), /auth\/invalid/);
      const { out } = await reviews(t, 'import', path, ...from, '--key', secret);
      assert.match(out, / 1 unchanged, 1 refused/);
      const through = join(home, 'through.jsonl');
      await reviews(t, 'export', through, '--key', secret);
      assert.equal(readFileSync(through, 'utf8'), readFileSync(before, 'utf8'));
      assert.equal(linesIn(readFileSync(through, 'utf8')).length, 1);
      await reviews(t, 'export', join(home, 'flat.csv'), '--key', secret);
      assert.match(
        readFileSync(join(home, 'flat.csv'), 'utf8'),
        /^id,product_id,rating,.*\nold-shop:a,pot,5,/,
      );
    } finally {
      await serving.close();
    }
  });

  it('says what it does not understand', async (t) => {
    const path = join(home, 'reviews.csv');
    await assert.rejects(reviews(t, 'import', path), /Usage: continuo reviews/);
    await assert.rejects(reviews(t, 'look', path), /Usage: continuo reviews/);
    await assert.rejects(reviews(t, 'export', path, '--format', 'xml'), /--format is one of csv, jsonl/);
    await assert.rejects(reviews(t, 'import', file('photo', 'none'), ...from), /cannot be guessed/);
    await assert.rejects(
      reviews(t, 'export', path, '--endpoint', 'api'),
      /--endpoint is where browsers reach/,
    );
    await assert.rejects(reviews(t, 'import', path, ...from, '--min-rating', '4'), /min-rating/);
  });
});
