import assert from 'node:assert/strict';
import { test } from 'node:test';
import { near } from './record.ts';
import { backoff, retryAfter } from './retry.ts';

test('a pause grows from one second to a minute and is never shorter than 0.3 s', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 20].map((tries) => backoff(tries, 1) - 300),
    [1_000, 2_000, 4_000, 4_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000],
  );
  assert.equal(backoff(3, 0), 300);
});

test('a fault of five seconds is mended in at most six tries and two seconds, in the middle of many', () => {
  const late: number[] = [];
  const tries: number[] = [];
  for (let i = 0; i < 2_000; i++) {
    let now = 0;
    let tried = 1;
    while (now < 5_000) now += backoff(tried++);
    late.push(now - 5_000);
    tries.push(tried);
  }
  const middle = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1]!;
  assert.ok(middle(late) <= 2_000);
  assert.ok(middle(tries) <= 6);
});

test('Retry-After is understood as seconds and as a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  assert.equal(retryAfter('5', now), 5_000);
  assert.equal(retryAfter('0', now), 0);
  assert.equal(retryAfter('Thu, 01 Jan 2026 00:00:07 GMT', now), 7_000);
  for (const value of [null, '', 'soon', '-3']) assert.equal(retryAfter(value, now), undefined);
});

test('near is about both directions, and false for what never was', () => {
  assert.equal(near(1_000, 1_500, 600), true);
  assert.equal(near(1_000, 1_700, 600), false);
  assert.equal(near(9_000, 1_000, 600), false);
  assert.equal(near(undefined, 1_000, 600), false);
});
