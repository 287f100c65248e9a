import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CURRENCY_EXPONENTS,
  ERRORS,
  exponentOf,
  IDEMPOTENCY_KEY_MS,
  LONGEST_OFFLINE_MS,
} from './constants.ts';

test('yen and dong have no decimals, dinars three, and New Taiwan dollars two as ISO 4217 says', () => {
  assert.equal(exponentOf('JPY'), 0);
  assert.equal(exponentOf('VND'), 0);
  assert.equal(exponentOf('KWD'), 3);
  assert.equal(exponentOf('TWD'), 2);
  assert.equal(exponentOf('HKD'), 2);
});

test('the exponents agree with the CLDR data of the runtime wherever both are exact', () => {
  // CLDR gives the digits that people print, ISO 4217 the minor unit: these differ by design.
  const printedOtherwise = new Set(['TWD', 'IQD', 'ISK', 'CLF', 'UYW', 'UYI']);
  for (const [currency, digits] of Object.entries(CURRENCY_EXPONENTS)) {
    if (printedOtherwise.has(currency)) continue;
    const { maximumFractionDigits } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions();
    assert.equal(maximumFractionDigits, digits, currency);
  }
});

test('idempotency keys outlive the longest offline time', () => {
  assert.ok(IDEMPOTENCY_KEY_MS > LONGEST_OFFLINE_MS);
});

test('every error code has the form domain/kebab-case', () => {
  for (const code of Object.keys(ERRORS)) assert.match(code, /^[a-z]+\/[a-z]+(-[a-z]+)*$/);
});
