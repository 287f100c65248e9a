import { routes } from '@continuo/protocol';
import { handle, type Handlers } from '../context.ts';
import { invalid, MockProblem } from '../problem.ts';
import type { Translate } from '../state.ts';
import { publishedOne } from './reviews.ts';

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
/** Languages that are written in several scripts. */
const SCRIPTS: readonly string[] = ['zh', 'sr', 'uz', 'az'];

/** The language of a tag, with its script where it has several; undefined where the tag names none. */
function targetOf(locale: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(locale).maximize();
    if (names.of(language) === undefined) return undefined;
    return SCRIPTS.includes(language) ? `${language}-${script}` : language;
  } catch {
    // A tag in form only, such as `en-12`.
    return undefined;
  }
}

async function translated(translate: Translate, request: Parameters<Translate>[0]): Promise<string[]> {
  const failed = (detail: string) => new MockProblem('review/translation-failed', { detail });
  const found = await translate(request).catch((error: unknown) => Promise.reject(failed(String(error))));
  if (found.length !== request.texts.length) throw failed('There are other texts than were asked for');
  return [...found];
}

export const translationHandlers: Handlers = {
  ...handle(routes.reviews.translation, async ({ params: { reviewId }, query, state, shown }) => {
    const { title, body, locale: from, response } = publishedOne(shown, reviewId);
    if (!state.translate) throw new MockProblem('review/translation-unavailable');
    const to = targetOf(query.locale);
    if (to === undefined) throw invalid('query.locale', 'names no language');
    if (to === targetOf(from)) throw invalid('query.locale', 'is the language it was written in');
    const source = [title, body, response?.text ?? ''];
    const texts = source.filter((text) => text.trim() !== '');
    const found = texts.length ? await translated(state.translate, { texts, from, to }) : [];
    // Empty texts stay empty.
    const [heading, text, answer] = source.map((one) => (one.trim() === '' ? '' : found.shift()!));
    return {
      ...{ reviewId, from, to, title: heading!, body: text! },
      ...(answer && { response: answer }),
    };
  }),
};
