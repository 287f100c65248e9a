/**
 * The few runtime values that clients need. This module imports nothing, so a client that takes one constant
 * pays for that constant alone.
 */

/** Version of the wire. The backend speaks this one and the one before. */
export const WIRE_VERSION = 1;

/**
 * Digits after the decimal point per ISO 4217 currency, where it is not two.
 * Source: ISO 4217 list one. TWD has two there although shops print none: never "correct" this table.
 */
export const CURRENCY_EXPONENTS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** Digits after the decimal point of a currency (ISO 4217). */
export const exponentOf = (currency: string): number => CURRENCY_EXPONENTS[currency] ?? 2;

/** The place where something happened. Where a visit came *from* is `context.campaign`, never this. */
export const CHANNELS = ['web', 'webview', 'kiosk', 'till', 'chat', 'mail', 'social', 'server'] as const;

/** How far the origin of an event is believed. Only the last two change profiles, points, figures or triggers. */
export const TRUSTS = ['public', 'device', 'customer', 'server'] as const;

/** What a visitor may agree to. `necessary` is always on. */
export const CONSENT_CATEGORIES = ['necessary', 'functional', 'analytics', 'marketing'] as const;

/** Limits of the cart, told to a client when it opens one. Lengths are UTF-16 code units, sizes bytes of JSON. */
export const CART_LIMITS = {
  lines: 200,
  quantity: 999,
  noteLength: 500,
  propertiesBytes: 2_000,
  codes: 20,
  opsPerRequest: 100,
  requestBytes: 64_000,
  keyLength: 80,
} as const;

/** In files of their own: only who writes something, marks what was searched or explains a badge loads them. */
export { MEDIA_LIMITS, QUESTION_LIMITS, REVIEW_LIMITS } from './limits.ts';
export { TOP_CONTRIBUTOR } from './top-contributor.ts';
export { UNSPACED_SCRIPTS } from './unspaced-scripts.ts';

/** Limits of the collecting routes, in bytes of JSON. */
export const COLLECT_LIMITS = {
  /** A whole batch; more is answered 413. */
  batchBytes: 524_288,
  /** One message; a larger one is rejected alone. */
  messageBytes: 32_000,
} as const;

/** Milliseconds. The longest a device may stay offline and still have every edit understood. */
export const LONGEST_OFFLINE_MS = 30 * 86_400_000;

/** Milliseconds. Idempotency keys live longer than the longest offline time. */
export const IDEMPOTENCY_KEY_MS = 35 * 86_400_000;

/** Milliseconds. Changes are kept this long; an older cursor is answered with a reset. */
export const CHANGES_KEPT_MS = 86_400_000;

/** Milliseconds without activity after which a session ends. */
export const SESSION_IDLE_MS = 30 * 60_000;

/** Seconds. Browsers keep no cookie longer than 400 days. */
export const COOKIE_S = 400 * 86_400;

/** Milliseconds. A link to another domain of the merchant carries the visit for so long. */
export const LINK_MS = 2 * 60_000;

/** Seconds. The longest life of a customer token, and the clock skew that is forgiven. */
export const CUSTOMER_TOKEN_MAX_S = 15 * 60;
export const CUSTOMER_TOKEN_SKEW_S = 60;

/** Names of request headers. */
export const HEADERS = {
  device: 'Continuo-Device',
  idempotencyKey: 'Idempotency-Key',
  requestId: 'Continuo-Request-Id',
} as const;

/** Status of an error whose `code` says the rest. Stable: never renumber, never reuse. */
export const ERRORS = {
  'request/invalid': 400,
  'request/not-json': 400,
  'request/too-large': 413,
  'request/unsupported-media-type': 415,
  'request/not-found': 404,
  'request/method-not-allowed': 405,
  'request/rate-limited': 429,
  'request/internal': 500,
  'request/unavailable': 503,
  'auth/missing': 401,
  'auth/invalid': 401,
  'auth/expired': 401,
  'auth/forbidden': 403,
  'auth/origin-not-allowed': 403,
  'auth/secret-in-browser': 403,
  'idempotency/missing': 400,
  'idempotency/in-progress': 409,
  'idempotency/mismatch': 422,
  'protocol/upgrade-required': 426,
  'link/unknown': 404,
  'collect/unknown-key': 401,
  'collect/message-invalid': 400,
  'collect/message-too-large': 413,
  'catalog/product-unknown': 404,
  'catalog/market-unknown': 404,
  'import/format-unknown': 400,
  'import/broken': 400,
  'import/retires-too-much': 409,
  'import/busy': 409,
  'cart/unknown': 404,
  'cart/gone': 410,
  'cart/replica-forked': 409,
  'cart/changed': 409,
  'cart/seen-ahead': 400,
  'cart/op-invalid': 400,
  'cart/line-key-invalid': 400,
  'cart/empty': 422,
  'order/unknown': 404,
  'order/mismatch': 422,
  'media/unknown': 404,
  'media/offset-mismatch': 409,
  'media/not-ready': 409,
  'media/in-use': 409,
  'media/version-unsupported': 412,
  'media/too-large': 413,
  'media/too-many': 422,
  'review/unknown': 404,
  'review/exists': 409,
  'review/answer-unknown': 422,
  'review/translation-unavailable': 404,
  'review/translation-failed': 503,
  'question/unknown': 404,
  'answer/unknown': 404,
  'moderation/unknown': 404,
  'moderation/not-possible': 409,
  'person/unknown': 404,
  'staff/login-failed': 401,
  'net/offline': 0,
  'net/failed': 0,
  'net/timeout': 0,
  'net/not-json': 0,
} as const satisfies Record<string, number>;

/** The stable name of an error. The `net/*` ones are made by the client and never sent. */
export type ErrorCode = keyof typeof ERRORS;
