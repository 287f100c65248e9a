/**
 * What a feed says is shown as text and nothing else; here it only loses what no reader could see: control
 * characters (PostgreSQL refuses NUL), lone surrogates, and the marks that turn the writing direction of everything
 * that follows.
 */
const wellFormed = (text: string): string =>
  text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '');

/** One line of text: every kind of white space and control becomes one space. */
export const cleanLine = (text: string): string =>
  wellFormed(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** Text of several lines: line ends become `\n`, at most one empty line in a row. */
export const cleanText = (text: string): string =>
  wellFormed(text)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?!\n)[\s\p{Cc}]/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** The form in which texts are compared: without case, accents and differences of width. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
