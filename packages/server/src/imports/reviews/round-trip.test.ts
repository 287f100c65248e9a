import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Review } from '@continuo/protocol';
import fc from 'fast-check';
import { putReviewSettings } from '../../reviews/index.ts';
import { Reviewed } from '../../reviews/testing/reviewers.ts';
import { openTestBackend, type TestBackend } from '../../testing.ts';
import { imported, jsonl, row, tsv } from '../testing.ts';
import { exported, linesIn, refusals, reviewCounts, sold, table } from './testing.ts';

let backend: TestBackend;
before(async () => {
  backend = await openTestBackend({ rateLimits: { reads: 1e9, writes: 1e9, devices: 1e9 } });
});
after(() => backend.close());

const empty = async () => sold(await backend.workspace());

test('what one backend exports another imports and exports as the same bytes', async () => {
  const here = await Reviewed.open(backend);
  await putReviewSettings(backend.database.db, here.ws.workspace, {
    ratings: [{ name: 'fit', label: { en: 'Fit' } }],
    attributes: [{ name: 'skin', label: { en: 'Skin' }, values: [{ value: 'dry', label: { en: 'Dry' } }] }],
  });
  const asked = { ratings: [{ name: 'fit', value: 2 }], attributes: [{ name: 'skin', value: 'dry' }] };
  const first = await here.published({
    title: 'Gut ☕',
    body: 'Zwei\n\nZeilen "<b>"',
    recommended: false,
    ...asked,
  });
  const second = await here.write(await here.customer('ada'), {
    rating: 1,
    locale: 'zh-Hant',
    author: '阿達',
  });
  await here.decide(second.id, { state: 'refused', reason: 'advertising' });
  await here.write(await here.guest(), { body: 'Waits' }, 'p-B');
  await here.vote(await here.guest(), first.id, 'yes');
  await here.vote(await here.guest(), first.id, 'no');
  const desk = await here.desk();
  await here.ws.json(`/v1/moderation/${first.id}/response`, {
    ...desk,
    method: 'PUT',
    body: { text: 'Danke' },
  });
  const theirs = table([
    {
      ...{
        id: 'x',
        product_id: 'p-A',
        status: 'approved',
        verified_buyer: 'yes',
        picture_urls: 'https://p.example/a.png',
      },
      ...{ votes_up: 7, source_name: 'Partner' },
    },
  ]);
  assert.deepEqual(await reviewCounts(here.ws, theirs), [1, 0, 0, 0]);
  const bytes = await exported(here.ws);
  assert.equal(linesIn(bytes).length, 4);
  assert.deepEqual(linesIn(bytes).find(({ id }) => id === second.id)?.userId, 'ada');

  const there = await backend.workspace();
  await imported(there, tsv(['p-A', 'p-B'].map((id) => row(id))));
  const options = { format: 'jsonl', source: 'moved' } as const;
  assert.deepEqual(await reviewCounts(there, bytes, options), [4, 0, 0, 0]);
  assert.equal(await exported(there), bytes);
  assert.deepEqual(await reviewCounts(there, bytes, options), [0, 0, 4, 0]);
  const path = (key: string) => `/v1/reviews/summaries?key=${key}&products=p-A,p-B`;
  const [a, b] = [here.ws, there].map((ws) => ws.json(path(ws.publishable)));
  const withoutSettings = (body: Record<string, unknown>) =>
    (body['summaries'] as object[]).map((summary) => ({ ...summary, ratings: [] }));
  assert.deepEqual(withoutSettings(await b!), withoutSettings(await a!));

  const mine = await there.json<{ reviews: Review[] }>('/v1/reviews/mine', {
    token: await there.token('ada'),
  });
  assert.deepEqual(
    mine.reviews.map(({ id }) => id),
    [second.id],
    "the customer's is theirs there, too",
  );
  assert.deepEqual(await reviewCounts(here.ws, bytes, options), [0, 0, 4, 0], 'at home all is there already');
  const changed = bytes.replace('Waits', 'Waited');
  const told = await refusals(here.ws, changed, { ...options, source: 'else' });
  assert.deepEqual(
    told.map(([, field, reason]) => [field, reason]),
    [['id', 'is a review that did not come from this source; it stays as it is']],
  );
});

