import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimelineEntry } from '@continuo/protocol';
import { joined, newsOf } from './news.ts';

const entry = (n: number): TimelineEntry => ({
  id: `e${n}`,
  at: new Date(n * 1000).toISOString(),
  kind: 'event',
  title: '',
  trust: 'device',
  unverified: false,
  properties: {},
});
/** Entries of these numbers, both included, newest first. */
const entries = (newest: number, oldest: number): TimelineEntry[] =>
  Array.from({ length: newest - oldest + 1 }, (_, i) => entry(newest - i));

/** A timeline as the backend pages it: five entries a page. */
function backend(all: readonly TimelineEntry[]) {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    load: async (cursor?: string) => {
      asked.push(cursor);
      const at = Number(cursor ?? 0);
      return { entries: all.slice(at, at + 5), ...(at + 5 < all.length ? { next: String(at + 5) } : {}) };
    },
  };
}

test('news of several pages leave no gap above what somebody has paged to', async () => {
  const known = entries(20, 8);
  const { load, asked } = backend(entries(32, 1));
  const { entries: news } = await newsOf(known, load);
  assert.deepEqual(joined(news, known), entries(32, 8));
  assert.equal(asked.length, 3, 'no more is asked for than what is new');
});

test('where nothing is known the first page is enough, and says where the next begins', async () => {
  const { load, asked } = backend(entries(32, 1));
  const page = await newsOf([], load);
  assert.deepEqual(page, { entries: entries(32, 28), next: '5' });
  assert.equal(asked.length, 1);
});

test('what is known and gone from the backend ends the search at its end', async () => {
  const known = [entry(99)];
  const { load } = backend(entries(12, 1));
  const page = await newsOf(known, load);
  assert.deepEqual(page.entries, entries(12, 1));
  assert.equal(page.next, undefined);
});
