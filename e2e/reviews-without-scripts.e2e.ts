import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { inChromium, launch, visitor } from './support/browser.ts';
import { go, isStyled } from './support/shop.ts';

/** What customers say of a product where no script runs: as text for people, and as data for machines. */

const READ = 'harbour-teapot';

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

interface Told {
  '@type': string;
  aggregateRating: { '@type': string; ratingValue: number; reviewCount: number; bestRating: number };
  review: {
    '@type': string;
    reviewRating: { ratingValue: number; bestRating: number };
    author: { name: string };
    datePublished: string;
    name?: string;
    reviewBody?: string;
  }[];
}

/** Every number in what machines are told, also where it stands as a text, but for those that only name something. */
const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, each]) => (key === 'gtin' ? [] : numbersIn(each)));
  return typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value))
    ? [Number(value)]
    : [];
};

// Firefox's driver does not turn scripts off.
if (inChromium)
  test('without scripts, the summary and the first reviews are text, and machines read what people read', async (t) => {
    const who = await visitor(browser, 'laptop');
    t.after(() => who.context.close());
    const { page, complaints } = who;
    await page.setJavaScriptEnabled(false);
    await go(who, `/products/${READ}`);
    const seen = await page.evaluate(() => {
      const text = (element: Element) => (element as HTMLElement).innerText.replace(/\s+/g, ' ');
      return {
        data: [...document.querySelectorAll('script[type="application/ld+json"]')].map((s) => s.textContent),
        summary: text(document.querySelector('continuo-review-summary')!),
        list: text(document.querySelector('continuo-review-list')!),
        page: text(document.body),
        reviews: [...document.querySelectorAll('continuo-review-list article')].map((article) => ({
          text: text(article),
          at: article.querySelector('time')!.dateTime,
        })),
        scripted: document.querySelector('continuo-review-list')!.shadowRoot !== null,
      };
    });
    assert.equal(seen.scripted, false);
    const told = seen.data.map((json) => JSON.parse(json) as Told).find((each) => each.aggregateRating)!;
    // A group of variants is a product: https://schema.org/ProductGroup
    assert.match(told['@type'], /^Product(Group)?$/);
    const { ratingValue, reviewCount, bestRating } = told.aggregateRating;
    assert.equal(told.aggregateRating['@type'], 'AggregateRating');
    assert.ok(seen.summary.includes(`${ratingValue} out of ${bestRating}`), seen.summary);
    assert.ok(seen.summary.includes(`${reviewCount} reviews`), seen.summary);
    assert.ok(seen.list.includes(`${reviewCount} reviews`), seen.list.slice(0, 200));
    // Whatever else machines are told in numbers: prices, counts.
    const numbers = seen.data.flatMap((json) => numbersIn(JSON.parse(json)));
    const shown = new Set(
      [...seen.page.matchAll(/\d[\d,]*(\.\d+)?/g)].map(([n]) => Number(n.replaceAll(',', ''))),
    );
    assert.ok(numbers.length > 40, numbers.join());
    assert.deepEqual(
      [...new Set(numbers)].filter((number) => !shown.has(number)),
      [],
    );
    assert.equal(told.review.length, 20, 'the first page');
    assert.equal(seen.reviews.length, told.review.length);
    for (const [i, { '@type': type, reviewRating, author, ...one }] of told.review.entries()) {
      const { text, at } = seen.reviews[i]!;
      assert.equal(type, 'Review');
      for (const part of [
        `${reviewRating.ratingValue} out of ${reviewRating.bestRating}`,
        author.name,
        one.name ?? '',
        one.reviewBody ?? '',
      ])
        assert.ok(text.includes(part.replace(/\s+/g, ' ')), `${part} in ${text}`);
      assert.equal(at.slice(0, 10), one.datePublished);
    }
    assert.deepEqual(complaints, []);
  });

// Firefox's driver does not turn scripts off.
if (inChromium)
  test('without scripts, questions and their answers are text, and nothing shows that can only be pressed later', async (t) => {
    const who = await visitor(browser, 'phone');
    t.after(() => who.context.close());
    const { page, complaints } = who;
    await page.setJavaScriptEnabled(false);
    for (const [market, words] of [
      [
        'hk/en',
        ['Questions and answers', '6 questions', 'Best answer', 'Answer of the shop', 'Not answered yet.'],
      ],
      ['hk/zh-Hant', ['問與答', '6 個問題', '最佳回答', '本店回答']],
    ] as const) {
      await go(who, `/products/${READ}`, market);
      await isStyled(who);
      const seen = await page.$eval('continuo-question-list', (list) => ({
        text: (list as HTMLElement).innerText.replace(/\s+/g, ' '),
        questions: [...list.querySelectorAll('article')].map((each) => ({
          id: each.querySelector('h3')!.textContent,
          answers: each.querySelectorAll('.answer').length,
        })),
        scripted: list.shadowRoot !== null,
        later: [...list.querySelectorAll('.later')].filter((each) => each.getClientRects().length).length,
      }));
      assert.deepEqual([seen.scripted, seen.later], [false, 0]);
      assert.equal(seen.questions.length, 6);
      // Most answers first; of three answers at most.
      assert.deepEqual(
        seen.questions.map(({ answers }) => answers),
        [3, 2, 2, 1, 1, 0],
      );
      for (const part of [...words, ...seen.questions.map(({ id }) => id), '600 ml', '九個手鑽的孔'])
        assert.ok(seen.text.includes(part), `${part} in ${seen.text}`);
    }
    assert.deepEqual(complaints, []);
  });
