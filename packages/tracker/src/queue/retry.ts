/**
 * Milliseconds until the next try, full jitter over a window that doubles from 1 s. It stays at 4 s for a while, as
 * most faults are short, and ends at 60 s.
 */
export const backoff = (tries: number, random = Math.random()): number =>
  300 + random * Math.min(60_000, 500 * 2 ** (tries < 6 ? Math.min(3, tries) : tries - 2));

/** `Retry-After` in milliseconds: seconds or a date; undefined when absent or not understood. */
export function retryAfter(value: string | null, now: number): number | undefined {
  if (!value) return undefined;
  const ms = Number(value) >= 0 ? Number(value) * 1_000 : Date.parse(value) - now;
  return ms >= 0 ? ms : undefined;
}
