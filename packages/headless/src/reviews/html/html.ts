import type {
  DigestReview,
  Media,
  Review,
  ReviewDigest,
  ReviewList,
  ReviewSettings,
  ReviewSummary,
} from '@continuo/protocol';
import { namedBy } from '../digest.ts';
import { factsOf, webLink } from '../facts.ts';
import { day, isLong, isolated } from '../text.ts';
import { oneDigit, percent } from '../numbers.ts';
import { starRow } from '../stars.ts';
import { escape } from './escape.ts';
import type { HtmlWords } from './words.ts';

/*
 * What the elements show at first, as light-DOM HTML between their tags: the same words in the same boxes, so that the
 * elements take its place without anybody seeing it (with `reviews.css` of @continuo/elements). Where an element has
 * something to press, an empty box of class `later` keeps the room; where scripts do not run there is none.
 */

/** Stars for the eye; the number is always written beside them. */
function stars(value: number): string {
  const full = Math.floor(value);
  const part = value - full;
  const cut = part
    ? `<svg width="${24 * value}"><path class="full" d="${starRow(full, full + 1)}"></path></svg>`
    : '';
  return `<svg class="stars" aria-hidden="true" viewBox="0 0 120 24"><path class="hollow" d="${starRow(full, 5)}"></path><path class="full" d="${starRow(0, full)}"></path>${cut}</svg>`;
}
/** The stars of one review, of which there are five kinds. */
const whole = [1, 2, 3, 4, 5].map(stars);

const LATER = '<span class="button small later"></span>';

/** What `continuo-rating` shows. */
export const ratingHtml = ({ average, count }: ReviewSummary, words: HtmlWords): string =>
  count === 0
    ? `<span class="base"><span class="muted">${words.none}</span></span>`
    : `<span class="base">${stars(average)} <span>${words.rated(Number(oneDigit(average)), count)}</span></span>`;

/** That those from elsewhere do not count, where the merchant has decided so. */
const uncounted = ({ elsewhere: { count, counted } }: ReviewSummary, words: HtmlWords): string =>
  counted || !count ? '' : `<p class="muted">${words.uncounted(count)}</p>`;

const note = (settings: ReviewSettings | undefined): string =>
  settings?.authenticity ? `<p class="muted" dir="auto">${escape(settings.authenticity)}</p>` : '';

function meanHtml(
  { name, label, low, high }: ReviewSettings['ratings'][number],
  summary: ReviewSummary,
  words: HtmlWords,
): string {
  const mean = summary.ratings.find((rating) => rating.name === name);
  if (!mean?.count) return '';
  const { average } = mean;
  const said =
    low && high
      ? `<svg class="scale" aria-hidden="true"><line x1="0" x2="100%" y1="50%" y2="50%"></line><circle cx="${(average - 1) * 25}%" cy="50%" r="0.4em"></circle></svg><br>${escape(words.between(Math.round(average - 3), isolated(low), isolated(high)))}`
      : `${stars(average)} ${words.outOf(Number(oneDigit(average)))}`;
  return `<div><dt dir="auto">${escape(label)}</dt><dd>${said}</dd></div>`;
}

function highlightHtml(review: Review, label: string, words: HtmlWords, tag: string): string {
  const { rating, author, at, title, body, locale, badges, helpful } = review;
  const written = (className: string, text: string) =>
    text && `<p class="${className}" lang="${escape(locale)}" dir="auto">${escape(text)}</p>`;
  return [
    `<figure class="highlight"><figcaption>${label}</figcaption>`,
    `<p class="rating">${whole[rating - 1]} <span>${words.ratingOf(rating)}</span></p>`,
    `<blockquote>${written('name', title)}${written('text', body)}</blockquote>`,
    `<p class="muted"><bdi>${escape(author)}</bdi> <time datetime="${escape(at)}">${day(tag, at)}</time>`,
    `${badges.map((badge) => ` <span>${words.badge[badge]}</span>`).join('')}</p>`,
    `<p class="muted">${words.helpfulCount(helpful.yes, helpful.yes + helpful.no)}</p></figure>`,
  ].join('');
}

/** A review beside a claim that rests on it. */
function namedHtml(review: DigestReview, words: HtmlWords, tag: string): string {
  const { rating, author, at, title, body, locale, badges, source } = review;
  const written = (className: string, text: string) =>
    text && `<p class="${className}" lang="${escape(locale)}" dir="auto">${escape(text)}</p>`;
  return [
    `<li><p class="rating">${whole[rating - 1]} <span>${words.ratingOf(rating)}</span></p>`,
    `<blockquote>${written('name', title)}${written('text', body)}</blockquote>`,
    `<p class="muted"><bdi>${escape(author)}</bdi> <time datetime="${escape(at)}">${day(tag, at)}</time>`,
    ...badges.map((badge) => ` <span>${words.badge[badge]}</span>`),
    source ? ` <span>${escape(words.source(isolated(source.name)))}</span>` : '',
    '</p></li>',
  ].join('');
}

