/** What somebody photographed: a file of `brand/photos`, and what it shows, in their words. */
export interface SourcePhoto {
  snapshot: string;
  alt: string;
}

/** What somebody wrote of a product. Who and when, and what else they answered, is dealt out by `index.ts`. */
export interface SourceReview {
  stars: number;
  locale: 'en' | 'zh-Hant';
  title?: string;
  body?: string;
  /** What the shop answered below it. */
  reply?: string;
  /** How large it is found, from 1, smaller than expected, to 5; default: as expected. */
  size?: number;
  photos?: readonly SourcePhoto[];
  /** Waits for a moderator. */
  waits?: true;
}

type More = Pick<SourceReview, 'reply' | 'size' | 'photos' | 'waits'>;

export const en = (stars: number, title: string, body: string, more: More = {}): SourceReview => ({
  ...{ stars, locale: 'en', title, body },
  ...more,
});
export const zh = (stars: number, title: string, body: string, more: More = {}): SourceReview => ({
  ...{ stars, locale: 'zh-Hant', title, body },
  ...more,
});
