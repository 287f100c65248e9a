import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { photo } from '../media/testing/files.ts';
import { Uploader } from '../media/testing/uploads.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { putReviewSettings } from './index.ts';
import { Reviewed } from './testing/reviewers.ts';

const HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">\u2028';

let backend: TestBackend;
let here: Reviewed;
before(async () => {
  backend = await openTestBackend();
  here = await Reviewed.open(backend);
  await here.published({ rating: 5, title: 'Pours well', author: 'Ada', recommended: true });
  await here.published({ rating: 2, title: HOSTILE, body: HOSTILE, author: 'Eve' });
  const by = await here.guest();
  const { id } = await new Uploader(here.ws, by).upload(await photo().jpeg().toBuffer());
  const { id: shown } = await here.write(by, { rating: 3, body: 'See it', media: [{ id, alt: '"A" pot' }] });
  await here.decide(shown);
});
after(() => backend.close());

const get = (query = '', product = 'p-A', headers: Record<string, string> = {}): Promise<Response> =>
  here.ws.fetch(`/v1/products/${product}/reviews/fragment?key=${here.ws.publishable}${query}`, { headers });
const read = async (query = '', product = 'p-A'): Promise<string> => {
  const response = await get(query, product);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return text;
};
const SCRIPT = /<script type="application\/ld\+json">(.*?)<\/script>/s;
/** What a reader sees of it. */
const textOf = (html: string): string =>
  html
    .replace(SCRIPT, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
interface Told {
  name: string;
  aggregateRating: { ratingValue: number; reviewCount: number };
  review: { reviewRating: { ratingValue: number }; author: { name: string }; reviewBody?: string }[];
}
const toldBy = (html: string): Told => JSON.parse(SCRIPT.exec(html)![1]!) as Told;

describe('the fragment of reviews', () => {
  test('is HTML that does nothing when it is opened by itself', async () => {
    const { headers } = await get();
    assert.equal(headers.get('Content-Type'), 'text/html; charset=utf-8');
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.match(headers.get('Content-Security-Policy')!, /^sandbox; default-src 'none'/);
    assert.equal(headers.get('Cache-Control'), 'private, no-cache');
  });

  test('has summary and list in the tags that take their place', async () => {
    const html = await read();
    const [, summary, list] =
      /^<continuo-review-summary product-id="p-A">(.*)<\/continuo-review-summary>\n<continuo-review-list product-id="p-A">(.*)<\/continuo-review-list>\n<script/s.exec(
        html,
      )!;
    assert.match(textOf(summary!), /3\.3 out of 5 3 reviews .* 100% would recommend it \(1 of 1\)/);
    assert.match(textOf(list!), /Customer reviews 3 reviews, most helpful first .*Pours well/);
  });

  test('shows praise beside criticism where it is asked to, and not before there are both', async () => {
    const product = 'p-X';
    const written = [
      await here.published({ rating: 5, title: 'Pours well' }, product),
      await here.published({ rating: 1, title: 'Leaks' }, product),
    ];
    const html = () => read('&highlights=true', product);
    await here.vote(await here.guest(), written[0]!.id, 'yes');
    assert.match(await html(), /^<continuo-review-summary product-id="p-X" highlights>/);
    assert.ok(!(await html()).includes('Most helpful praise'));
    await here.vote(await here.guest(), written[1]!.id, 'yes');
    const [summary] = (await html()).split('</continuo-review-summary>');
    assert.match(
      textOf(summary!),
      /Most helpful praise 5 out of 5 Pours well .*Most helpful criticism .* Leaks/,
    );
    assert.ok(!(await read('', product)).includes('highlight'));
  });

  test('tells search engines no number that is not shown', async () => {
    const html = await read();
    const text = textOf(html);
    const { name, aggregateRating, review } = toldBy(html);
    assert.equal(name, 'Pot A');
    assert.ok(
      text.includes(`${aggregateRating.ratingValue} out of 5 ${aggregateRating.reviewCount} reviews`),
    );
    assert.equal(review.length, 3);
    for (const { reviewRating, author } of review)
      assert.match(
        text,
        new RegExp(` ${reviewRating.ratingValue} out of 5 (?:(?! out of ).)* ${author.name} `),
      );
  });

  test('keeps what people write text, on the page and in the data', async () => {
    const html = await read();
    assert.deepEqual(html.match(/<\/?script[^>]*>/g), ['<script type="application/ld+json">', '</script>']);
    assert.doesNotMatch(html, /<img src=x/);
    assert.ok(textOf(html).includes('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;'));
    const written = toldBy(html).review.find(({ author }) => author.name === 'Eve')!.reviewBody!;
    assert.ok(written.startsWith('</script><script>alert(1)</script>'));
  });

  test('has photos where browsers reach them, in every width and type', async () => {
    for (const [query, at] of [
      ['', 'http://backend.test'],
      [`&endpoint=${encodeURIComponent('https://reviews.example/')}`, 'https://reviews.example'],
    ] as const) {
      const html = await read(query);
      const [, type, srcset] = /<picture><source type="([^"]*)" srcset="([^"]*)"/.exec(html)!;
      assert.equal(type, 'image/avif');
      for (const one of srcset!.split(', '))
        assert.match(one, /^https?:\/\/\S+\/v1\/media\/files\/\S+ \d+w$/);
      assert.ok(srcset!.startsWith(`${at}/v1/media/`), srcset);
      assert.ok(html.includes('alt="&quot;A&quot; pot"'));
    }
    assert.equal((await get('&endpoint=javascript:alert(1)')).status, 400);
  });

  test('speaks the language that is asked for', async () => {
    const html = await read('&locale=zh-HK');
    assert.match(textOf(html), /3 則評價.*任何人都可以撰寫評價/);
    assert.doesNotMatch(textOf(html), /out of|reviews/);
  });

  test('is not read again until a review, the settings or the language are others', async () => {
    const tagOf = async (query = '') => (await get(query)).headers.get('ETag')!;
    const first = await tagOf();
    const again = await get('', 'p-A', { 'If-None-Match': first });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), '');
    const seen = new Set([first, await tagOf('&locale=zh-Hant'), await tagOf('&endpoint=https://a.example')]);
    await here.published({ rating: 4 });
    seen.add(await tagOf());
    await putReviewSettings(backend.database.db, here.ws.workspace, {
      authenticity: { en: 'All are real.' },
    });
    seen.add(await tagOf());
    assert.equal(seen.size, 5);
    assert.match(await read(), /All are real\./);
  });

  test('says so where nobody has reviewed a product, and tells search engines nothing', async () => {
    await here.write(await here.guest(), { rating: 5, title: 'Still waits' }, 'p-B');
    const html = await read('', 'p-B');
    assert.match(textOf(html), /No rating yet .*There are no reviews yet\./);
    assert.doesNotMatch(html, /<script|Still waits|out of 5/);
  });

  test('of a product that is not there is none', async () => {
    const response = await get('', 'p-none');
    assert.equal(response.status, 404);
    assert.equal(((await response.json()) as { code: string }).code, 'catalog/product-unknown');
  });
});