function digestHtml(digest: ReviewDigest, words: HtmlWords, tag: string): string {
  const { locale, at, count, claims } = digest;
  const items = claims.map((claim) => {
    const named = namedBy(digest, claim);
    return [
      `<li><p lang="${escape(locale)}" dir="auto">${escape(claim.text)}</p>`,
      `<details class="rests"><summary>${words.reviews(named.length)}</summary>`,
      `<ul class="named">${named.map((review) => namedHtml(review, words, tag)).join('')}</ul></details></li>`,
    ].join('');
  });
  return [
    `<div class="digest"><p><strong>${words.digest}</strong></p>`,
    `<p class="muted">${words.digestMade(count, day(tag, at))}</p><ul class="claims">${items.join('')}</ul></div>`,
  ].join('');
}

export interface SummaryOptions {
  /** What a machine made of the reviews, for an element with the attribute `digest`. */
  digest?: ReviewDigest | undefined;
  /** Of the first page of the list; shown side by side, for an element with the attribute `highlights`. */
  highlights?: ReviewList['highlights'] | undefined;
  /** BCP 47 tag in which dates are written. Default: that of the words. */
  tag?: string;
}

/**
 * What `continuo-review-summary` shows: every number is text.
 * @param settings in the language of the words: labels of secondary ratings, and the text on where reviews come from;
 * neither is shown without.
 */
export function summaryHtml(
  summary: ReviewSummary,
  settings: ReviewSettings | undefined,
  words: HtmlWords,
  { highlights, digest, tag = words.locale }: SummaryOptions = {},
): string {
  const { count, average, histogram, recommended } = summary;
  if (count === 0)
    return `<div class="base"><p>${words.none}</p>${uncounted(summary, words)}${note(settings)}</div>`;
  const rows = [5, 4, 3, 2, 1].map((star) => {
    const reviews = histogram[star - 1] ?? 0;
    return `<li><span class="button row"><span>${words.stars(star)}</span><svg class="bar" aria-hidden="true"><rect width="${percent(reviews, count)}%" height="100%"></rect></svg><span>${reviews.toLocaleString('en')}</span></span></li>`;
  });
  const { yes, answers } = recommended;
  const means = (settings?.ratings ?? []).map((rating) => meanHtml(rating, summary, words)).join('');
  return [
    `<div class="base"><p class="average"><strong>${words.outOf(Number(oneDigit(average)))}</strong> ${stars(average)} <span>${words.reviews(count)}</span></p>`,
    `<ul>${rows.join('')}</ul>`,
    answers ? `<p>${words.recommended(yes, answers, percent(yes, answers))}</p>` : '',
    digest ? digestHtml(digest, words, tag) : '',
    means && `<dl class="ratings">${means}</dl>`,
    highlights
      ? `<div class="highlights">${(['positive', 'critical'] as const)
          .map((side) => highlightHtml(highlights[side], words.highlight[side], words, tag))
          .join('')}</div>`
      : '',
    `${uncounted(summary, words)}${note(settings)}</div>`,
  ].join('');
}

interface Rows {
  words: HtmlWords;
  tag: string;
  /** What addresses of media begin with. */
  endpoint: string;
  /** Level of a review's heading. */
  level: number;
  settings: ReviewSettings | undefined;
}

function badgesHtml({ badges }: Review, { badge, badgeMeaning }: HtmlWords): string {
  if (!badges.length) return '';
  const all = badges.map(
    (name) =>
      `<details class="badge"><summary>${badge[name]}</summary><p class="muted">${badgeMeaning[name]}</p></details>`,
  );
  return `<div class="badges">${all.join('')}</div>`;
}

function bodyHtml({ body, locale }: Review): string {
  if (!body) return '';
  const cut = isLong(body);
  return `<p class="text${cut ? ' cut' : ''}" lang="${escape(locale)}" dir="auto">${escape(body)}</p>${cut ? LATER : ''}`;
}

const language = (tag: string): string => tag.split('-')[0]!.toLowerCase();

/** Room for the line that offers a translation. */
const foreignHtml = ({ locale }: Review, { settings, tag }: Rows): string =>
  settings?.translations && language(locale) !== language(tag) ? '<p class="foreign muted later"></p>' : '';

