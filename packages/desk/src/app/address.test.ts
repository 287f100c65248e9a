import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, placeOf, type Place } from './address.ts';

test('an address leads back to where it was made', () => {
  const places: Place[] = [
    { page: 'people', id: '' },
    { page: 'people', id: 'p/1?&' },
    { page: 'reviews', id: '' },
    { page: 'reviews', id: 'r/1?&%' },
  ];
  for (const place of places) {
    const address = addressOf(place);
    assert.deepEqual(placeOf(new URL(address, 'https://shop.example')), place, address);
  }
});

test('an address that nobody made leads to a list', () => {
  for (const path of ['/desk/moderation/', '/desk/moderation/%ff', '/desk/moderation/a/b'])
    assert.deepEqual(placeOf(new URL(path, 'https://shop.example')), { page: 'reviews', id: '' }, path);
  assert.deepEqual(placeOf(new URL('https://shop.example/desk')), { page: 'people', id: '' });
});
