/** The name of a language such as `zh`, for the readers of another. */
export function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(language) ?? language;
  } catch {
    return language; // one of the two is no language
  }
}
