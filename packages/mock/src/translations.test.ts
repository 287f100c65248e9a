import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem, ReviewSettings, ReviewTranslation } from '@continuo/protocol';
import { createMock, type MockOptions } from './index.ts';

const read = async <T>(mock: ReturnType<typeof createMock>, path: string): Promise<T> => {
  const response = await mock.fetch(`${mock.endpoint}/v1/reviews/${path}key=${mock.key}`);
  return (await response.json()) as T;
};
const codeOf = async (translate: MockOptions['translate']): Promise<string> =>
  (await read<Problem>(createMock({ translate }), 'sample-best/translation?locale=ja&')).code;

test('a mock that is given nobody who translates says so', async () => {
  const { translations } = await read<ReviewSettings>(createMock(), 'settings?');
  assert.equal(translations, false);
  assert.equal(await codeOf(undefined), 'review/translation-unavailable');
});

test('one that is translates the texts of a review and the answer to it, as far as there are any', async () => {
  const asked: unknown[] = [];
  const mock = createMock({
    translate: async (request) => {
      asked.push(request);
      return request.texts.map((text) => text.toUpperCase());
    },
  });
  assert.equal((await read<ReviewSettings>(mock, 'settings?')).translations, true);
  const best = await read<ReviewTranslation>(mock, 'sample-best/translation?locale=zh-HK&');
  assert.deepEqual(
    [best.to, best.title, best.response],
    ['zh-Hant', 'THE BEST POT I HAVE HAD', 'THANK YOU, MEI.'],
  );
  const cup = await read<ReviewTranslation>(mock, 'sample-cup/translation?locale=ja&');
  assert.deepEqual(cup, { reviewId: 'sample-cup', from: 'en', to: 'ja', title: '', body: 'FITS THE HAND.' });
  assert.deepEqual(asked.at(-1), { texts: ['Fits the hand.'], from: 'en', to: 'ja' });
});

test('a translator that fails, or gives other texts, is a failure of the backend', async () => {
  assert.equal(await codeOf(() => Promise.reject(new Error('no words'))), 'review/translation-failed');
  assert.equal(await codeOf(() => Promise.resolve([])), 'review/translation-failed');
});
