import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { ReviewSettings, ReviewTranslation } from '@continuo/protocol';
import { storeLines, linesOf } from './index.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { transact } from '../database/index.ts';
import { Reviewed } from './testing/reviewers.ts';
import { targetOf, type Translate, type TranslationRequest } from './translate.ts';

/** What a translator was asked, and what it does. */
let asked: TranslationRequest[] = [];
let translate: Translate;
const plain: Translate = async ({ texts, to }) => texts.map((text) => `${to}: ${text}`);

let backend: TestBackend;
let here: Reviewed;
before(async () => {
  backend = await openTestBackend({
    translate: (request) => {
      asked.push(request);
      return translate(request);
    },
  });
  here = await Reviewed.open(backend);
});
after(() => backend.close());
beforeEach(() => {
  asked = [];
  translate = plain;
});

const ask = (id: string, locale = 'en', headers = {}): Promise<Response> =>
  here.ws.fetch(`/v1/reviews/${id}/translation?key=${here.ws.publishable}&locale=${locale}`, { headers });
async function translated(id: string, locale?: string): Promise<ReviewTranslation> {
  const response = await ask(id, locale);
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()) as ReviewTranslation;
}
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const japanese = { title: 'とても良い', body: '毎日使っています', locale: 'ja' };
const rows = () =>
  backend.database.db
    .selectFrom('review_translations')
    .select(['review_id', 'locale'])
    .where('ws', '=', here.ws.workspace.id)
    .execute();

describe('a review in another language', () => {
  test('is what the translator makes of its texts and of the answer, asked for once', async () => {
    const { id } = await here.published(japanese);
    const first = await translated(id, 'en-GB');
    assert.deepEqual(first, {
      ...{ reviewId: id, from: 'ja', to: 'en' },
      ...{ title: 'en: とても良い', body: 'en: 毎日使っています' },
    });
    assert.deepEqual(await translated(id), first);
    assert.deepEqual(
      asked.map(({ texts, from, to }) => [texts, from, to]),
      [[[japanese.title, japanese.body], 'ja', 'en']],
    );
    const by = await here.desk();
    const body = { text: 'ありがとう' };
    await here.ws.json(`/v1/moderation/${id}/response`, { ...by, method: 'PUT', body });
    assert.equal((await translated(id)).response, 'en: ありがとう');
    assert.equal(asked.length, 2, 'the answer is new');
  });

  test('has an ETag that spares the translator', async () => {
    const { id } = await here.published(japanese);
    const etag = (await ask(id)).headers.get('etag')!;
    assert.equal((await ask(id, 'en', { 'If-None-Match': etag })).status, 304);
    assert.equal((await ask(id, 'fr', { 'If-None-Match': etag })).status, 200);
  });

  test('is translated once, however many ask at the same time, and empty texts stay empty', async () => {
    const { id } = await here.published({ body: 'よい', locale: 'ja' });
    const answers = await Promise.all([1, 2, 3, 4].map(() => translated(id)));
    assert.ok(answers.every(({ title, body }) => title === '' && body === 'en: よい'));
    assert.ok(asked.every(({ texts }) => texts.length === 1));
    assert.equal((await rows()).filter(({ review_id }) => review_id === id).length, 1);
    const { id: stars } = await here.published({ locale: 'ja' });
    const before_ = asked.length;
    assert.deepEqual(await translated(stars), { reviewId: stars, from: 'ja', to: 'en', title: '', body: '' });
    assert.equal(asked.length, before_, 'there is nothing to translate');
  });

  test('is only of what is published, into a language that there is, and not the one it is in', async () => {
    const pending = await here.write(await here.guest(), japanese);
    assert.equal(await codeOf(await ask(pending.id)), 'review/unknown');
    assert.equal(await codeOf(await ask('none')), 'review/unknown');
    await here.decide(pending.id);
    for (const locale of ['ja', 'ja-JP', 'qq', 'x', '12'])
      assert.equal(await codeOf(await ask(pending.id, locale)), 'request/invalid', locale);
    await translated(pending.id);
    await here.decide(pending.id, { state: 'refused', reason: 'fraud' });
    assert.equal((await ask(pending.id)).status, 404, 'though it was translated before');
  });

  test('goes when the review says something else, also while it is being translated', async () => {
    const { db } = backend.database;
    const { id } = await here.published(japanese);
    const change = async (body: string) => {
      const line = (await linesOf(db, here.ws.workspace, [id])).get(id)!;
      await transact(db, (tx) => storeLines(tx, here.ws.workspace, [{ ...line, body }], new Date()));
    };
    await translated(id);
    await change(japanese.body);
    assert.equal((await rows()).filter(({ review_id }) => review_id === id).length, 1, 'the same text');
    await change('壊れました');
    assert.ok(!(await rows()).some(({ review_id }) => review_id === id));
    translate = async (request) => {
      await change('新しい');
      return plain(request);
    };
    assert.equal((await translated(id)).body, 'en: 壊れました');
    assert.ok(!(await rows()).some(({ review_id }) => review_id === id), 'nothing old is kept');
    translate = plain;
    assert.equal((await translated(id)).body, 'en: 新しい');
  });

  test('is erased with its author', async () => {
    const author = await here.customer('erased');
    const { id } = await here.write(author, japanese, 'p-B');
    await here.decide(id);
    await translated(id);
    const { status } = await here.ws.fetch('/v1/customers/erased', { secret: true, method: 'DELETE' });
    assert.ok(status < 300);
    assert.ok(!(await rows()).some(({ review_id }) => review_id === id));
  });
});

