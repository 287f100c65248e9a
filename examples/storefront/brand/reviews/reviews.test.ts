import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { snapshots } from '../../pictures/snapshots.ts';
import { harbourTeapot } from './harbour-teapot.ts';
import { brandReviews, demoSummarize, demoTranslate, photoPath } from './index.ts';

const { signal } = new AbortController();

test('the translator of the demo knows every review of the Harbour Teapot, and nothing else', async () => {
  for (const { locale, title, body, reply } of harbourTeapot) {
    const to = locale === 'en' ? 'zh-Hant' : 'en';
    const texts = [title, body, reply].filter((text) => text !== undefined);
    const translated = await demoTranslate({ texts, from: locale, to, signal });
    assert.equal(translated.length, texts.length);
    for (const text of translated) assert.equal(/\p{Script=Han}/u.test(text), to === 'zh-Hant', text);
    await assert.rejects(demoTranslate({ texts, from: locale, to: 'fr', signal }));
  }
  await assert.rejects(demoTranslate({ texts: ['Something new'], from: 'en', to: 'zh-Hant', signal }));
});

test('what sums up the reviews of the demo names published ones, praise and criticism', async () => {
  for (const to of ['en', 'zh-Hant']) {
    const claims = await demoSummarize({ productId: 'harbour-teapot', reviews: [], to, signal });
    const named = claims.flatMap(({ reviewIds }) =>
      reviewIds.map((id) => brandReviews.find(({ review, waits }) => review.id === id && !waits)),
    );
    assert.ok(named.every((one) => one?.review.body));
    for (const isPraise of [true, false]) assert.ok(named.some((one) => one!.review.rating > 3 === isPraise));
  }
  assert.deepEqual(await demoSummarize({ productId: 'round-tray', reviews: [], to: 'en', signal }), []);
});

test('each photo of a customer is drawn, shown once, and says what it shows', () => {
  const photos = brandReviews.flatMap((one) => one.photos);
  const names = photos.map(({ snapshot }) => snapshot).sort();
  assert.deepEqual(names, Object.keys(snapshots).sort());
  assert.deepEqual(
    readdirSync(new URL('.', photoPath(''))).sort(),
    names.map((name) => basename(photoPath(name).pathname)),
  );
  for (const { alt } of photos) assert.ok(alt);
});

test('some of the Harbour Teapot show photos beside words, one shows a photo and no word, many neither', () => {
  const kinds = brandReviews
    .filter(({ productId, waits }) => productId === 'harbour-teapot' && !waits)
    .map(({ photos, review }) => `${photos.length ? 'photos' : '-'} ${review.body ? 'words' : '-'}`);
  for (const kind of ['photos words', 'photos -', '- words', '- -']) assert.ok(kinds.includes(kind), kind);
});
