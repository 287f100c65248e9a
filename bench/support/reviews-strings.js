// The string renderer against bare escaped template strings that say the same: CPU time of the process.
import { htmlWords, listHtml } from '@continuo/headless/reviews/html';
import { reviewsOf, settings } from './reviews-rows.js';
import { median, ratio, table } from './statistics.js';

const MOST = 3;
/** Rows of one sample: long enough for the clock of the process. */
const SAMPLE = 2_000;

const NAMES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => text.replace(/[&<>"']/g, (character) => NAMES[character]);
const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });
const day = (at) => dates.format(new Date(at));

const words = htmlWords('en');
const label = (asked, name) => asked.find((each) => each.name === name);
const fact = (name, answer) => `<dt>${escape(name)}</dt> <dd>${escape(answer)}</dd>`;
const SIZES = ['Too small', words.little('Too small'), words.middle, words.little('Too large'), 'Too large'];

/** The floor: the same words, no stars to see, no boxes, nothing that could be absent elsewhere. */
const bareRow = ({ rating, recommended, title, author, at, badges, body, ...rest }) => {
  const { attributes, ratings, response, helpful } = rest;
  const told = attributes.map(({ name, value }) => {
    const asked = label(settings.attributes, name);
    return fact(asked.label, asked.values.find((each) => each.value === value).label);
  });
  const rated = ratings.map(({ name, value }) => {
    const asked = label(settings.ratings, name);
    return fact(asked.label, asked.low ? SIZES[value - 1] : `${value} out of 5`);
  });
  const said = recommended === undefined ? '' : recommended ? words.recommends : words.recommendsNot;
  const marks = badges.map((name) => `${words.badge[name]} ${words.badgeMeaning[name]}`);
  const answer =
    response &&
    `<p>Answer from ${escape(response.author)} ${day(response.at)}</p><p>${escape(response.text)}</p>`;
  const all = helpful.yes + helpful.no;
  return `<li><p>${rating} out of 5 ${said}</p><h3>${escape(title)}</h3><p>${escape(author)} <time>${day(at)}</time></p><p>${marks.join('')}</p><p>${escape(body)}</p><dl>${told.join('')}${rated.join('')}</dl>${answer ?? ''}${all ? `<p>${helpful.yes} of ${all} found this helpful</p>` : ''}</li>`;
};
const bare = (reviews) =>
  `<h2>${words.title}</h2><p>${settings.authenticity}</p><p>${words.results(reviews.length)}</p><ul>${reviews.map(bareRow).join('')}</ul>`;

const ours = (reviews) => listHtml({ reviews, total: reviews.length }, settings, words);

/** What a reader sees of it, without spaces and marks of direction. */
const textOf = (html) => html.replace(/<[^>]*>|[\s\u2068\u2069]/g, '');

/** Microseconds of CPU for one list. */
function micros(render, reviews) {
  const calls = SAMPLE / reviews.length;
  const before = process.cpuUsage();
  for (let i = 0; i < calls; i++) Buffer.from(render(reviews)); // as it is sent: engines put strings together late
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

/** @returns the targets with what was found */
export function strings({ rounds }) {
  const results = [10, 100].map((count) => {
    const reviews = reviewsOf(count);
    if (textOf(ours(reviews)).replaceAll('&#39;', "'") !== textOf(bare(reviews)).replaceAll('&#39;', "'"))
      throw new Error('The floor does not say the same.');
    return { count, reviews, ours: [], floors: [] };
  });
  for (let round = 0; round <= rounds; round++)
    for (const { reviews, ...taken } of results)
      for (const [render, list] of [
        [ours, taken.ours],
        [bare, taken.floors],
      ].toSorted(() => Math.random() - 0.5)) {
        const time = micros(render, reviews);
        if (round > 0) list.push(time); // the first round warms up
      }
  table(
    results.map(({ count, reviews, ...taken }) => ({
      reviews: count,
      'strings µs': median(taken.floors),
      'renderer µs': median(taken.ours),
      '× strings': ratio(taken.ours, taken.floors),
      'bytes ×': ours(reviews).length / bare(reviews).length,
    })),
  );
  return results.map(({ count, ours, floors }) => ({
    target: `${count} reviews as strings, × bare strings`,
    found: ratio(ours, floors),
    most: MOST,
  }));
}