/** A photo in the best type that the browser can show and the width that it needs; what it shows, where it has no address. */
function pictureHtml({ alt, sources }: Pick<Media, 'alt' | 'sources'>, endpoint: string): string {
  const all = sources.flatMap(({ url, type, width }) => {
    const link = webLink(url.startsWith('/') ? endpoint + url : url);
    return link === undefined ? [] : [{ link, type, width }];
  });
  const last = all.at(-1);
  if (!last) return escape(alt);
  const sized = (type: string): string => {
    const widths = all.filter((source) => source.type === type && source.width);
    const srcset = widths.map(({ link, width }) => `${link} ${width}w`).join(', ');
    return srcset && ` srcset="${escape(srcset)}" sizes="5.5rem"`;
  };
  const better = [...new Set(all.map(({ type }) => type))]
    .filter((type) => type !== last.type && sized(type))
    .map((type) => `<source type="${escape(type)}"${sized(type)}>`);
  const image = `<img${sized(last.type)} src="${escape(last.link)}" alt="${escape(alt)}" loading="lazy">`;
  return better.length ? `<picture>${better.join('')}${image}</picture>` : image;
}

/** Photos small, in boxes of one size; the element opens them. */
function mediaHtml({ media }: Review, endpoint: string): string {
  if (!media.length || !endpoint) return '';
  const all = media.map((one) => {
    const { kind, alt, poster } = one;
    const shown =
      kind === 'photo'
        ? pictureHtml(one, endpoint)
        : poster
          ? `${pictureHtml({ ...poster, alt }, endpoint)}<span class="play" aria-hidden="true">▶</span>`
          : escape(alt);
    return `<li><span class="thumb">${shown}</span></li>`;
  });
  return `<ul class="thumbs">${all.join('')}</ul>`;
}

function factsHtml(review: Review, { words, settings }: Rows): string {
  const facts = factsOf(words, settings, review);
  if (!facts.length) return '';
  const all = facts.map(
    ([label, answer]) => `<div><dt>${escape(label)}</dt> <dd>${escape(answer)}</dd></div>`,
  );
  return `<dl class="facts">${all.join('')}</dl>`;
}

function reviewHtml(review: Review, rows: Rows): string {
  const { rating, author, at, title, locale, recommended, response, source, helpful } = review;
  const { words, tag, level } = rows;
  const all = helpful.yes + helpful.no;
  const link = webLink(source?.url);
  const from = source && escape(words.source(isolated(source.name)));
  const heading = title
    ? `<h${level} lang="${escape(locale)}" dir="auto">${escape(title)}</h${level}>`
    : `<h${level}>${escape(words.reviewBy(isolated(author)))}</h${level}>`;
  return [
    `<li><article class="review"><p class="rating">${whole[rating - 1]}<span>${words.ratingOf(rating)}</span>`,
    recommended === undefined
      ? '</p>'
      : `<span class="muted">${recommended ? words.recommends : words.recommendsNot}</span></p>`,
    heading,
    `<p class="byline muted"><bdi>${escape(author)}</bdi> <time datetime="${escape(at)}">${day(tag, at)}</time></p>`,
    badgesHtml(review, words),
    bodyHtml(review),
    foreignHtml(review, rows),
    mediaHtml(review, rows.endpoint),
    factsHtml(review, rows),
    response
      ? `<div class="response"><p><strong>${escape(words.response(isolated(response.author)))}</strong> <time class="muted" datetime="${escape(response.at)}">${day(tag, response.at)}</time></p><p class="text" dir="auto">${escape(response.text)}</p></div>`
      : '',
    from
      ? `<p class="muted">${link ? `<a href="${escape(link)}" rel="nofollow ugc noopener">${from}</a>` : from}</p>`
      : '',
    all ? `<p class="muted">${words.helpfulCount(helpful.yes, all)}</p>` : '',
    `<div class="actions">${LATER}</div></article></li>`,
  ].join('');
}

export interface ListOptions {
  /** BCP 47 tag in which dates are written. Default: that of the words. */
  tag?: string;
  /** Level of the heading in the page's outline, 2 to 5; those of reviews are one deeper. Default 2. */
  headingLevel?: number;
  /** Where the backend is, without a slash at the end, for photos of reviews; without it they are left out. */
  endpoint?: string;
}

/** What `continuo-review-list` shows at first: the first page, in the order in which everybody gets it. */
export function listHtml(
  { reviews, total, next }: ReviewList,
  settings: ReviewSettings | undefined,
  words: HtmlWords,
  { tag = words.locale, headingLevel: level = 2, endpoint = '' }: ListOptions = {},
): string {
  const rows: Rows = { words, tag, level: level + 1, settings, endpoint };
  const head = `<section class="base"><div class="head"><h${level}>${words.title}</h${level}>${note(settings)}</div>`;
  if (!reviews.length)
    return `${head}<p><strong>${words.noReviews}</strong> ${words.noReviewsHint}</p></section>`;
  return [
    `${head}<div class="tools"><span class="button later"></span></div>`,
    `<div class="results"><p>${words.results(total)}</p></div>`,
    `<ul class="list">${reviews.map((review) => reviewHtml(review, rows)).join('')}</ul>`,
    next ? '<span class="button further later"></span>' : '',
    '</section>',
  ].join('');
}
