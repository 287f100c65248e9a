import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Change, OwnReview, Problem } from '@continuo/protocol';
import fc from 'fast-check';
import { openTestBackend, type TestBackend, type TestCall } from '../testing.ts';
import { putReviewSettings } from './index.ts';
import { Reviewed } from './testing/reviewers.ts';

let backend: TestBackend;
let here: Reviewed;
before(async () => {
  backend = await openTestBackend();
  here = await Reviewed.open(backend);
});
after(() => backend.close());

const refusal = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as Problem).code,
];
const changes = async (by: TestCall, after_ = 0): Promise<Change[]> =>
  (await here.ws.json<{ changes: Change[] }>(`/v1/changes?after=${after_}`, by)).changes;

describe('a review that is sent', () => {
  test('waits for a decision, seen by its author on all devices and by nobody else', async () => {
    const by = await here.customer('waits');
    const sent = await here.write(by, { title: 'Fine', body: 'Holds water.', recommended: true });
    assert.equal(sent.state, 'pending');
    assert.deepEqual((await here.own(await here.customer('waits', (await here.guest()).device))).reviews, [
      sent,
    ]);
    assert.deepEqual((await here.own(await here.customer('other'))).reviews, []);
    assert.deepEqual((await here.own(await here.guest())).reviews, []);
    assert.equal((await here.list()).total, 0);
    assert.equal((await here.summary()).count, 0);
  });

  test('is one, however often and at once it is sent', async () => {
    const by = await here.guest();
    const review = { id: randomUUID(), body: 'Five times' };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => here.send(by, review, 'p-B')));
    const bodies = await Promise.all(answers.map(async (a) => [a.status, await a.json()] as const));
    for (const [status, body] of bodies) {
      assert.equal(status, 201);
      assert.deepEqual(body, bodies[0]![1]);
    }
    assert.equal((await here.own(by)).reviews.length, 1);
    const again = await here.write(by, { id: review.id, body: 'Another text' }, 'p-B');
    assert.equal(again.body, 'Five times', 'the first one stays');
  });

  test('by one author for one product is one: another is refused until the first is refused', async () => {
    const by = await here.customer('twice');
    const first = await here.write(by, {}, 'p-C');
    assert.deepEqual(await refusal(await here.send(by, {}, 'p-C')), [409, 'review/exists']);
    const five = await Promise.all([1, 2, 3, 4, 5].map(() => here.send(by, {}, 'p-X')));
    assert.deepEqual(five.map((r) => r.status).sort(), [201, 409, 409, 409, 409], 'five ids at once');
    await here.decide(first.id, { state: 'refused', reason: 'off-topic' });
    await here.write(by, {}, 'p-C');
  });

  test("with the id of somebody else's review tells nothing of it", async () => {
    const { id } = await here.write(await here.guest(), { body: 'secret' });
    assert.deepEqual(await refusal(await here.send(await here.guest(), { id })), [404, 'review/unknown']);
  });

  test('for a product that nobody knows, without a name, or with answers nobody asked for is refused', async () => {
    const by = await here.guest();
    assert.deepEqual(await refusal(await here.send(by, {}, 'p-none')), [404, 'catalog/product-unknown']);
    assert.deepEqual(await refusal(await here.send(by, { author: '\u202e' })), [400, 'request/invalid']);
    for (const answers of [
      { ratings: [{ name: 'fit', value: 3 }] },
      { attributes: [{ name: 'skin', value: 'dry' }] },
    ])
      assert.deepEqual(await refusal(await here.send(by, answers)), [422, 'review/answer-unknown']);
  });

  test('keeps its text as text, without what turns the page around', async () => {
    const body = '<script>alert(1)</script>\u202eevil\0 &amp; ok\r\n\r\n\r\n\r\nend';
    const sent = await here.write(await here.guest(), { body, title: ' a\tb ' });
    assert.equal(sent.body, '<script>alert(1)</script>evil\ufffd &amp; ok\n\nend');
    assert.equal(sent.title, 'a b');
  });

  test('may hold anything: no text gives an error of the server, and what is shown is what was kept', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.constantFrom(
        '<img src=x onerror=alert(1)>',
        '\ud800',
        '\\',
        "'; drop table reviews; --",
        '${x}',
        '{{x}}',
        '\0',
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (title, body, author) => {
        const by = await here.guest();
        const words = { title: title.slice(0, 150), body, author: author.slice(0, 50) };
        const response = await here.send(by, words, 'p-Y');
        assert.ok(response.status === 201 || response.status === 400, await response.clone().text());
        if (response.status === 201) assert.deepEqual((await here.own(by)).reviews, [await response.json()]);
      }),
      { numRuns: 40 },
    );
  });

  test('is heard of by its author at once and at each decision', async () => {
    const by = await here.customer('hears');
    // Without a change there is no cursor to begin from.
    const first = await here.write(by, {}, 'p-A');
    const { cursor } = await here.ws.json<{ cursor: number }>('/v1/changes', by);
    await here.decide(first.id);
    await here.decide(first.id);
    await here.decide(first.id, { state: 'refused', reason: 'copied' });
    const heard = (await changes(by, cursor)).map((c) => c.kind === 'review' && c.data.review);
    assert.deepEqual(
      heard.map((review) => review && [review.id, review.state, review.reason]),
      [
        [first.id, 'published', undefined],
        [first.id, 'refused', 'copied'],
      ],
    );
    const [own] = (await here.own(by)).reviews;
    assert.equal(own?.reason, 'copied');
  });
});

