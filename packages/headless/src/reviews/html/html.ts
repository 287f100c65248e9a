import type { Review, ReviewList, ReviewSettings, ReviewSummary } from '@continuo/protocol';
import { escape, webAddress } from './escape.ts';
import { oneDigit, percent } from '../numbers.ts';
import type { HtmlWords } from './words.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
const dateOf = (at: string, { locale }: HtmlWords): string => {
  let format = formats.get(locale);
  if (!format)
    formats.set(locale, (format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })));
  return format.format(new Date(at));
};

/** What people wrote, with its own language, direction and line breaks. */
const written = (tag: string, text: string, lang = ''): string =>
  text && `<${tag}${lang} dir="auto">${escape(text.trim()).replace(/\r\n?|\n/g, '<br>')}</${tag}>`;

/**
 * The summary as light-DOM HTML: every number is text. The settings' language should be that of the words.
 * @param settings labels of secondary ratings, and the text on where reviews come from; neither is shown without.
 */
export function summaryHtml(
  summary: ReviewSummary,
  settings: ReviewSettings | undefined,
  words: HtmlWords,
): string {
  const { count, average, histogram, recommended } = summary;
  const note = settings?.authenticity
    ? `<p class="continuo-review-note">${escape(settings.authenticity)}</p>`
    : '';
  if (count === 0) return `<div class="continuo-review-summary"><p>${escape(words.none)}</p>${note}</div>`;
  const rows = [5, 4, 3, 2, 1].map((stars) => {
    const of = histogram[stars - 1] ?? 0;
    return `<li>${escape(words.row(stars, of, percent(of, count)))}</li>`;
  });
  const ratings = (settings?.ratings ?? []).map(({ name, label, low, high }) => {
    const mean = summary.ratings.find((rating) => rating.name === name);
    if (!mean?.count) return '';
    const value = oneDigit(mean.average);
    const text = low && high ? words.between(value, low, high) : words.outOf(value);
    return `<li>${escape(label)}: ${escape(text)}</li>`;
  });
  return [
    `<div class="continuo-review-summary"><p>${escape(words.outOf(oneDigit(average)))} (${escape(words.reviews(count))})</p>`,
    `<ul>${rows.join('')}</ul>`,
    recommended.answers ? `<p>${escape(words.recommended(recommended.yes, recommended.answers))}</p>` : '',
    ratings.some(Boolean) ? `<ul>${ratings.join('')}</ul>` : '',
    `${note}</div>`,
  ].join('');
}

function reviewHtml(review: Review, words: HtmlWords): string {
  const { title, body, response, source, helpful } = review;
  const all = helpful.yes + helpful.no;
  const from = source && escape(words.firstAt(source.name));
  const link = webAddress(source?.url);
  const lang = ` lang="${escape(review.locale)}"`;
  return [
    '<li><article>',
    written('h3', title, lang),
    `<p>${escape(words.outOf(String(review.rating)))} · <bdi>${escape(review.author)}</bdi> · `,
    `<time datetime="${escape(review.at)}">${escape(dateOf(review.at, words))}</time>`,
    ...review.badges.map((badge) => ` · ${escape(words.badge[badge])}`),
    '</p>',
    written('p', body, lang),
    response &&
      `<blockquote><p><bdi>${escape(words.responseOf(response.author))}</bdi></p>${written('p', response.text)}</blockquote>`,
    from && `<p>${link ? `<a href="${escape(link)}" rel="nofollow ugc">${from}</a>` : from}</p>`,
    all > 0 && `<p>${escape(words.helpful(helpful.yes, all))}</p>`,
    '</article></li>',
  ]
    .filter(Boolean)
    .join('');
}

/** A page of reviews as light-DOM HTML; nothing where there are none. */
export const listHtml = ({ reviews }: Pick<ReviewList, 'reviews'>, words: HtmlWords): string =>
  reviews.length === 0
    ? ''
    : `<ol class="continuo-review-list">${reviews.map((review) => reviewHtml(review, words)).join('')}</ol>`;
