import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { fold } from '../catalog/index.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { simplified } from './han.ts';
import { markOf, queryOf, searchedOf, vectorOf } from './search.ts';

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
const filters = { stars: [], verified: false, media: false, recommended: false, text: false, attributes: [] };
const review = {
  ...{ title: '', locale: 'en', stars: 5, badges: ['verified' as const], media: [], attributes: [] },
  ...{ recommended: true, source: null },
};

const pieces = fc.array(
  fc.oneof(
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
  ),
  { maxLength: 4 },
);

test('whatever somebody writes is found by the same words, and only in its own product', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, async (written) => {
      const body = written.join(' ');
      const vector = vectorOf(markOf(1, 'a'), { ...review, body });
      const query = queryOf(markOf(1, 'a'), { ...filters, q: body });
      if (query === undefined || query === 'none') return;
      assert.equal(await finds(query, vector), true);
      assert.equal(await finds(queryOf(markOf(1, 'b'), { ...filters, q: body })!, vector), false);
    }),
    { numRuns: 300 },
  );
});

test('what is searched is told as it stands in texts that are compared', () => {
  fc.assert(
    fc.property(pieces, (written) => {
      const body = written.join(' ');
      const { words, variants } = searchedOf(body);
      const compared = [...fold(body)].map((character) => variants[character] ?? character).join('');
      for (const word of words) assert.ok(compared.includes(word), word);
    }),
  );
});

test('each Chinese script is compared in one form, which is its own', () => {
  assert.equal(simplified('質量很好，不燙手'), simplified('质量很好，不烫手'));
  for (const text of ['质量很好', '繁體字轉換後', 'コーヒー'])
    assert.equal(simplified(simplified(text)), simplified(text));
});
