import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { han } from './han.ts';
import { isolated } from './text.ts';

const answerOf = (name: string) => han`${name}的回覆`;

test('a blank stands between Chinese words and a name in other letters, on both sides', () => {
  assert.equal(answerOf('Slow Ferry'), 'Slow Ferry 的回覆');
  assert.equal(answerOf('Mei L.'), 'Mei L. 的回覆');
  assert.equal(answerOf('José'.normalize('NFD')), `${'José'.normalize('NFD')} 的回覆`);
  assert.equal(answerOf('김민수'), '김민수 的回覆');
  assert.equal(han`這是${'Slow Ferry'}的人員所寫的回答。`, '這是 Slow Ferry 的人員所寫的回答。');
  assert.equal(han`略${'tight'}`, '略 tight');
});

test('none stands beside a name in Chinese or Japanese characters, or beside punctuation', () => {
  assert.equal(answerOf('慢渡'), '慢渡的回覆');
  assert.equal(answerOf('𠮷野家'), '𠮷野家的回覆');
  assert.equal(answerOf('辻󠄀'), '辻󠄀的回覆');
  assert.equal(answerOf('ティーポット・スター'), 'ティーポット・スター的回覆');
  assert.equal(answerOf('茶（香港）'), '茶（香港）的回覆');
  assert.equal(han`有幫助嗎？${'Mei'}的回答`, '有幫助嗎？Mei 的回答');
  assert.equal(han`這是${'慢渡 Slow Ferry'}的人員所寫的回答。`, '這是慢渡 Slow Ferry 的人員所寫的回答。');
});

test('what isolates a name is not seen, and the blank stands outside of it', () => {
  assert.equal(answerOf(isolated('Slow Ferry')), `${isolated('Slow Ferry')} 的回覆`);
  assert.equal(answerOf(isolated('慢渡')), `${isolated('慢渡')}的回覆`);
  assert.equal(han`首次發表於${isolated('Kettle News')}`, `首次發表於 ${isolated('Kettle News')}`);
});

test('whatever a name is, it stays as it was written, with at most one blank on either side', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const text = han`這是${name}的回答`;
      assert.ok([' ', ''].some((a) => [' ', ''].some((b) => text === `這是${a}${name}${b}的回答`)));
    }),
  );
});

test('a number is set as a name in other letters', () => {
  assert.equal(han`共${3}則`, '共 3 則');
});