describe('a translator that fails', () => {
  const failures: [name: string, translate: Translate][] = [
    ['rejects', () => Promise.reject(new Error('no engine'))],
    [
      'throws',
      () => {
        throw new Error('no engine');
      },
    ],
    ['gives too few', async () => ['one']],
    ['gives too many', async () => ['one', 'two', 'three']],
    ['gives no texts', async () => [1, 2] as unknown as string[]],
    ['gives nothing', async () => undefined as unknown as string[]],
  ];
  for (const [name, broken] of failures)
    test(`is said in words, and asked again: it ${name}`, async () => {
      const { id } = await here.published(japanese, 'p-C');
      translate = broken;
      const response = await ask(id);
      assert.equal(response.status, 503);
      assert.equal(await codeOf(response), 'review/translation-failed');
      translate = plain;
      assert.equal((await translated(id)).title, 'en: とても良い');
    });

  test('gives text, whatever it gives', async () => {
    const { id } = await here.published(japanese, 'p-C');
    translate = async ({ texts }) => texts.map(() => '<b>a</b>\0c\u2028b ');
    assert.equal((await translated(id)).title, '<b>a</b> c\nb');
  });
});

test('one address has so many translated and no more; what is kept it may read', async () => {
  const strict = await openTestBackend({ translate: plain, rateLimits: { translations: 1 } });
  try {
    const shop = await Reviewed.open(strict);
    const { id } = await shop.published(japanese);
    const of = (locale: string) =>
      shop.ws.fetch(`/v1/reviews/${id}/translation?key=${shop.ws.publishable}&locale=${locale}`);
    assert.deepEqual(
      [(await of('en')).status, (await of('fr')).status, (await of('en')).status],
      [200, 429, 200],
    );
  } finally {
    await strict.close();
  }
});

test('the settings say whether there is a translator; without one nothing is translated', async () => {
  const says = (shop: Reviewed) =>
    shop.ws.json<ReviewSettings>(`/v1/reviews/settings?key=${shop.ws.publishable}`);
  assert.equal((await says(here)).translations, true);
  const without = await openTestBackend();
  try {
    const shop = await Reviewed.open(without);
    assert.equal((await says(shop)).translations, false);
    const { id } = await shop.published(japanese);
    const path = `/v1/reviews/${id}/translation?key=${shop.ws.publishable}&locale=en`;
    assert.equal(await codeOf(await shop.ws.fetch(path)), 'review/translation-unavailable');
  } finally {
    await without.close();
  }
});

test('a server that writes its pages keeps room for what offers a translation', async () => {
  const roomsIn = async (shop: Reviewed) => {
    await shop.published(japanese);
    const path = `/v1/products/p-A/reviews/fragment?key=${shop.ws.publishable}&locale=en`;
    return (await (await shop.ws.fetch(path)).text()).includes('class="foreign');
  };
  const without = await openTestBackend();
  try {
    assert.equal(await roomsIn(await Reviewed.open(backend)), true);
    assert.equal(await roomsIn(await Reviewed.open(without)), false);
  } finally {
    await without.close();
  }
});

test('a language is asked for with its script where it has several', () => {
  const tags = ['en-GB', 'zh-TW', 'zh-HK', 'zh-CN', 'zh', 'pt-BR', 'sr', 'EN', 'english', 'qq', 'i-klingon'];
  assert.deepEqual(tags.map(targetOf), [
    ...['en', 'zh-Hant', 'zh-Hant', 'zh-Hans', 'zh-Hans', 'pt', 'sr-Cyrl', 'en'],
    ...[undefined, undefined, undefined],
  ]);
});
