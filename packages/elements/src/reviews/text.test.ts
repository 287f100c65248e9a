import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { day, isLong, isolated, webLink } from '@continuo/headless/reviews';
import { highlighted } from './highlight.ts';
import { languageName } from './language-name.ts';

/** What is marked, in brackets. */
const marked = (text: string, query: string): string => {
  const pieces = highlighted(text, query);
  if (typeof pieces === 'string') return pieces;
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `[${String(piece.values[0])}]`)).join('');
};

test('marks what was searched, without regard to case and accents', () => {
  assert.equal(marked('Café au lait', 'cafe'), '[Café] au lait');
  assert.equal(marked('Cafe\u0301 au lait', 'CAFÉ'), '[Cafe\u0301] au lait');
  assert.equal(marked('tea, Tea, TEA', 'tea'), '[tea], [Tea], [TEA]');
  assert.equal(marked('a good pot', 'pot good'), 'a [good] [pot]');
  assert.equal(marked('nothing', 'else'), 'nothing');
  assert.equal(marked('nothing', '  '), 'nothing');
});

test('marks Chinese and Japanese, also a single character', () => {
  assert.equal(marked('這個茶壺很好', '茶壺'), '這個[茶壺]很好');
  assert.equal(marked('お茶がおいしい', '茶'), 'お[茶]がおいしい');
  assert.equal(marked('ＡＢＣ茶', 'abc'), '[ＡＢＣ]茶');
});

test('marks overlapping words once', () => {
  assert.equal(marked('teapot', 'teapot pot'), '[teapot]');
  assert.equal(marked('aaa', 'aa a'), '[aa][a]');
});

test('whatever is searched in whatever text, the text stays the same', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
      (text, query) => {
        const pieces = highlighted(text, query);
        const plain =
          typeof pieces === 'string'
            ? pieces
            : pieces.map((piece) => (typeof piece === 'string' ? piece : String(piece.values[0]))).join('');
        assert.equal(plain, text);
      },
    ),
  );
});

test('what somebody wrote does not turn our own words around', () => {
  assert.equal(isolated('a\u202Eb\u2069c'), '\u2068abc\u2069');
});

test('only addresses of the web are links', () => {
  assert.equal(webLink('https://a.example/x'), 'https://a.example/x');
  for (const wrong of ['javascript:alert(1)', ' https://a', 'data:text/html,x', '//a.example', '', undefined])
    assert.equal(webLink(wrong), undefined);
});

test('a long text is long in any script', () => {
  assert.equal(isLong('a'.repeat(700)), false);
  assert.equal(isLong('a'.repeat(701)), true);
  assert.equal(isLong('茶'.repeat(360)), true);
  assert.equal(isLong('\n'.repeat(9)), true);
});

test('days and languages are said as their readers say them', () => {
  assert.equal(day('en', '2026-03-05T12:00:00Z'), 'Mar 5, 2026');
  assert.equal(day('not a language', '2026-03-05T12:00:00Z'), 'Mar 5, 2026');
  assert.equal(languageName('zh-Hant', 'ja'), '日文');
  assert.equal(languageName('en', '?'), '?');
});