describe('a guest who becomes a customer', () => {
  test('has their review on all devices, hears of it, and reviews the product once', async () => {
    const guest = await here.guest();
    const sent = await here.write(guest, { body: 'As a guest' });
    const by = await here.logIn('joins', guest.device);
    const elsewhere = await here.customer('joins');
    assert.deepEqual((await here.own(elsewhere)).reviews, [sent]);
    assert.deepEqual(await refusal(await here.send(elsewhere)), [409, 'review/exists']);
    assert.equal((await here.write(elsewhere, { id: sent.id })).body, 'As a guest');
    await here.decide(sent.id);
    const { reviews } = await here.own(by);
    assert.equal(reviews[0]?.state, 'published');
    const { cursor } = await here.ws.json<{ cursor: number }>('/v1/changes', elsewhere);
    assert.ok(cursor > 0, 'the customer was told');
    assert.deepEqual(
      (await here.own(guest)).reviews.map((r: OwnReview) => r.id),
      [sent.id],
    );
  });
});

describe('verified', () => {
  test('is who ordered the product from us before, as a customer or as a guest there', async () => {
    const buyer = await here.shop.guest();
    await buyer.do('a', 'c/A', 1);
    await here.shop.order(buyer.cartId);
    const guest = { device: buyer.device };
    assert.deepEqual((await here.write(guest)).badges, ['verified']);
    assert.deepEqual((await here.write(guest, {}, 'p-B')).badges, [], 'another product');
    const customer = await here.logIn('bought', buyer.device);
    await here.decide((await here.own(customer)).reviews.find((r) => r.productId === 'p-A')!.id, {
      state: 'refused',
      reason: 'off-topic',
    });
    assert.deepEqual((await here.write(await here.customer('bought'))).badges, ['verified']);
    assert.deepEqual((await here.write(await here.customer('never'))).badges, []);
  });
});

describe('the settings', () => {
  test('name what is asked, in the language of the reader', async () => {
    const other = await Reviewed.open(backend);
    await putReviewSettings(backend.database.db, other.ws.workspace, {
      ratings: [
        { name: 'fit', label: { en: 'Fit', 'zh-Hant': '合身' }, low: { en: 'Small' }, high: { en: 'Large' } },
      ],
      attributes: [
        {
          name: 'skin',
          label: { en: 'Skin' },
          values: [{ value: 'dry', label: { en: 'Dry', 'zh-Hant': '乾性' } }],
        },
      ],
    });
    const settings = await other.ws.json<{ locale: string; ratings: { label: string; low: string }[] }>(
      `/v1/reviews/settings?key=${other.ws.publishable}&locale=zh-TW`,
    );
    assert.equal(settings.locale, 'zh-Hant');
    assert.equal(settings.ratings[0]?.label, '合身');
    assert.equal(settings.ratings[0]?.low, 'Small', 'what is not translated is in the first language');
    const sent = await other.write(await other.guest(), {
      ratings: [{ name: 'fit', value: 3 }],
      attributes: [{ name: 'skin', value: 'dry' }],
    });
    await other.decide(sent.id);
    assert.deepEqual((await other.summary()).ratings, [{ name: 'fit', average: 3, count: 1 }]);
    const odd = await other.ws.fetch(`/v1/reviews/settings?key=${other.ws.publishable}&locale=en-12`);
    assert.equal(odd.status, 200, 'a language in form only');
  });
});
