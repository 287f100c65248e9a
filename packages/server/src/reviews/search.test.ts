import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { simplified } from './han.ts';
import { markOf, queryOf, vectorOf } from './search.ts';

let backend: TestBackend;
before(async () => {
  backend = await openTestBackend();
});
after(() => backend.close());

const finds = async (query: string, vector: string): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select ${vector}::tsvector @@ ${query}::tsquery as found`.execute(backend.database.db);
  return rows[0]!.found;
};
const filters = { stars: [], verified: false, media: false, recommended: false, attributes: [] };
const review = {
  ...{ title: '', locale: 'en', stars: 5, badges: ['verified' as const], media: [], attributes: [] },
  ...{ recommended: true, source: null },
};

test('whatever somebody writes is found by the same words, and only in its own product', async () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      "it's",
      "'",
      '\\',
      "\\' | 'x",
      ':*',
      '<->',
      '質量很好',
      'が',
      'กาแฟ',
      '👩‍👩‍👧',
      'x'.repeat(200),
      '日本T恤',
      'ﷺ',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 4 }), async (pieces) => {
      const body = pieces.join(' ');
      const vector = vectorOf(markOf(1, 'a'), { ...review, body });
      const query = queryOf(markOf(1, 'a'), { ...filters, q: body });
      if (query === undefined || query === 'none') return;
      assert.equal(await finds(query, vector), true);
      assert.equal(await finds(queryOf(markOf(1, 'b'), { ...filters, q: body })!, vector), false);
    }),
    { numRuns: 300 },
  );
});

test('each Chinese script is compared in one form, which is its own', () => {
  assert.equal(simplified('質量很好，不燙手'), simplified('质量很好，不烫手'));
  for (const text of ['质量很好', '繁體字轉換後', 'コーヒー'])
    assert.equal(simplified(simplified(text)), simplified(text));
});
