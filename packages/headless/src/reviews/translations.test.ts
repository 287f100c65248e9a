import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReviewTranslation } from '@continuo/protocol';
import { createReviewTranslations, translated } from './index.ts';
import { json, review, tab, until, type Asked } from './testing/world.ts';

const answer = ({ path, query }: Asked) =>
  json({
    reviewId: path.split('/').at(-2)!,
    ...{ from: 'ja', to: query.get('locale')!, title: 'Good', body: 'Every day' },
  } satisfies ReviewTranslation);

test('a translation is asked for once, and the original comes back without a request', async () => {
  const { client, asked } = tab(answer, undefined, { locale: 'zh-Hant' });
  const translations = createReviewTranslations(client);
  const of = (id: string) => translations.$translations.get()[id];
  const first = translations.translate('a', 'en');
  void translations.translate('a', 'en');
  assert.deepEqual([of('a')?.phase, of('a')?.shown], ['loading', false]);
  await first;
  assert.deepEqual([of('a')?.phase, of('a')?.shown, of('a')?.data?.title], ['ready', true, 'Good']);
  translations.original('a');
  assert.equal(of('a')?.shown, false);
  await createReviewTranslations(client).translate('a', 'en');
  assert.equal(of('a')?.shown, true);
  assert.equal(asked.length, 1);
  assert.equal(asked[0]?.query.get('locale'), 'en', 'the language asked for, not that of the client');
  await translations.translate('a', 'fr');
  assert.equal(of('a')?.data?.to, 'fr');
  translations.original('none');
  assert.equal(of('none'), undefined);
});

test('one that fails says why, and is asked for again', async () => {
  let works = false;
  const { client } = tab((one) =>
    works ? answer(one) : json({ code: 'review/translation-failed', status: 503 }, 503),
  );
  const { $translations, translate } = createReviewTranslations(client);
  await translate('a', 'en');
  const { phase, shown, error } = $translations.get()['a']!;
  assert.deepEqual([phase, shown, error?.code], ['error', false, 'review/translation-failed']);
  works = true;
  await translate('a', 'en');
  assert.equal($translations.get()['a']?.shown, true);
});

test('the answer for a language that is no longer wanted is not shown', async () => {
  let late: (response: Response) => void = () => {};
  const { client } = tab((one) =>
    one.query.get('locale') === 'fr' ? new Promise<Response>((resolve) => (late = resolve)) : answer(one),
  );
  const { $translations, translate } = createReviewTranslations(client);
  const first = translate('a', 'fr');
  await until('it is asked', () => $translations.get()['a']?.phase === 'loading');
  await translate('a', 'en');
  late(json({ reviewId: 'a', from: 'ja', to: 'fr', title: 'Bon', body: '' }));
  await first;
  assert.equal($translations.get()['a']?.data?.to, 'en');
});

test('a translated review says which language it is in, and keeps what is no text', () => {
  const original = review('a', {
    locale: 'ja',
    response: { text: 'ありがとう', author: 'Shop', at: '2026-01-02T00:00:00.000Z' },
  });
  const translation = { reviewId: 'a', from: 'ja', to: 'en', title: 'Good', body: 'Every day' };
  const shown = translated(original, { ...translation, response: 'Thank you' });
  assert.deepEqual(
    [shown.title, shown.body, shown.locale, shown.response?.text, shown.response?.author, shown.rating],
    ['Good', 'Every day', 'en', 'Thank you', 'Shop', 5],
  );
  assert.equal(translated(original, translation).response?.text, 'ありがとう');
  assert.equal(translated(review('b'), translation).response, undefined);
});
