import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { ModerationItem, OwnReview, Review } from '@continuo/protocol';
import { hostileTexts } from '@continuo/protocol/testing';
import { openTestBackend, type TestBackend, type TestCall } from '../testing.ts';
import { essence, wellFormed } from './testing/essence.ts';
import { Reviewed } from './testing/reviewers.ts';

const TEXTS = hostileTexts(1_000);
const PRODUCT = 'p-A';

interface Sent {
  by: TestCall;
  title: string;
  body: string;
  author: string;
  answer: string;
  review: OwnReview;
}

let backend: TestBackend;
let here: Reviewed;
let desk: TestCall;
let sent: Sent[];

before(async () => {
  backend = await openTestBackend({ rateLimits: { reads: 1e9, writes: 1e9, devices: 1e9 } });
  here = await Reviewed.open(backend);
  desk = await here.desk();
  sent = [];
  for (let i = 0; i < TEXTS.length; i += 4) {
    const [title = '', body = '', author = '', answer = ''] = TEXTS.slice(i, i + 4);
    const by = await here.guest();
    // A name of nothing that can be seen is refused; with a letter it is one.
    const words = { title: title.slice(0, 150), body, author: `A${author}`.slice(0, 50) };
    sent.push({ by, ...words, answer, review: await here.write(by, words, PRODUCT) });
  }
});
after(() => backend.close());

const put = (path: string, by: TestCall, body: unknown): Promise<Response> =>
  here.ws.fetch(path, { ...by, method: 'PUT', body });
const succeeds = async (sending: Promise<Response>): Promise<void> => {
  const response = await sending;
  assert.ok(response.ok, await response.text());
};

describe('a thousand hostile texts', () => {
  test('are kept as they are, without what nobody could see', () => {
    for (const { title, body, author, review } of sent) {
      assert.equal(essence(review.title), essence(title));
      assert.equal(essence(review.body), essence(body));
      assert.equal(essence(review.author), essence(author));
      for (const text of [review.title, review.body, review.author]) {
        assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}|(?!\n)\p{Cc}/u);
      }
    }
  });

  test('are drafts, answers of the merchant and words of a report', async () => {
    for (const [i, { by, title, body, author, answer, review }] of sent.entries()) {
      const draft = { id: `draft-${randomUUID()}`, title, body, author, at: new Date().toISOString() };
      await succeeds(put('/v1/products/p-B/reviews/draft', by, { draft }));
      const kept = await here.ws.json<{ draft: object }>('/v1/products/p-B/reviews/draft', by);
      const asKept = (text: string): string => wellFormed(text).replaceAll('\0', '\ufffd');
      assert.deepEqual(
        { ...kept.draft, at: '' },
        { ...draft, ...{ title: asKept(title), body: asKept(body), author: asKept(author) }, at: '' },
      );
      await succeeds(put(`/v1/moderation/${review.id}/decision`, desk, { decision: 'publish' }));
      await succeeds(put(`/v1/moderation/${review.id}/response`, desk, { text: answer }));
      const reporter = sent[(i + 1) % sent.length]!.by;
      await succeeds(put(`/v1/reviews/${review.id}/report`, reporter, { reason: 'other', detail: answer }));
    }
  });

  test('are listed, counted and shown at the desk', async () => {
    const listed = new Map<string, Review>();
    for (let cursor = ''; ;) {
      const page = await here.list(`&limit=50&sort=newest${cursor}`, PRODUCT);
      for (const review of page.reviews) listed.set(review.id, review);
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
    assert.equal(listed.size, sent.length);
    assert.equal((await here.summary(PRODUCT)).count, sent.length);
    for (const { review, answer } of sent) {
      const shown = listed.get(review.id)!;
      assert.deepEqual([shown.title, shown.body, shown.author], [review.title, review.body, review.author]);
      assert.equal(essence(shown.response?.text ?? ''), essence(answer));
    }
    for (let cursor = ''; ;) {
      const path = `/v1/moderation?state=reported${cursor}`;
      const page = await here.ws.json<{ items: ModerationItem[]; next?: string }>(path, desk);
      for (const item of page.items)
        if (item.kind === 'review') assert.equal(item.review.body, listed.get(item.id)!.body);
        else assert.fail('there are reviews alone');
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
  });

  test('are searched for: nothing found or what holds them, never an error', async () => {
    for (const text of TEXTS) {
      const q = encodeURIComponent(wellFormed(text.slice(0, 200)));
      const found = await here.ws.fetch(
        `/v1/products/${PRODUCT}/reviews?key=${here.ws.publishable}&limit=1&q=${q}`,
      );
      // A NUL in an address is refused in words.
      assert.ok(found.ok || (found.status === 400 && text.includes('\0')), `${found.status} ${text}`);
    }
  });
});
