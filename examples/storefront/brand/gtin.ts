/**
 * GTIN-13 numbers of the demo. They begin with 29: GS1 keeps prefixes 20 to 29 for numbers that a company uses inside
 * its own walls, so none of these can belong to a product that exists.
 */

/** The check digit of a GTIN without it: weights 3, 1, 3 … from the right. */
export const checkDigit = (digits: string): number => {
  const sum = [...digits].reverse().reduce((total, d, i) => total + Number(d) * (i % 2 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
};

/** Small, stable and well spread; the demo's made-up numbers come from it. FNV-1a, 32 bits. */
export const hash = (text: string): number => {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  return h >>> 0;
};

/** The same id always has the same number. */
export const gtinOf = (variantId: string): string => {
  const body = `29${String(hash(variantId)).padStart(10, '0')}`;
  return `${body}${checkDigit(body)}`;
};