const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const at = fc.date({ min: new Date('1995-01-01'), max: new Date('2025-01-01'), noInvalidDate: true });
const line = fc.record(
  {
    type: fc.constant('review'),
    id: fc
      .string({ unit: fc.constantFrom(...'abcXYZ019-_.:~'), minLength: 1, maxLength: 40 })
      .map((id) => `${id}${randomUUID()}`),
    productId: fc.constantFrom('pot', 'cup'),
    rating: fc.integer({ min: 1, max: 5 }),
    title: text,
    body: text,
    locale: fc.constantFrom('en', 'zh-Hant', 'ar'),
    author: text.map((name) => `A${name}`),
    at: at.map((date) => date.toISOString()),
    recommended: fc.boolean(),
    ratings: fc.constantFrom([], [{ name: 'fit', value: 5 }]),
    attributes: fc.constantFrom([], [{ name: 'age', value: 'old' }]),
    badges: fc.subarray(['verified', 'incentivised', 'staff', 'featured']),
    media: fc.array(
      fc.record(
        {
          id: fc.uuid(),
          kind: fc.constant('video'),
          alt: text,
          sources: fc.constant([{ url: '/v1/media/a', type: 'video/mp4' }]),
          poster: fc.record({
            id: fc.uuid(),
            placeholder: fc.constant('#a0b1c2'),
            sources: fc.constant([{ url: '/v1/media/b', type: 'image/webp', width: 800 }]),
          }),
        },
        { requiredKeys: ['id', 'kind', 'alt', 'sources'] },
      ),
      { maxLength: 2 },
    ),
    response: fc.record({
      text: text.map((words) => `T${words}`),
      author: text,
      at: at.map((date) => date.toISOString()),
    }),
    source: fc.record({ name: text }),
    helpful: fc.record({ yes: fc.nat(1e9), no: fc.nat(1e9) }),
    state: fc.constant('published'),
    decidedAt: at.map((date) => date.toISOString()),
    userId: fc.constantFrom('ada', 'bo'),
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      'type',
      'id',
      'productId',
      'rating',
      'title',
      'body',
      'locale',
      'author',
      'at',
      'ratings',
      'attributes',
      'badges',
      'media',
      'helpful',
      'state',
      'decidedAt',
    ],
  },
);

test('whatever a line holds, a second trip gives the bytes of the first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (lines) => {
      const [a, b] = [await empty(), await empty()];
      const options = { format: 'jsonl', source: 'moved' } as const;
      assert.deepEqual(await refusals(a, jsonl(lines), options), []);
      const bytes = await exported(a);
      assert.equal(linesIn(bytes).length, lines.length);
      assert.deepEqual(await refusals(b, bytes, options), []);
      assert.equal(await exported(b), bytes);
    }),
    { numRuns: 6 },
  );
});

test('a line that is not ours in form is refused by its field, and the lines around it are kept', async () => {
  const ws = await empty();
  const [good] = fc.sample(line, { numRuns: 1, seed: 7 });
  const bad = (more: object) => ({ ...good, id: randomUUID(), ...more });
  const file = jsonl([
    good!,
    bad({ rating: 7 }),
    bad({ author: ' ' }),
    bad({ state: 'refused' }),
    bad({ at: '1850-01-01T00:00:00Z' }),
    bad({
      media: [{ id: 'a', kind: 'photo', alt: '', sources: [{ url: 'javascript:1', type: 'image/png' }] }],
    }),
    bad({
      media: [
        {
          ...{
            id: 'a',
            kind: 'video',
            alt: '',
            sources: [{ url: 'https://v.example/a', type: 'video/mp4' }],
          },
          poster: { id: 'b', sources: [{ url: 'javascript:1', type: 'image/png' }] },
        },
      ],
    }),
    bad({ body: 'a\u0000b' }),
    bad({ badges: ['top-contributor'] }),
  ]);
  assert.deepEqual(await refusals(ws, file, { format: 'jsonl' }), [
    [2, 'rating', 'at most 5'],
    [3, 'author', 'is missing'],
    [4, 'reason', 'belongs to refused reviews and to all of them'],
    [5, 'at', 'lies before 1990'],
    [6, 'media.sources.url', 'must be an address that begins with https:// or http://'],
    [7, 'media.poster.sources.url', 'must be an address that begins with https:// or http://'],
    [9, 'badges', 'has top-contributor, which nobody says: it is found out here'],
  ]);
  assert.equal(linesIn(await exported(ws)).length, 2);
});

test('the table that is exported is read again: stars, texts, pictures, answers, and no formula', async () => {
  const ws = await empty();
  const file = table([
    {
      ...{
        id: 'a',
        title: '=HYPERLINK("x")',
        body: '- first\n\'- second\n"third"',
        status: 'published',
        reply: '+1',
      },
      ...{
        picture_urls: 'https://p.example/a,b.png https://p.example/c.png',
        ratings: 'fit:4',
        attributes: 'age:old',
      },
    },
    { id: 'b', title: "'=", recommended: 'false', author: '@ada' },
  ]);
  assert.deepEqual(await reviewCounts(ws, file), [2, 0, 0, 0]);
  const csv = await exported(ws, 'csv');
  assert.ok(!/(^|,)"?[=+\-@]/m.test(csv), csv);
  const other = await empty();
  assert.deepEqual(await reviewCounts(other, csv), [2, 0, 0, 0]);
  const words = async (of: typeof ws) =>
    linesIn(await exported(of)).map(({ id: _, source: __, decidedAt: ___, ...rest }) => rest);
  assert.deepEqual(await words(other), await words(ws));
});
