import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utmOf } from './utm.ts';

test('UTM parameters get Segment’s names; empty ones and others are left out', () => {
  const url = new URL(
    'https://shop.example/?utm_campaign=june&utm_source=x&utm_medium=&utm_source_platform=p&Utm_term=t&q=1',
  );
  assert.deepEqual(utmOf(url), { name: 'june', source: 'x', source_platform: 'p' });
  assert.deepEqual(utmOf(new URL('https://shop.example/')), {});
});
