import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { addModerationCheck, flagsOf } from './rules.ts';

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

const written = { title: 'Nice', body: 'Nicer than the Nautilus', author: 'Ada', locale: 'en' };
const facts = { copies: 0, lately: 0 };

test('copies and many in an hour are pointed out', () => {
  assert.deepEqual(flagsOf(written, { copies: 1, lately: 3 }), ['duplicate']);
  assert.deepEqual(flagsOf(written, { copies: 0, lately: 4 }), ['velocity']);
});

test('a check of the merchant’s own points out what it finds, after those that are built in', () => {
  const end = addModerationCheck({ flag: 'competitor', finds: ({ body }) => body.includes('Nautilus') });
  assert.deepEqual(flagsOf({ ...written, author: 'www.ada.example' }, facts), ['link', 'competitor']);
  assert.deepEqual(flagsOf({ ...written, body: 'Nice' }, facts), []);
  end();
  assert.deepEqual(flagsOf(written, facts), []);
});

test('a check that breaks loses no text: the others are heard, and there is a warning', async () => {
  const end = addModerationCheck({
    flag: 'broken',
    finds() {
      throw new Error('no model');
    },
  });
  const warned = once(process, 'warning');
  assert.deepEqual(flagsOf(written, { copies: 1, lately: 0 }), ['duplicate']);
  assert.match(String((await warned)[0]), /"broken" failed: Error: no model/);
  end();
});

for (const [flag, why] of [
  ['link', /already/],
  ['reported', /already/],
  ['Bad words', /must be a name/],
] as const)
  test(`a check cannot be called "${flag}"`, () => {
    assert.throws(() => addModerationCheck({ flag, finds: () => true }), why);
  });
