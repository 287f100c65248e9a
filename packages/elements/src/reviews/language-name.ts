/** Kept, as every review in another language asks for one at each render. */
const names = new Map<string, Intl.DisplayNames>();

/** The name of a language such as `zh`, for the readers of another. */
export function languageName(tag: string, language: string): string {
  try {
    let known = names.get(tag);
    if (!known) names.set(tag, (known = new Intl.DisplayNames([tag], { type: 'language' })));
    return known.of(language) ?? language;
  } catch {
    return language; // one of the two is no language
  }
}
