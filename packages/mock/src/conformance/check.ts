/** Fails with words; the suite brings its own, so that it runs wherever a backend does. */
export function check(condition: unknown, words: string): asserts condition {
  if (!condition) throw new Error(words);
}

/** Compares as JSON, whatever the order of the names. */
export function same(found: unknown, wanted: unknown, words: string): void {
  const [a, b] = [found, wanted].map((value) => JSON.stringify(value, sorted));
  if (a !== b) throw new Error(`${words}: ${a} instead of ${b}`);
}

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
