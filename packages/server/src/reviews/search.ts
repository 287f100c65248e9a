import { createHash } from 'node:crypto';
import { UNSPACED_SCRIPTS, type Review, type ReviewOrigin, type Searched } from '@continuo/protocol';
import { fold } from '../catalog/index.ts';
import { simplified, traditionalOf } from './han.ts';
import type { ReviewRow } from './rows.ts';

/*
 * One index answers words and filters alike: each review is a tsvector of lexemes that begin with a mark of its
 * product. Words are found by how they begin. Scripts that put no spaces between words are cut into pairs of
 * characters, so that one character is found (a pair begins with it) and several only where they stand together.
 * Chinese is compared in its simplified form, so that each script finds the other.
 */

/** Characters of scripts without spaces between words, and signs such as emoji. */
const UNSPACED = `(?:(?=[\\p{L}\\p{N}])[${UNSPACED_SCRIPTS}]|\\p{S})`;
const RUNS = new RegExp(`(?<unspaced>${UNSPACED}+)|(?:(?!${UNSPACED})[\\p{L}\\p{N}])+`, 'gu');

/** Characters of a word that are compared. */
const LONGEST = 40;
const MOST_WORDS = 12;

interface Run {
  characters: string[];
  unspaced: boolean;
}
const runsOf = (text: string): Run[] =>
  [...simplified(fold(text)).matchAll(RUNS)].map((match) => ({
    characters: [...match[0]],
    unspaced: match.groups!['unspaced'] !== undefined,
  }));
const wordOf = ({ characters }: Run): string => characters.slice(0, LONGEST).join('');
const pairsOf = ({ characters }: Run): string[] =>
  characters.map((character, i) => character + (characters[i + 1] ?? ''));

/** The mark of a product: keeps its words apart from those of all others. */
export const markOf = (ws: number, productId: string): string =>
  createHash('sha256').update(`${ws}\n${productId}`).digest('hex').slice(0, 8);

/** Language and script of a tag, in lower case; the script is that which the language is usually written in. */
export function languageOf(locale: string): { language: string; script: string } {
  try {
    const { language, script } = new Intl.Locale(locale).maximize();
    return { language, script: script?.toLowerCase() ?? '' };
  } catch {
    // A tag in form only, such as `en-12`: its first part still names a language.
    return { language: locale.split('-')[0]!.toLowerCase(), script: '' };
  }
}

type Answers = Review['attributes'];
const facet = {
  stars: (stars: number | string) => `=s${stars}`,
  verified: '=v',
  media: '=m',
  recommended: '=r',
  text: '=t',
  origin: (origin: ReviewOrigin) => `=${origin}`,
  language: (language: string) => `=l${language}`,
  script: (language: string, script: string) => `=l${language}-${script}`,
  attribute: (name: string, value: string) => `=a${name}=${value}`,
};
const quoted = (mark: string, lexeme: string): string => `'${mark}${lexeme}'`;

/** What of a review tells its facets. */
type Facets = Pick<
  ReviewRow,
  'title' | 'body' | 'locale' | 'badges' | 'media' | 'recommended' | 'source' | 'attributes'
>;

/** Everything that a review can be filtered by besides stars. */
export function facetsOf(review: Facets): Set<string> {
  const { title, body, locale, badges, media, recommended, source, attributes } = review;
  const { language, script } = languageOf(locale);
  return new Set([
    facet.language(language),
    facet.script(language, script),
    ...(badges.includes('verified') ? [facet.verified] : []),
    ...(media.length ? [facet.media] : []),
    ...(recommended ? [facet.recommended] : []),
    ...(title || body ? [facet.text] : []),
    facet.origin(source ? 'elsewhere' : 'own'),
    ...attributes.map(({ name, value }) => facet.attribute(name, value)),
  ]);
}

/** The words of a text, with their places, as parts of the text of a tsvector. */
function lexemesOf(mark: string, text: string): string[] {
  const positions = new Map<string, number[]>();
  let at = 0;
  for (const run of runsOf(text))
    for (const token of run.unspaced ? pairsOf(run) : [wordOf(run)]) {
      const known = positions.get(token) ?? [];
      positions.set(token, known);
      known.push(++at);
    }
  return [...positions].map(([token, places]) => `${quoted(mark, `:${token}`)}:${places.join(',')}`);
}

/** A text alone as that of a tsvector. */
export const textVectorOf = (mark: string, text: string): string => lexemesOf(mark, text).join(' ');

/** A review as the text of a tsvector. Nothing in it needs escaping: lexemes hold letters, digits and signs alone. */
export function vectorOf(mark: string, review: Facets & Pick<ReviewRow, 'stars'>): string {
  return [
    ...lexemesOf(mark, `${review.title}\n${review.body}`),
    quoted(mark, facet.stars(review.stars)),
    ...[...facetsOf(review)].map((lexeme) => quoted(mark, lexeme)),
  ].join(' ');
}

export interface Filters {
  stars: readonly string[];
  verified: boolean;
  /** Only those with photos or videos. */
  media: boolean;
  /** Only those whose authors would recommend it. */
  recommended: boolean;
  /** Only those that say something besides stars. */
  text: boolean;
  source?: ReviewOrigin | undefined;
  locale?: string | undefined;
  attributes: Answers;
  /** Words of the topics that were chosen: a review must hold one of them. None where no topic is chosen. */
  topicWords?: readonly string[] | undefined;
  q?: string | undefined;
}

const either = (lexemes: readonly string[]): string => `(${lexemes.join(' | ')})`;

