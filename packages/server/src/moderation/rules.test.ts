import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flagsOf } from './rules.ts';

const cases: [body: string, flags: string[], locale?: string][] = [
  ['A fine mug. It cost 280.00 and came on 2026-11-23.', []],
  ['Size 42.5/27cm, 3 pcs e.g. two.Then one', []],
  ['See https://spam.example', ['link']],
  ['cheaper at spam.com!', ['link']],
  ['write to me@example.org', ['contact']],
  ['me (at) example (dot) org', ['contact']],
  ['Call +852 9123 4567', ['contact']],
  ['加微信：mug123456', ['contact'], 'zh-Hans'],
  ['質量很好，杯子不燙手，喝茶剛剛好', [], 'zh-Hant'],
  ['質量很好，杯子不燙手，喝茶剛剛好', ['language'], 'en'],
  ['This is in English, clearly', ['language'], 'ja'],
  ['iPhone 用のケース、とても気に入りました', [], 'ja'],
  ['OK', [], 'ja'],
  ['Whatever this may be in', [], 'en-12'],
];
for (const [body, flags, locale = 'en'] of cases)
  test(`${locale}: ${body} → ${flags.join(', ') || 'nothing to point out'}`, () => {
    assert.deepEqual(flagsOf({ title: '', body, author: 'Ada', locale }, { copies: 0, lately: 0 }), flags);
  });

test('copies and many in an hour are pointed out', () => {
  const written = { title: '', body: 'Fine', author: 'Ada', locale: 'en' };
  assert.deepEqual(flagsOf(written, { copies: 1, lately: 3 }), ['duplicate']);
  assert.deepEqual(flagsOf(written, { copies: 0, lately: 4 }), ['velocity']);
});
