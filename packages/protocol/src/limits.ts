/** Limits of a review, in UTF-16 code units. */
export const REVIEW_LIMITS = { title: 150, body: 5_000, author: 50 } as const;

/** Limits of photos and videos. */
export const MEDIA_LIMITS = {
  /** Of one review. */
  photos: 6,
  videos: 1,
  /** UTF-16 code units. */
  alt: 200,
  /** Bytes of a file. */
  photoBytes: 20_000_000,
  videoBytes: 64_000_000,
  /** Pixels of a photo: larger ones are scaled down before they are sent. */
  pixels: 40_000_000,
  videoSeconds: 30,
  /** Uploads of one visitor that nothing holds yet. */
  waiting: 30,
  /** Milliseconds that an upload is kept which nothing holds. */
  keptMs: 7 * 86_400_000,
} as const;

/** Limits of a question and of an answer to it, in UTF-16 code units. */
export const QUESTION_LIMITS = { body: 1_000, answer: 5_000, author: 50 } as const;
