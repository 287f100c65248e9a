/** Languages that the elements speak. English comes with the code, the others when a page asks for them. */
export type Language = 'en' | 'zh-Hans' | 'zh-Hant';

/** Which of our languages serves a BCP 47 tag. Taiwan, Hong Kong and Macau read Traditional Chinese; the rest of `zh` Simplified. */
export function languageOf(tag: string): Language {
  const [language, ...rest] = tag.toLowerCase().split('-');
  if (language !== 'zh') return 'en';
  if (rest.includes('hans')) return 'zh-Hans';
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-Hant' : 'zh-Hans';
}

/** The texts of a feature in all languages: English comes with its code, the others when a page asks for them. */
export interface Texts<T> {
  readonly en: T;
  /** The texts, or undefined until `load` is done. */
  get(language: Language): T | undefined;
  /** Loads a language once. One that cannot be loaded is spoken in English: words are needed now. */
  load(language: Language): Promise<void>;
}

export function texts<T>(
  en: T,
  loaders: Record<Exclude<Language, 'en'>, () => Promise<{ messages: T }>>,
): Texts<T> {
  const loaded = new Map<Language, T>([['en', en]]);
  const loading = new Map<Language, Promise<void>>();
  return {
    en,
    get: (language) => loaded.get(language),
    load(language) {
      if (language === 'en' || loaded.has(language)) return Promise.resolve();
      let promise = loading.get(language);
      if (!promise) {
        promise = loaders[language]().then(
          ({ messages }) => void loaded.set(language, messages),
          (cause: unknown) => {
            console.warn(`continuo: the texts for ${language} could not be loaded`, cause);
            loaded.set(language, en);
          },
        );
        loading.set(language, promise);
      }
      return promise;
    },
  };
}
