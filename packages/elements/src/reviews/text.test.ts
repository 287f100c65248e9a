import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { day, isLong, isolated, webLink } from '@continuo/headless/reviews';
import { highlighted } from './highlight.ts';
import { languageName } from './language-name.ts';

/** What is marked, in brackets. */
const marked = (text: string, words: string, variants: Record<string, string> = {}): string => {
  const pieces = highlighted(text, { words: words.split(' '), variants });
  if (typeof pieces === 'string') return pieces;
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `[${String(piece.values[0])}]`)).join('');
};

test('marks what was searched, without regard to case and accents', () => {
  assert.equal(marked('Café au lait', 'cafe'), '[Café] au lait');
  assert.equal(marked('Cafe\u0301 au lait', 'cafe'), '[Cafe\u0301] au lait');
  assert.equal(marked('ΟΔΟΣ, οδός', 'οδος'), '[ΟΔΟΣ], [οδός]');
  assert.equal(marked('tea, Tea, TEA', 'tea'), '[tea], [Tea], [TEA]');
  assert.equal(marked('a good pot', 'pot good'), 'a [good] [pot]');
  assert.equal(marked('nothing', 'else'), 'nothing');
  assert.equal(marked('nothing', ''), 'nothing');
  assert.equal(highlighted('nothing is searched', undefined), 'nothing is searched');
});

test('marks words where they begin, and no part of a letter alone', () => {
  assert.equal(marked('art is smart, Artful', 'art'), '[art] is smart, [Art]ful');
  assert.equal(marked('2100 or 100', '100'), '2100 or [100]');
  assert.equal(marked('각 가', '가'), '[각] [가]');
  assert.equal(marked('ﬁne', 'f'), '[ﬁ]ne');
});

test('marks Chinese and Japanese, also a single character', () => {
  assert.equal(marked('這個茶壺很好', '茶壺'), '這個[茶壺]很好');
  assert.equal(marked('お茶がおいしい', '茶'), 'お[茶]がおいしい');
  assert.equal(marked('ＡＢＣ茶', 'abc'), '[ＡＢＣ]茶');
  assert.equal(marked('日本T恤好', 't 恤'), '日本[T][恤]好');
  assert.equal(marked('ｺｰﾋｰ, コーヒー', 'コーヒー'), '[ｺｰﾋｰ], [コーヒー]');
  assert.equal(marked('กาแฟดี', 'แฟ'), 'กา[แฟ]ดี');
});

test('marks either Chinese script by words of the other, also a single character', () => {
  const variants = { 質: '质', 發: '发', 髮: '发' };
  assert.equal(marked('質量很好，质量好', '质量', variants), '[質量]很好，[质量]好');
  assert.equal(marked('頭髮發亮，发', '发', variants), '頭[髮][發]亮，[发]');
  assert.equal(marked('品質', '质', variants), '品[質]');
});

test('marks overlapping words once', () => {
  assert.equal(marked('teapot', 'teapot tea'), '[teapot]');
  assert.equal(marked('茶茶茶', '茶茶 茶'), '[茶茶][茶]');
  assert.equal(marked('aaa', 'aa a'), '[aa]a');
});

test('whatever is searched in whatever text, the text stays the same', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
      (text, query) => {
        const pieces = highlighted(text, { words: [query], variants: { [text.slice(0, 1)]: query } });
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
