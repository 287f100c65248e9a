import type { ReviewTranslation } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { cleanText } from '../catalog/index.ts';
import type { Db } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { reviewColumns, type ReviewRow } from './rows.ts';
import { languageOf } from './search.ts';
import { hashed } from './wire.ts';

/** What a translator is asked. */
export interface TranslationRequest {
  /** Never empty. */
  readonly texts: readonly string[];
  /** BCP 47 tag of the language that they are in, as the author's page said it. */
  readonly from: string;
  /** Language, and its script where it is written in several, such as `ja` or `zh-Hant`. */
  readonly to: string;
  /** Ends when the answer is no longer waited for. */
  readonly signal: AbortSignal;
}
/** Puts texts into another language: as many, in their order. What it throws, and what is late, is a failure. */
export type Translate = (request: TranslationRequest) => Promise<readonly string[]>;

interface Ws {
  readonly id: number;
}
type Texts = Pick<ReviewTranslation, 'title' | 'body' | 'response'>;

/** Milliseconds that a translator is waited for. */
const LATEST = 15_000;

/** Languages that are written in several scripts: the script is part of what is asked for. */
const SCRIPTS: ReadonlySet<string> = new Set(['zh', 'sr', 'uz', 'az']);

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** The language to translate into; undefined where the tag names none, so that nobody can ask for any number of them. */
export function targetOf(locale: string): string | undefined {
  const { language, script } = languageOf(locale);
  if (!/^[a-z]{2,3}$/.test(language) || names.of(language) === undefined) return undefined;
  if (!SCRIPTS.has(language)) return language;
  return `${language}-${script.charAt(0).toUpperCase()}${script.slice(1)}`;
}

/** Translates reviews, each once into a language: what was translated is kept until the text changes. */
export class Translator {
  readonly #db: Db;
  readonly #translate: Translate;
  readonly #log: Logger;
  /** Those under way here, so that a review that many ask for is translated once. */
  readonly #asked = new Map<string, Promise<Texts>>();

  constructor(db: Db, translate: Translate, log: Logger) {
    this.#db = db;
    this.#translate = translate;
    this.#log = log;
  }

  /**
   * Gives the texts of a review in the target language.
   * @param allow Rejects where the caller has had too many translated: what is kept costs nothing.
   */
  async textsOf(ws: Ws, row: ReviewRow, to: string, allow: () => Promise<void>): Promise<Texts> {
    const kept = await this.#db
      .selectFrom('review_translations')
      .select('translation')
      .where('ws', '=', ws.id)
      .where('review_id', '=', row.id)
      .where('locale', '=', to)
      .executeTakeFirst();
    if (kept) return kept.translation;
    await allow();
    const key = `${ws.id} ${row.id} ${to} ${versionOf(row)}`;
    const asked = this.#asked.get(key) ?? this.#ask(ws, row, to).finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    return asked;
  }

  async #ask(ws: Ws, row: ReviewRow, to: string): Promise<Texts> {
    const source = [row.title, row.body, row.response?.text ?? ''];
    const texts = source.filter((text) => text.trim() !== '');
    const found = texts.length ? await this.#texts(texts, row.locale, to) : [];
    const [title = '', body = '', response = ''] = source.map((text) =>
      text.trim() === '' ? '' : cleanText(found.shift()!),
    );
    const translation: Texts = { title, body, ...(response && { response }) };
    // Not where the text has changed meanwhile: then this is a translation of what is no longer there.
    await sql`
      insert into review_translations (ws, review_id, locale, translation)
      select ws, id, ${to}, ${JSON.stringify(translation)}::jsonb from reviews
      where ws = ${ws.id}::int and id = ${row.id} and title = ${row.title} and body = ${row.body}
        and locale = ${row.locale} and response->>'text' is not distinct from ${row.response?.text ?? null}
      for share
      on conflict (ws, review_id, locale) do nothing`.execute(this.#db);
    return translation;
  }

  async #texts(texts: readonly string[], from: string, to: string): Promise<string[]> {
    const signal = AbortSignal.timeout(LATEST);
    const late = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    );
    try {
      // Called within the race: should it throw at once, nobody would wait for what rejects later.
      const asking = Promise.resolve({ texts, from, to, signal }).then(this.#translate);
      const found = await Promise.race([asking, late]);
      if (found.length !== texts.length || found.some((text) => typeof text !== 'string'))
        throw new TypeError('The translator gave other texts than it was asked for');
      return [...found];
    } catch (error) {
      this.#log.warn({ err: error, from, to }, 'a review could not be translated');
      throw problem('review/translation-failed', {
        detail: 'The translator gave no translation; try again later',
      });
    }
  }
}

/** Changes with what there is to translate. */
export const versionOf = ({ title, body, locale, response }: ReviewRow): string =>
  hashed([title, body, locale, response?.text]);

/** A review that everybody may read; a `review/unknown` for all others. */
export async function publishedReview(db: Db, ws: Ws, reviewId: string): Promise<ReviewRow> {
  const row = await db
    .selectFrom('reviews')
    .select(reviewColumns)
    .where('ws', '=', ws.id)
    .where('id', '=', reviewId)
    .where('state', '=', 'published')
    .executeTakeFirst();
  if (!row) throw problem('review/unknown');
  return row;
}
