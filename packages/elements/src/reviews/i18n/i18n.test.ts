import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { htmlWords } from '@continuo/headless/reviews/html';

type Tree = { [key: string]: unknown };
const flat = (tree: object, prefix = ''): [string, unknown][] =>
  Object.entries(tree as Tree).flatMap(([key, value]) =>
    typeof value === 'object' && value
      ? flat(value, `${prefix}${key}.`)
      : [[prefix + key, value] as [string, unknown]],
  );
/** A text with numbers put in, and a list where it takes one. */
const read = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const say = value as (...given: unknown[]) => string;
  try {
    return say(3, 5, '7');
  } catch {
    return say(['3', '5']);
  }
};
const load = async (path: string): Promise<Map<string, unknown>> => {
  const { messages } = (await import(path)) as { messages: object };
  return new Map(flat(messages));
};

const files = readdirSync(new URL('./', import.meta.url));
const names = files.flatMap((file) => /^(\w+)\.en\.ts$/.exec(file)?.[1] ?? []);
const source = (readdirSync(new URL('../', import.meta.url), { recursive: true }) as string[])
  .filter((path) => path.endsWith('.ts') && !path.includes('i18n') && !path.includes('.test.'))
  // What servers say too is put into words further down.
  .concat('../../../headless/src/reviews/facts.ts')
  .map((path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))
  .join('\n');

test('every part of the reviews has its texts in three languages', () => {
  for (const name of ['list', 'form', 'write']) assert.ok(names.includes(name), name);
});

for (const name of names) {
  for (const language of ['zh-Hans', 'zh-Hant'])
    test(`${name}: ${language} says everything that English says, in Chinese, and leaves out no number`, async () => {
      const english = await load(`./${name}.en.ts`);
      const chinese = await load(`./${name}.${language}.ts`);
      assert.deepEqual([...chinese.keys()], [...english.keys()]);
      for (const [key, value] of chinese) {
        const text = read(value);
        // What only puts parts together has no words of its own.
        assert.match(text, /[\p{Script=Han}，「“]/u, key);
        for (const [placed] of read(english.get(key)).matchAll(/(?<!\d)[357](?!\d)/g))
          assert.ok(text.includes(placed), `${key} leaves out ${placed}`);
      }
    });

  test(`${name}: Traditional and Simplified are not mixed`, async () => {
    const traditional = /[價個們請購車這門時處單種體點無關數減項總計運離線儲則寫內開選擇顯審閱檢舉]/u;
    const simplified = /[价个们请购车这门时处单种体点无关数减项总计运离线储则写内开选择显审阅检举]/u;
    for (const [key, value] of await load(`./${name}.zh-Hans.ts`)) {
      const text = [...read(value)].filter((each) => !simplified.test(each)).join('');
      assert.doesNotMatch(text, traditional, key);
    }
    for (const [key, value] of await load(`./${name}.zh-Hant.ts`)) {
      const text = [...read(value)].filter((each) => !traditional.test(each)).join('');
      assert.doesNotMatch(text, simplified, key);
    }
  });

  test(`${name}: every text is used`, async () => {
    for (const key of new Set([...(await load(`./${name}.en.ts`)).keys()].map((each) => each.split('.')[0])))
      assert.ok(new RegExp(`\\b${key}\\b`).test(source), key);
  });
}

test('a name in other letters stands apart from Chinese words, on the page as in what a server wrote', async () => {
  for (const [language, ours, theirs] of [
    ['zh-Hans', 'Slow Ferry 的回复', '慢渡的回复'],
    ['zh-Hant', 'Slow Ferry 的回覆', '慢渡的回覆'],
  ] as const) {
    const response = (await load(`./extras.${language}.ts`)).get('response') as (author: string) => string;
    for (const say of [response, htmlWords(language).response])
      assert.deepEqual([say('Slow Ferry'), say('慢渡')], [ours, theirs]);
  }
});
