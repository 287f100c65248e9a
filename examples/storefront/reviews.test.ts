import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Review, ReviewList } from '@continuo/protocol';
import { putReviewSettings, putStaff } from '@continuo/server';
import { openTestBackend, type TestBackend, type TestWorkspace } from '@continuo/server/testing';
import sharp from 'sharp';
import { brandReviews, reviewSettings } from './brand/reviews/index.ts';
import { Reviewing } from './reviews.ts';
import { DEMO_FEEDS, DEMO_MARKETS, DEMO_STAFF, importFeed } from './seed.ts';

const clock = { now: new Date() };
const photographed = brandReviews.filter(({ photos }) => photos.length);
let backend: TestBackend;
let workspace: TestWorkspace;

before(async () => {
  backend = await openTestBackend({ now: () => clock.now });
  workspace = await backend.workspace({ markets: DEMO_MARKETS });
  await putStaff(backend.database.db, workspace.workspace, DEMO_STAFF[1]);
  await putReviewSettings(backend.database.db, workspace.workspace, reviewSettings);
  const feed = DEMO_FEEDS.find(({ kind }) => kind === 'products')!;
  await importFeed(backend.backend.fetch, workspace.secret, feed);
});
after(() => backend.close());

/** As a start of the demo does it. */
const fill = async () => {
  const { publishable, secret } = workspace;
  const api = (request: Request) => backend.backend.fetch(request);
  const reviewing = new Reviewing({ api, clock, publishable, secret, staff: DEMO_STAFF[1] }, photographed);
  await reviewing.photograph();
  return reviewing.write();
};
const shown = async (): Promise<Review[]> => {
  const products = [...new Set(photographed.map(({ productId }) => productId))];
  const lists = products.map((id) =>
    workspace.json<ReviewList>(`/v1/products/${id}/reviews?key=${workspace.publishable}&media=true`),
  );
  return (await Promise.all(lists)).flatMap(({ reviews }) => reviews);
};
/** What was uploaded, whether something holds it or not. */
const uploads = () =>
  backend.database.db
    .selectFrom('media')
    .select(['id', 'holder', 'state'])
    .where('ws', '=', workspace.workspace.id)
    .orderBy('id')
    .execute();

test('photos of customers are drawn anew by the backend, at sizes that are known before they are loaded, with what they show', async () => {
  assert.deepEqual(await fill(), { published: photographed.length, waiting: 0 });
  const reviews = await shown();
  assert.equal(reviews.length, photographed.length);
  for (const { photos, review } of photographed) {
    const { media } = reviews.find(({ id }) => id === review.id)!;
    assert.deepEqual(
      media.map(({ alt }) => alt),
      photos.map(({ alt }) => alt),
    );
    for (const { width, height, placeholder, sources } of media) {
      assert.match(placeholder!, /^#[0-9a-f]{6}$/);
      assert.deepEqual(
        [...new Set(sources.map(({ type }) => type))],
        ['image/avif', 'image/webp', 'image/jpeg'],
      );
      for (const { url, width: wide } of sources) {
        const file = await workspace.fetch(url);
        const its = await sharp(Buffer.from(await file.arrayBuffer())).metadata();
        assert.equal(its.width, wide);
        assert.ok(Math.abs(its.height - (wide! * height!) / width!) <= 1, `${wide} of ${width} × ${height}`);
      }
    }
  }
});

test('to fill the demo again changes nothing, and sends no photo twice', async () => {
  const before = [await shown(), await uploads()];
  await fill();
  assert.deepEqual([await shown(), await uploads()], before);
});
