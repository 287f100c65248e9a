import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Review, ReviewDigest, ReviewSettings } from '@continuo/protocol';
import { review, summary } from '../testing/world.ts';
import { htmlWords, jsonLd, listHtml, ratingHtml, summaryHtml } from './index.ts';

const en = htmlWords('en');
const settings: ReviewSettings = {
  locale: 'en',
  ratings: [
    { name: 'quality', label: 'Quality' },
    { name: 'fit', label: 'Fit', low: 'too small', high: 'too large' },
  ],
  attributes: [],
  topics: [],
  askIncentive: false,
  translations: false,
  authenticity: 'We check that reviewers bought here.',
};
const many = summary('pot', {
  count: 128,
  average: 4.27,
  histogram: [1, 4, 15, 30, 78],
  recommended: { yes: 90, answers: 101 },
  ratings: [
    { name: 'quality', average: 4.61, count: 60 },
    { name: 'fit', average: 2.9, count: 40 },
  ],
});
/** What a reader sees of it. */
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? [];

test('a summary says everything in words', () => {
  const text = textOf(summaryHtml(many, settings, en));
  for (const part of [
    '4.3 out of 5 128 reviews',
    '5 stars 78',
    '1 star 1',
    '89% would recommend it (90 of 101)',
    'Quality 4.6 out of 5',
    'Fit In the middle between “\u2068too small\u2069” and “\u2068too large\u2069”',
    'We check that reviewers bought here.',
  ])
    assert.ok(text.includes(part), part);
});

test('a summary shows the most helpful praise beside the most helpful criticism, with what is said of both', () => {
  const positive = review('a', {
    rating: 5,
    title: '茶壺很好',
    body: '',
    locale: 'zh-Hant',
    helpful: { yes: 9, no: 1 },
  });
  const critical = review('b', {
    ...{ rating: 2, title: '', body: 'It <b>leaks</b>', badges: ['incentivised'] },
    helpful: { yes: 1_234, no: 0 },
  });
  const html = summaryHtml(many, settings, en, { highlights: { positive, critical }, tag: 'en-GB' });
  const text = textOf(html);
  for (const part of [
    'Most helpful praise 5 out of 5 茶壺很好 Ann 1 Jan 2026 9 of 10 found this helpful',
    'Most helpful criticism 2 out of 5 It <b>leaks</b> Ann 1 Jan 2026 Got something in return 1,234 of 1,234',
  ])
    assert.ok(text.includes(part), text);
  assert.match(html, /<p class="name" lang="zh-Hant" dir="auto">茶壺很好<\/p><\/blockquote>/);
  assert.ok(!html.includes('<b>'));
  assert.ok(!summaryHtml(many, settings, en, { highlights: undefined }).includes('highlight'));
});

test('a summary shows what a machine made of the reviews, says so, and what each claim rests on', () => {
  const digest: ReviewDigest = {
    ...{ productId: 'pot', locale: 'en', at: '2026-03-05T09:00:00.000Z', count: 120 },
    claims: [
      { text: 'It <b>pours</b> well', reviewIds: ['a', 'c'] },
      { text: 'Some find it small', reviewIds: ['b'] },
    ],
    reviews: [
      review('a', { rating: 5, title: '茶壺很好', locale: 'zh-Hant', source: { name: 'Pot Forum' } }),
      review('b', { rating: 2, title: '', body: '<img src=x>', badges: ['incentivised'] }),
      review('c', { rating: 4, title: 'Fine' }),
    ],
  };
  const html = summaryHtml(many, settings, en, { digest, tag: 'en-GB' });
  const text = textOf(html);
  for (const part of [
    'Reviews in short Generated automatically from 120 reviews on 5 Mar 2026.',
    'It <b>pours</b> well 2 reviews 5 out of 5 茶壺很好',
    'Some find it small 1 review 2 out of 5 <img src=x> Ann 1 Jan 2026 Got something in return',
  ])
    assert.ok(text.includes(part), text);
  assert.match(text, /First published on .Pot Forum/);
  assert.ok(!html.includes('<b>') && !html.includes('<img'));
  assert.ok(!summaryHtml(many, settings, en).includes('digest'));
});

test('no reviews are no stars', () => {
  const none = summary('pot', { count: 0, average: 0 });
  assert.equal(textOf(summaryHtml(none, undefined, en)).trim(), 'No rating yet');
  const told = JSON.parse(jsonLd({ product: { name: 'Pot' }, summary: none, reviews: [] })) as object;
  assert.deepEqual(told, { '@context': 'https://schema.org', '@type': 'Product', name: 'Pot' });
  assert.match(textOf(listHtml({ reviews: [], total: 0 }, undefined, en)), /There are no reviews yet\./);
  assert.equal(textOf(ratingHtml(none, en)).trim(), 'No rating yet');
});

