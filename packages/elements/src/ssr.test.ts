import assert from 'node:assert/strict';
import { test } from 'node:test';

test('importing and registering everything on a server does nothing and throws nothing', async () => {
  assert.equal(typeof (globalThis as { document?: unknown }).document, 'undefined');
  const all = await import('./index.ts');
  await import('./define/index.ts');
  await import('./define/reviews.ts');
  assert.equal(all.ContinuoCartDrawerElement.tagName, 'continuo-cart-drawer');
});
