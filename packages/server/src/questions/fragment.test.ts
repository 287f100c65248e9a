import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { Asked } from './testing/asked.ts';

const HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">\u2028';

let backend: TestBackend;
let here: Asked;
before(async () => {
  backend = await openTestBackend();
  here = await Asked.open(backend);
  const { id } = await here.asked({ body: 'Does it leak?', author: 'Mei' });
  await here.respond(`question:${id}`, 'It does not.');
  await here.answered(id, { body: HOSTILE, author: HOSTILE.slice(0, 40) });
  await here.ask(await here.guest(), { body: 'Still waits' });
});
after(() => backend.close());

const get = (query = '', product = 'p-A', headers: Record<string, string> = {}): Promise<Response> =>
  here.ws.fetch(`/v1/products/${product}/questions/fragment?key=${here.ws.publishable}${query}`, { headers });
const read = async (query = '', product = 'p-A'): Promise<string> => {
  const response = await get(query, product);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return text;
};
/** What a reader sees of it. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ');

describe('the fragment of questions', () => {
  test('is HTML that does nothing when it is opened by itself', async () => {
    const { headers } = await get();
    assert.equal(headers.get('Content-Type'), 'text/html; charset=utf-8');
    assert.match(headers.get('Content-Security-Policy')!, /^sandbox; default-src 'none'/);
  });

  test('has the first page in the tag that takes its place, and what people wrote stays text', async () => {
    const html = await read();
    assert.match(html, /^<continuo-question-list product-id="p-A">.*<\/continuo-question-list>\n$/s);
    assert.match(
      textOf(html),
      /Questions and answers 1 question Does it leak\? Asked by Mei .*Answer of the shop .*It does not\./,
    );
    assert.doesNotMatch(html, /<script|<img|Still waits/);
    assert.ok(html.includes('&lt;/script&gt;&lt;script&gt;alert(1)'));
  });

  test('speaks the language that is asked for', async () => {
    assert.match(textOf(await read('&locale=zh-HK')), /問與答 1 個問題 .*Mei 提問/);
    assert.match(textOf(await read('&locale=zh-CN')), /问与答/);
    assert.equal((await get('&locale=!')).status, 400);
  });

  test('is not read again until a question, an answer or the language is another', async () => {
    const tagOf = async (query = '') => (await get(query)).headers.get('ETag')!;
    const first = await tagOf();
    const again = await get('', 'p-A', { 'If-None-Match': first });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), '');
    const seen = new Set([first, await tagOf('&locale=zh-Hant')]);
    const { id } = await here.asked({ body: 'How heavy is it?' });
    seen.add(await tagOf());
    await here.answered(id);
    seen.add(await tagOf());
    assert.equal(seen.size, 4);
    assert.match(textOf(await read()), /2 questions/);
  });

  test('says so where nobody has asked, and of a product that is not there is none', async () => {
    assert.match(textOf(await read('', 'p-B')), /Nobody has asked anything yet\./);
    const response = await get('', 'p-none');
    assert.equal(response.status, 404);
    assert.equal(((await response.json()) as { code: string }).code, 'catalog/product-unknown');
  });
});