test('a summary says how many from elsewhere do not count, also where nothing else does', () => {
  const says = (more: object, words = en) => textOf(summaryHtml(summary('pot', more), settings, words));
  const not = { elsewhere: { count: 1_200, counted: false } };
  const told = '1,200 reviews that were first published elsewhere are in the list and do not count here.';
  assert.ok(says(not).includes(told));
  assert.ok(says({ ...not, count: 0, average: 0 }).includes(told));
  assert.ok(says(not, htmlWords('zh-TW')).includes('1,200 則最先在別處發表的評價'));
  for (const elsewhere of [
    { count: 1_200, counted: true },
    { count: 0, counted: false },
  ])
    assert.ok(!says({ elsewhere }).includes('elsewhere'));
});

test('a list keeps room for what offers a translation, of reviews in other languages where there is a translator', () => {
  const list = { reviews: [review('a'), review('b', { locale: 'zh-Hant' })], total: 2 };
  const rooms = (translations: boolean, tag: string) =>
    listHtml(list, { ...settings, translations }, en, { tag }).split('class="foreign').length - 1;
  assert.deepEqual(
    [rooms(true, 'en-GB'), rooms(true, 'zh'), rooms(true, 'fr'), rooms(false, 'en')],
    [1, 1, 2, 0],
  );
});

test('a review shows who, when, where from, what is said of it, and the answer', () => {
  const html = listHtml(
    {
      reviews: [
        review('a', {
          rating: 4,
          body: 'One\nTwo',
          badges: ['verified', 'incentivised', 'featured', 'top-contributor'],
          response: { text: 'Thanks', author: 'Shop', at: '2026-01-02T00:00:00.000Z' },
          source: { name: 'Brand', url: 'https://brand.example/?a=1&b=2' },
        }),
      ],
      total: 1,
    },
    settings,
    en,
  );
  const text = textOf(html);
  for (const part of [
    'Title a',
    '4 out of 5',
    'Ann Jan 1, 2026',
    'Verified purchase We have found an order',
    'Got something in return The author got something',
    'Featured by the shop The shop points this review out. It does not change the order or the average.',
    'Top contributor At least 3 reviews by the author were each found helpful by 3 readers or more.',
    'One Two',
    'Answer from \u2068Shop\u2069 Jan 2, 2026',
    'Thanks',
    'First published on \u2068Brand\u2069',
    '3 of 4 found this helpful',
  ])
    assert.ok(text.includes(part), `${part} in ${text}`);
  assert.ok(html.includes('href="https://brand.example/?a=1&amp;b=2"'));
});

test('a photo comes in the types and widths that there are, one from elsewhere as it is', () => {
  const at = (file: string, type: string, width: number) => ({
    url: `/v1/media/files/a/${file}`,
    type,
    width,
  });
  const [small, large] = [at('160.avif', 'image/avif', 160), at('800.avif', 'image/avif', 800)];
  const ours = { id: 'a', kind: 'photo' as const, alt: 'Spout', sources: [small, large] };
  const remote = { ...ours, sources: [{ url: 'https://cdn.example/a,b.jpg', type: 'image/jpeg' }] };
  const both = { ...ours, sources: [small, large, at('160.jpg', 'image/jpeg', 160)] };
  const nowhere = { ...ours, sources: [{ url: 'javascript:alert(1)', type: 'image/jpeg' }] };
  const html = listHtml(
    { reviews: [review('a', { media: [both, remote, nowhere] })], total: 1 },
    undefined,
    en,
    {
      endpoint: 'https://api.example',
    },
  );
  const files = 'https://api.example/v1/media/files/a';
  assert.deepEqual(html.match(/<span class="thumb">.*?<\/span>/g), [
    `<span class="thumb"><picture><source type="image/avif" srcset="${files}/160.avif 160w, ${files}/800.avif 800w" sizes="5.5rem"><img srcset="${files}/160.jpg 160w" sizes="5.5rem" src="${files}/160.jpg" alt="Spout" loading="lazy"></picture></span>`,
    '<span class="thumb"><img src="https://cdn.example/a,b.jpg" alt="Spout" loading="lazy"></span>',
    '<span class="thumb">Spout</span>',
  ]);
});

test('a video is its poster under the sign, else what it shows in words', () => {
  const sources = [{ url: '/v1/media/files/a/video.mp4', type: 'video/mp4' }];
  const film = { id: 'a', kind: 'video' as const, alt: 'It "pours"', sources };
  const poster = { id: 'p', sources: [{ url: '/v1/media/files/p/160.jpg', type: 'image/jpeg', width: 160 }] };
  const media = [{ ...film, poster }, film];
  const endpoint = 'https://api.example';
  const html = listHtml({ reviews: [review('a', { media })], total: 1 }, undefined, en, { endpoint });
  const file = `${endpoint}/v1/media/files/p/160.jpg`;
  assert.deepEqual(html.match(/(?<=<span class="thumb">).*?(?=<\/span><\/li>)/g), [
    `<img srcset="${file} 160w" sizes="5.5rem" src="${file}" alt="It &quot;pours&quot;" loading="lazy"><span class="play" aria-hidden="true">▶</span>`,
    'It &quot;pours&quot;',
  ]);
});

