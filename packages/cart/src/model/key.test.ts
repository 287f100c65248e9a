import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalProperties, fnv1a64, hasProperties, lineKey, variantOf } from './key.ts';

test('FNV-1a of 64 bits, as its authors publish it', () => {
  assert.equal(fnv1a64(''), 'cbf29ce484222325');
  assert.equal(fnv1a64('a'), 'af63dc4c8601ec8c');
  assert.equal(fnv1a64('foobar'), '85944171f73967e8');
});

test('properties are written in one way, whatever order or form they come in', () => {
  assert.equal(
    canonicalProperties({ b: 1, a: 'e\u0301', '10': true, '9': 1e21 }),
    '{"10":true,"9":1e+21,"a":"é","b":1}',
  );
  assert.equal(lineKey('sku', { a: 1, b: 'é' }), lineKey('sku', { b: 'e\u0301', a: 1 }));
  assert.notEqual(lineKey('sku', { a: 1 }), lineKey('sku', { a: '1' }));
});

test('a key without properties is the variant, and every key tells its variant', () => {
  assert.equal(lineKey('sku'), 'sku');
  assert.equal(lineKey('sku', {}), 'sku');
  const key = lineKey('sku~2/é', { text: 'hi' });
  assert.equal(variantOf(key), 'sku~2/é');
  assert.equal(variantOf('sku~2/é'), 'sku~2/é');
  assert.deepEqual([hasProperties(key), hasProperties('sku~2/é')], [true, false]);
});
