/** Which of our languages serves a BCP 47 tag: Chinese in the script that its readers read, else English. */
export function languageOf(tag: string): 'en' | 'hant' | 'hans' {
  const [language, ...rest] = tag.toLowerCase().split('-');
  if (language !== 'zh') return 'en';
  if (rest.includes('hans')) return 'hans';
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'hant' : 'hans';
}
