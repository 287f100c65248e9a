/** Milliseconds. */
export interface Timings {
  /** Until the first bytes of a stream; networks can be slow. */
  first: number;
  /** Without a byte until a stream is dead: two comments of the backend missed. */
  silent: number;
  /** Before connecting again: random × min(most, least × 2^n). */
  backoff: { least: number; most: number };
  /** Between two questions where streams do not get through, and until the stream is tried again. */
  poll: number;
  again: number;
  /** How often a leader shows that it is there, and after which silence (and at most how much more) another steals. */
  beat: number;
  steal: number;
  spread: number;
  /** How long a hidden tab stays in. */
  hidden: number;
  /** Until a page that did not leave after all (a download, a cancelled navigation) comes back. */
  back: number;
}

export const TIMINGS: Timings = {
  first: 10_000,
  silent: 25_000,
  backoff: { least: 1_000, most: 60_000 },
  poll: 5_000,
  again: 300_000,
  beat: 2_000,
  steal: 6_000,
  spread: 2_000,
  hidden: 60_000,
  back: 2_000,
};
