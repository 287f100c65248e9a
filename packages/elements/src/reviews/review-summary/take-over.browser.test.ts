import { htmlWords, summaryHtml } from '@continuo/headless/reviews/html';
import '../../define/review-summary.ts';
import { fakeReviews, review, settings, summary } from '../../testing/fake-reviews.ts';
import { fakeClient, json } from '../../testing/support.ts';
import { takesOver } from '../../testing/take-over.ts';
import { lightStyles } from '../light-styles.ts';

const SELECTORS = [
  ...['.average', '.average strong', 'li', '.bar', '.ratings', '.ratings dt', '.highlights', '.highlight'],
  ...['figcaption', '.rating', '.rating .stars', 'blockquote', '.name', '.text', '.highlight .muted', 'time'],
];
const highlights = {
  positive: review('praise', { rating: 5, badges: ['verified'], helpful: { yes: 12, no: 1 } }),
  critical: review('criticism', {
    ...{ rating: 2, title: '', body: `${'It drips. '.repeat(60)}\n${'x'.repeat(200)}` },
    helpful: { yes: 1, no: 0 },
  }),
};
const rated = {
  ...summary,
  ratings: [
    { name: 'quality', average: 4.6, count: 60 },
    { name: 'size', average: 2.1, count: 40 },
  ],
};

describe('the summary that a server wrote', () => {
  for (const lang of ['en', 'zh-HK', 'zh-CN'])
    it(`is taken over without a visible change, praise and criticism too, in ${lang}`, () => {
      const inner = summaryHtml(rated, settings, htmlWords(lang), { highlights, tag: lang });
      const answer = fakeReviews({
        summary: rated,
        instead: (url) =>
          url.pathname.endsWith('/reviews') ? json({ reviews: [], total: 78, highlights }) : undefined,
      });
      return takesOver('continuo-review-summary', lightStyles(), {
        written: `<continuo-review-summary product-id="pot" highlights>${inner}</continuo-review-summary>`,
        ...{ lang, selectors: SELECTORS },
        client: () => fakeClient(answer),
      });
    });
});
