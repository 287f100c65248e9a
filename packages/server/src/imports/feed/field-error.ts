/** Why one row is not taken: the field and a reason that the person who made the feed can act on. */
export class FieldError extends Error {
  readonly field: string;
  readonly reason: string;
  constructor(field: string, reason: string) {
    super(`${field}: ${reason}`);
    this.field = field;
    this.reason = reason;
  }
}

/** The feed as a whole cannot be read on; what was read before is kept. */
export class FeedError extends Error {
  readonly code: 'import/format-unknown' | 'import/broken';
  constructor(code: 'import/format-unknown' | 'import/broken', detail: string) {
    super(detail);
    this.code = code;
  }
}
