/** What nobody could see, or what would turn the page around: it is not kept. */
const UNSEEN = /[\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** As it comes out of JSON. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
/** How white space, ends of lines and controls stand is not kept either; everything else is. */
export const essence = (text: string): string =>
  wellFormed(text)
    .replace(UNSEEN, '')
    .replaceAll('\0', '\ufffd')
    .replace(/[\s\p{Cc}]+/gu, '');
