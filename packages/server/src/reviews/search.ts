import { createHash } from 'node:crypto';
import type { Review } from '@continuo/protocol';
import { fold } from '../catalog/index.ts';
import { simplified } from './han.ts';

/*
 * One index answers words and filters alike: each review is a tsvector of lexemes that begin with a mark of its
 * product. Words are found by how they begin. Scripts that put no spaces between words are cut into pairs of
 * characters, so that one character is found (a pair begins with it) and several only where they stand together.
 * Chinese is compared in its simplified form, so that each script finds the other.
 */

/** Characters of scripts without spaces between words, and signs such as emoji. */
const UNSPACED =
  '(?:(?=[\\p{L}\\p{N}])[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}]|\\p{S})';
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
  language: (language: string) => `=l${language}`,
  script: (language: string, script: string) => `=l${language}-${script}`,
  attribute: (name: string, value: string) => `=a${name}=${value}`,
};
const quoted = (mark: string, lexeme: string): string => `'${mark}${lexeme}'`;

/** A review as the text of a tsvector. Nothing in it needs escaping: lexemes hold letters, digits and signs alone. */
export function vectorOf(
  mark: string,
  review: {
    title: string;
    body: string;
    locale: string;
    stars: number;
    verified: boolean;
    media: boolean;
    attributes: Answers;
  },
): string {
  const positions = new Map<string, number[]>();
  let at = 0;
  for (const run of runsOf(`${review.title}\n${review.body}`))
    for (const token of run.unspaced ? pairsOf(run) : [wordOf(run)]) {
      const known = positions.get(token) ?? [];
      positions.set(token, known);
      known.push(++at);
    }
  const { language, script } = languageOf(review.locale);
  return [
    ...[...positions].map(([token, places]) => `${quoted(mark, `:${token}`)}:${places.join(',')}`),
    quoted(mark, facet.stars(review.stars)),
    quoted(mark, facet.language(language)),
    quoted(mark, facet.script(language, script)),
    ...(review.verified ? [quoted(mark, facet.verified)] : []),
    ...(review.media ? [quoted(mark, facet.media)] : []),
    ...review.attributes.map(({ name, value }) => quoted(mark, facet.attribute(name, value))),
  ].join(' ');
}

export interface Filters {
  stars: readonly string[];
  verified: boolean;
  /** Only those with photos or videos. */
  media: boolean;
  locale?: string | undefined;
  attributes: Answers;
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

/**
 * Filters as the text of a tsquery: answers to one question are alternatives, everything else must hold. `undefined`
 * where nothing is filtered, `'none'` where nothing can be found.
 */
export function queryOf(mark: string, filters: Filters): string | undefined {
  const parts: string[] = [];
  if (filters.stars.length)
    parts.push(either(filters.stars.map((stars) => quoted(mark, facet.stars(stars)))));
  if (filters.verified) parts.push(quoted(mark, facet.verified));
  if (filters.media) parts.push(quoted(mark, facet.media));
  if (filters.locale !== undefined) {
    const { language, script } = languageOf(filters.locale);
    const exact = filters.locale.includes('-');
    parts.push(quoted(mark, exact ? facet.script(language, script) : facet.language(language)));
  }
  for (const name of new Set(filters.attributes.map((answer) => answer.name)))
    parts.push(
      either(
        attributeLexemes(
          mark,
          filters.attributes.filter((answer) => answer.name === name),
        ),
      ),
    );
  if (filters.q?.trim()) {
    const runs = runsOf(filters.q).slice(0, MOST_WORDS);
    if (!runs.length) return 'none';
    parts.push(...runs.map((run) => wordQuery(mark, run)));
  }
  return parts.length ? parts.join(' & ') : undefined;
}

/** Each answer as a tsquery. */
const attributeLexemes = (mark: string, answers: Answers): string[] =>
  answers.map(({ name, value }) => quoted(mark, facet.attribute(name, value)));

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
