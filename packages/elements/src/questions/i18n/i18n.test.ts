import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messages as en } from './questions.en.ts';
import { messages as hans } from './questions.zh-Hans.ts';
import { messages as hant } from './questions.zh-Hant.ts';

const flat = (tree: object, prefix = ''): [string, unknown][] =>
  Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value
      ? flat(value, `${prefix}${key}.`)
      : [[prefix + key, value] as [string, unknown]],
  );
/** A text with numbers put in. */
const read = (value: unknown): string =>
  typeof value === 'string' ? value : (value as (...given: unknown[]) => string)(3, 5, '7');

for (const [language, messages] of Object.entries({ hans, hant })) {
  const foreign =
    language === 'hans'
      ? /[價個們請購車這門時處單種體點無關數減項總計運離線儲則寫內開選擇顯審閱檢舉問題發佈]/u
      : /[价个们请购车这门时处单种体点无关数减项总计运离线储则写内开选择显审阅检举问题发布]/u;
  test(`${language} says everything that English says, in its own script, and leaves out no number`, () => {
    const english = new Map(flat(en));
    assert.deepEqual(
      flat(messages).map(([key]) => key),
      [...english.keys()],
    );
    for (const [key, value] of flat(messages)) {
      const text = read(value);
      assert.match(text, /\p{Script=Han}/u, key);
      assert.doesNotMatch(text.replaceAll('布', language === 'hant' ? '' : '布'), foreign, key);
      for (const [number] of read(english.get(key)).matchAll(/(?<!\d)[357](?!\d)/g))
        assert.ok(text.includes(number), `${key} leaves out ${number}`);
    }
  });
}
