import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { AnyTracker } from '@continuo/tracker';
import { commerce } from '@continuo/tracker/commerce';
import { EVENTS } from './analytics.ts';

const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!).sort();

test('what is kept for the tracker until it is loaded is all that its plugin counts', () => {
  const counted: string[] = [];
  const target = { addEventListener: (type: string) => counted.push(type), removeEventListener() {} };
  commerce(target as unknown as EventTarget)({} as AnyTracker);
  assert.deepEqual([...EVENTS].sort(), counted.sort());
});

test('the attributes that the guide names are those that the script reads', () => {
  const read = found(textOf('./loader.ts'), /\boption\('([\w-]+)'\)/g);
  assert.ok(read.length);
  assert.deepEqual(found(textOf('../../../docs/start-cms.md'), /^\| `data-([\w-]+)`/gm), read);
});