test('speaks the three languages', () => {
  assert.ok(textOf(summaryHtml(many, settings, htmlWords('zh-HK'))).includes('128 則評價'));
  assert.ok(textOf(summaryHtml(many, settings, htmlWords('zh-CN'))).includes('128 条评价'));
  assert.equal(htmlWords('de'), en);
});

test('every number that machines are told stands on the page as text', () => {
  const reviews = [review('a', { rating: 4 }), review('b', { rating: 2, source: { name: 'Elsewhere' } })];
  const told = JSON.parse(jsonLd({ product: { name: 'Pot' }, summary: many, reviews })) as {
    aggregateRating: { ratingValue: number; reviewCount: number; bestRating: number };
    review: { reviewRating: { ratingValue: number } }[];
  };
  const text = textOf(summaryHtml(many, settings, en) + listHtml({ reviews, total: 2 }, settings, en));
  const { ratingValue, reviewCount, bestRating } = told.aggregateRating;
  assert.ok(text.includes(`${ratingValue} out of ${bestRating} ${reviewCount} reviews`));
  assert.equal(told.review.length, 1, 'what was first published elsewhere is marked up there');
  for (const { reviewRating } of told.review)
    assert.ok(text.includes(`${reviewRating.ratingValue} out of 5`));
});

/** Texts that want to be more than texts, and any others. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '</script>',
        '<!--',
        ']]>',
        '"onload="x',
        "'",
        '&lt;',
        '&#60;img src=x onerror=1>',
        '<img src=x onerror=alert(1)>',
        'javascript:alert(1)',
        '\u202e',
        '\u2028',
        '\u2029',
        '\u0000',
        '\ud800',
        '`${1}`',
        '{{1}}',
        '$&',
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join('')),
);
const AT = '2026-01-02T00:00:00.000Z';
const anyReview = fc
  .record({ title: hostile, body: hostile, author: hostile, locale: hostile, answer: hostile, url: hostile })
  .map(({ title, body, author, locale, answer, url }) =>
    review('a', {
      title,
      body,
      author,
      locale,
      response: { text: `a${answer}`, author: answer, at: AT },
      source: { name: answer, url },
    }),
  );
const plain: Review = review('a', {
  title: 'T',
  body: 'B',
  response: { text: 'R', author: 'R', at: AT },
  source: { name: 'S' },
});
const withoutBreaks = (html: string) =>
  tagsOf(html)
    .filter((tag) => tag !== '<br>')
    .map((tag) => tag.replace(/ lang="[^"]*"/, ''));

test('whatever is written is text and nothing else', () => {
  const shape = withoutBreaks(listHtml({ reviews: [plain], total: 1 }, undefined, en));
  fc.assert(
    fc.property(anyReview, (one) => {
      const html = listHtml(
        { reviews: [{ ...one, title: one.title || 'T', body: one.body.trim() || 'B' }], total: 1 },
        undefined,
        en,
      );
      assert.deepEqual(
        withoutBreaks(html).filter((tag) => !/^<\/?a[ >]/.test(tag)),
        shape.filter((tag) => tag !== ''),
      );
      assert.doesNotMatch(html, /href="(?!https?:)/i);
      assert.ok(textOf(html).includes(one.author.replace(/\s+/g, ' ').trim()));
    }),
    { numRuns: 1000 },
  );
});

test('nothing that is written ends the script that it stands in, and it is read as it was', () => {
  fc.assert(
    fc.property(anyReview, hostile, (one, name) => {
      const { source: _, ...ours } = one;
      const json = jsonLd({ product: { name, url: name }, summary: many, reviews: [ours] });
      assert.doesNotMatch(json, /[<\u2028\u2029]/);
      const told = JSON.parse(json) as { name: string; review: { reviewBody?: string }[]; url?: string };
      assert.equal(told.name, name);
      assert.equal(told.review[0]?.reviewBody ?? '', one.body);
      assert.match(told.url ?? 'https://', /^https?:/i);
    }),
    { numRuns: 1000 },
  );
});

test('settings are as hostile as reviews', () => {
  const said = (text: string) =>
    tagsOf(
      summaryHtml(
        many,
        {
          ...settings,
          authenticity: `a${text}`,
          ratings: [{ name: 'fit', label: `l${text}`, low: `a${text}`, high: `b${text}` }],
        },
        en,
      ),
    );
  const shape = said('');
  fc.assert(fc.property(hostile, (text) => assert.deepEqual(said(text), shape)));
});
