import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, money } from './format.ts';
import { nameOf } from './persons/name.ts';
import { wordsFor } from './words.ts';

test('yen are printed without decimals, Hong Kong dollars with', () => {
  assert.match(money({ amount: 9680, currency: 'JPY' }, 'en'), /9,680$/);
  assert.match(money({ amount: 48800, currency: 'HKD' }, 'en'), /488\.00$/);
});

test('how long ago is said in the largest unit that fits, and the future counts as now', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  assert.equal(ago('2026-03-10T11:59:50Z', 'en', now), 'now');
  assert.equal(ago('2026-03-10T11:58:00Z', 'en', now), '2 min. ago');
  assert.equal(ago('2026-03-08T12:00:00Z', 'en', now), '2 days ago');
  assert.equal(ago('2026-03-11T12:00:00Z', 'en', now), 'now', 'a clock that is wrong');
});

test('Taiwan, Hong Kong and Macau read Traditional Chinese, other Chinese Simplified, the rest English', () => {
  for (const lang of ['zh-TW', 'zh-HK', 'zh-MO', 'zh-Hant', 'zh-Hant-HK'])
    assert.equal(wordsFor(lang).words.logIn, '登入', lang);
  for (const lang of ['zh', 'zh-CN', 'zh-SG', 'zh-Hans'])
    assert.equal(wordsFor(lang).words.logIn, '登录', lang);
  for (const lang of ['en', 'en-GB', 'de', 'fr-CA']) assert.equal(wordsFor(lang).words.logIn, 'Log in', lang);
});

test('somebody is called by name, else mail, else customer id; two visitors can be told apart', () => {
  const { words } = wordsFor('en');
  assert.equal(nameOf({ id: 'p1', name: 'Ada', email: 'a@b', userId: 'u' }, words), 'Ada');
  assert.equal(nameOf({ id: 'p1', email: 'a@b', userId: 'u' }, words), 'a@b');
  assert.equal(nameOf({ id: 'p1', userId: 'u' }, words), 'u');
  assert.notEqual(nameOf({ id: 'xx-0001' }, words), nameOf({ id: 'xx-0002' }, words));
});
