/** As it is shown, and as it is told to machines: the same number in both. */
export const oneDigit = (average: number): string => String(Math.round(average * 10) / 10);

/** A share in whole percent. Nobody is rounded away: 1 of 1,000 is 1%, 999 of 1,000 are 99%. */
export const percent = (part: number, all: number): number => {
  if (part === 0 || part === all) return part === 0 ? 0 : 100;
  return Math.min(99, Math.max(1, Math.round((100 * part) / all)));
};