function wordQuery(mark: string, run: Run): string {
  if (!run.unspaced) return `${quoted(mark, `:${wordOf(run)}`)}:*`;
  if (run.characters.length === 1) return `${quoted(mark, `:${run.characters[0]}`)}:*`;
  return `(${pairsOf(run)
    .slice(0, -1)
    .map((pair) => quoted(mark, `:${pair}`))
    .join(' <-> ')})`;
}

/** What is filtered by besides stars and words, question by question: of each, one of the lexemes must be there. */
function questionsOf(filters: Filters): string[][] {
  const { verified, media, recommended, text, source, locale, attributes } = filters;
  const questions: string[][] = [];
  if (verified) questions.push([facet.verified]);
  if (media) questions.push([facet.media]);
  if (recommended) questions.push([facet.recommended]);
  if (text) questions.push([facet.text]);
  if (source) questions.push([facet.origin(source)]);
  if (locale !== undefined) {
    const { language, script } = languageOf(locale);
    questions.push([locale.includes('-') ? facet.script(language, script) : facet.language(language)]);
  }
  for (const asked of new Set(attributes.map(({ name }) => name))) {
    const answers = attributes.filter(({ name }) => name === asked);
    questions.push([...new Set(answers.map(({ name, value }) => facet.attribute(name, value)))]);
  }
  return questions;
}

const searchedRuns = (q: string): Run[] => runsOf(q).slice(0, MOST_WORDS);

/** By what texts that were found are marked. */
export function searchedOf(q: string): Searched {
  const words = searchedRuns(q).map((run) => (run.unspaced ? run.characters.join('') : wordOf(run)));
  return { words: [...new Set(words)], variants: traditionalOf(words.join('')) };
}

/** Searched words as the text of a tsquery: all must be there. `undefined` where nothing is searched, `'none'` where no text has them. */
export function textQueryOf(mark: string, q: string | undefined): string | undefined {
  if (!q?.trim()) return undefined;
  const runs = searchedRuns(q);
  return runs.length ? runs.map((run) => wordQuery(mark, run)).join(' & ') : 'none';
}

/** Whether a word can be found at all. */
export const isSearchable = (word: string): boolean => runsOf(word).length > 0;

/** Letters from which the beginning of a word is enough: words have endings. */
const STEM = 4;

/** The words of a text, each once, with the tsquery that finds each, to tell which other texts share most of them. */
export function tokensOf(mark: string, text: string, most: number): { word: string; query: string }[] {
  const runs = runsOf(text);
  const found = new Map<string, string>();
  runs.forEach((run, i) => {
    if (!run.unspaced) {
      const word = wordOf(run);
      const isOpen = run.characters.length >= STEM || i === runs.length - 1;
      found.set(word, `${quoted(mark, `:${word}`)}${isOpen ? ':*' : ''}`);
    } else if (run.characters.length === 1) found.set(run.characters[0]!, wordQuery(mark, run));
    else for (const pair of pairsOf(run).slice(0, -1)) found.set(pair, quoted(mark, `:${pair}`));
  });
  return [...found].slice(0, most).map(([word, query]) => ({ word, query }));
}

/**
 * Filters as the text of a tsquery: answers to one question are alternatives, everything else must hold. `undefined`
 * where nothing is filtered, `'none'` where nothing can be found.
 */
export function queryOf(mark: string, filters: Filters): string | undefined {
  const questions = questionsOf(filters);
  if (filters.stars.length) questions.push(filters.stars.map(facet.stars));
  const parts = questions.map((lexemes) => either(lexemes.map((lexeme) => quoted(mark, lexeme))));
  const words = textQueryOf(mark, filters.q);
  if (words === 'none') return words;
  if (words !== undefined) parts.push(words);
  if (filters.topicWords) {
    // A word of several parts is found where all of them are, as in a search.
    const topics = filters.topicWords.flatMap((word) => textQueryOf(mark, word) ?? []);
    if (!topics.length) return 'none';
    parts.push(either(topics.map((topic) => `(${topic})`)));
  }
  return parts.length ? parts.join(' & ') : undefined;
}

/**
 * The facets that are counted already (`review_facets`) and whose sum is what is found: those of one question, of which
 * a review answers one at most. Empty where stars alone are filtered by; undefined where it must be counted.
 */
export function countedFacets(filters: Filters): readonly string[] | undefined {
  const [facets = [], ...others] = questionsOf(filters);
  return others.length || filters.topicWords || filters.q?.trim() ? undefined : facets;
}

/** `skin:dry,age:30s`; `undefined` when it is not of that form. */
export function parseAnswers(written: string | undefined): Answers | undefined {
  const answers: Answers = [];
  for (const part of (written ?? '').split(',').filter(Boolean)) {
    const match = /^([a-z][a-z0-9-]{0,39}):([a-z][a-z0-9-]{0,39})$/.exec(part);
    if (!match) return undefined;
    answers.push({ name: match[1]!, value: match[2]! });
  }
  return answers;
}

/** Characters that a text needs before a second one like it is a copy and no coincidence. */
const SAYS_SOMETHING = 20;

/** What tells whether two reviews say the same: a hash of their letters. Null where there are too few. */
export function saidOf(title: string, body: string): string | null {
  const letters = fold(`${title} ${body}`).replace(/[^\p{L}\p{N}]/gu, '');
  if ([...letters].length < SAYS_SOMETHING) return null;
  return createHash('sha256').update(letters).digest('base64url').slice(0, 22);
}
