/**
 * What common exports of reviews call a field: columns of tables and paths of JSON alike, in one spelling (`ReviewText`,
 * `Review Text` and `review.text` are `review_text`). Of several in one row the first that says something counts.
 */
export const COLUMNS = {
  id: ['id', 'review_id', 'external_id', 'external_review_id'],
  product: [
    ...[
      'product_id',
      'product_external_id',
      'external_product_id',
      'product_handle',
      'handle',
      'product_sku',
    ],
    ...['sku', 'variant_id', 'product'],
  ],
  rating: ['rating', 'review_rating', 'star_rating', 'stars', 'score', 'review_score', 'overall_rating'],
  range: ['rating_range'],
  title: ['title', 'review_title', 'headline', 'summary'],
  body: [
    ...[
      'body',
      'review_body',
      'content',
      'review_content',
      'review_text',
      'text',
      'review',
      'comments',
      'comment',
    ],
    'message',
  ],
  author: [
    ...[
      'author',
      'reviewer_name',
      'display_name',
      'reviewer_display_name',
      'user_display_name',
      'user_nickname',
    ],
    ...['nickname', 'author_name', 'customer_name', 'user_name', 'reviewer', 'name'],
  ],
  locale: ['locale', 'content_locale', 'language', 'lang', 'review_language'],
  at: [
    ...[
      'created_at',
      'review_date',
      'submission_time',
      'date_created',
      'review_created_at',
      'submitted_at',
      'date',
    ],
    'published_at',
  ],
  state: [
    'state',
    'status',
    'review_status',
    'moderation_status',
    'published',
    'is_published',
    'curated',
    'approved',
  ],
  hidden: ['hidden', 'is_hidden', 'deleted', 'archived'],
  recommended: ['recommended', 'is_recommended', 'would_recommend', 'recommend'],
  verified: [
    ...[
      'verified',
      'verified_buyer',
      'verified_purchase',
      'is_verified',
      'is_verified_buyer',
      'verified_purchaser',
    ],
    ...['has_verified_purchase', 'reviewer_is_verified', 'reviewer_verification_status'],
  ],
  incentivised: ['incentivised', 'incentivized', 'is_incentivized', 'incentivized_review'],
  staff: ['staff', 'is_staff'],
  featured: ['featured', 'is_featured'],
  yes: [
    ...[
      'helpful_yes',
      'votes_up',
      'helpful_count',
      'helpful_votes',
      'total_positive_feedback_count',
      'upvotes',
    ],
    'thumbs_up',
  ],
  no: [
    ...[
      'helpful_no',
      'votes_down',
      'unhelpful_count',
      'total_negative_feedback_count',
      'downvotes',
      'thumbs_down',
    ],
  ],
  reply: [
    'reply',
    'reply_body',
    'reply_content',
    'reply_text',
    'response',
    'owner_response',
    'comment_content',
  ],
  replyAuthor: ['reply_author', 'reply_name', 'comment_author'],
  replyAt: ['reply_date', 'reply_created_at', 'reply_date_created', 'response_date', 'comment_created_at'],
  pictures: [
    ...[
      'picture_urls',
      'pictures',
      'image_urls',
      'review_image_urls',
      'images',
      'images_data',
      'photos',
      'photo_urls',
    ],
    ...['photo_url', 'media', 'media_urls', 'videos', 'video_urls'],
  ],
  sourceName: ['source_name', 'syndication_source_name', 'original_source'],
  sourceUrl: ['source_url', 'syndication_source_content_link'],
  ratings: ['ratings', 'secondary_ratings'],
  attributes: ['attributes', 'context_data_values', 'custom_fields'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Column = keyof typeof COLUMNS;

/** `ReviewText`, `Review Text`, `review-text` and `reviewText` are `review_text`. */
export const columnName = (written: string): string =>
  written
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');

/** A review of another system: its texts by their names, and what is more than a text. */
export interface RawReview {
  line: number;
  fields: Map<string, string[]>;
  /** Lists and groups, by the same names. */
  parts: Map<string, unknown>;
  broken?: string | undefined;
}

/** Groups within groups that are looked into. */
const DEPTH = 3;

/** Lays a JSON object flat: `user.display_name` is `user_display_name`. */
export function flattened(line: number, json: Readonly<Record<string, unknown>>): RawReview {
  const raw: RawReview = { line, fields: new Map(), parts: new Map() };
  const lay = (group: Readonly<Record<string, unknown>>, before: string, depth: number): void => {
    for (const [key, value] of Object.entries(group)) {
      const name = columnName(before ? `${before}_${columnName(key)}` : key);
      if (typeof value === 'object' && value !== null) {
        raw.parts.set(name, value);
        if (!Array.isArray(value) && depth < DEPTH) lay(value as typeof group, name, depth + 1);
      } else if (value !== null && value !== undefined && !raw.fields.has(name))
        raw.fields.set(name, [`${value as string | number | boolean}`]);
    }
  };
  lay(json, '', 1);
  return raw;
}
