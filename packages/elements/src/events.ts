import type { ConsentCategory } from '@continuo/core';
import type {
  ErrorCode,
  Money,
  Properties,
  ReportReason,
  Review,
  ReviewOrigin,
  ReviewSort,
  Vote,
} from '@continuo/protocol';

/** What is about to be put into the cart. */
export interface CartAddDetail {
  variantId: string;
  productId: string;
  quantity: number;
  properties?: Properties;
  /** Where on the page it came from, such as `pdp`. */
  source: string;
}

/** One line of the cart and what became of it. */
export interface CartLineDetail {
  /** Absent until the cart has one. */
  cartId?: string;
  variantId: string;
  productId: string;
  title?: string;
  options?: string[];
  unit?: Money;
  /** How many there are now; of something removed, how many there were. For `continuo-cart-added`: how many were added. */
  quantity: number;
  /** How many there were before. */
  previous?: number;
}

export interface CartOpenedDetail {
  cartId?: string;
  lines: CartLineDetail[];
}

export interface CheckoutDetail {
  cartId?: string;
}

export interface CheckoutStartedDetail extends CartOpenedDetail {
  /** Absent where there is no fresh quote. */
  total?: Money;
}

export interface ProductViewedDetail {
  productId: string;
  variantId?: string;
  title: string;
  brand?: string;
  category?: string;
  unit?: Money;
}

export interface ConsentChangedDetail {
  categories: Record<ConsentCategory, boolean>;
  /** `banner` or `preferences`. */
  source: string;
}

export interface ReviewSubmittedDetail {
  reviewId: string;
  productId: string;
  /** 1 to 5. */
  rating: number;
}

export interface ReviewVotedDetail {
  reviewId: string;
  productId: string;
  /** `null`: the vote was taken back. */
  vote: Vote | null;
}

export interface ReviewReportedDetail {
  reviewId: string;
  productId: string;
  reason: ReportReason;
}

/** Which reviews of a product are shown now. What is empty leaves none out. */
export interface ReviewsFilteredDetail {
  productId: string;
  /** 1 to 5. */
  stars: readonly number[];
  verified: boolean;
  /** Only those with photos or videos. */
  media: boolean;
  /** Only those whose authors would recommend it. */
  recommended: boolean;
  /** Only those that say something besides stars. */
  text: boolean;
  /** Where they were first published; empty: anywhere. */
  source: ReviewOrigin | '';
  /** Language such as `zh`. */
  locale: string;
  attributes: readonly Review['attributes'][number][];
  /** Names of topics. */
  topics: readonly string[];
  query: string;
  sort: ReviewSort;
  /** Reviewers who share most of these come first. */
  like: readonly Review['attributes'][number][];
  /** How many there are. */
  results: number;
}

export interface QuestionAskedDetail {
  questionId: string;
  productId: string;
}

export interface QuestionAnsweredDetail {
  answerId: string;
  questionId: string;
  productId: string;
}

export interface AnswerVotedDetail {
  answerId: string;
  productId: string;
  /** `null`: the vote was taken back. */
  vote: Vote | null;
}

export interface QuestionReportedDetail {
  kind: 'question' | 'answer';
  id: string;
  productId: string;
  reason: ReportReason;
}

export interface ErrorDetail {
  code: ErrorCode;
  retryable: boolean;
}

declare global {
  interface HTMLElementEventMap {
    'continuo-cart-add': CustomEvent<CartAddDetail>;
    'continuo-cart-added': CustomEvent<CartLineDetail>;
    'continuo-cart-changed': CustomEvent<CartLineDetail>;
    'continuo-cart-removed': CustomEvent<CartLineDetail>;
    'continuo-cart-opened': CustomEvent<CartOpenedDetail>;
    'continuo-checkout': CustomEvent<CheckoutDetail>;
    'continuo-checkout-started': CustomEvent<CheckoutStartedDetail>;
    'continuo-product-viewed': CustomEvent<ProductViewedDetail>;
    'continuo-consent-changed': CustomEvent<ConsentChangedDetail>;
    'continuo-review-submitted': CustomEvent<ReviewSubmittedDetail>;
    'continuo-review-voted': CustomEvent<ReviewVotedDetail>;
    'continuo-review-reported': CustomEvent<ReviewReportedDetail>;
    'continuo-reviews-filtered': CustomEvent<ReviewsFilteredDetail>;
    'continuo-question-asked': CustomEvent<QuestionAskedDetail>;
    'continuo-question-answered': CustomEvent<QuestionAnsweredDetail>;
    'continuo-answer-voted': CustomEvent<AnswerVotedDetail>;
    'continuo-question-reported': CustomEvent<QuestionReportedDetail>;
    'continuo-error': CustomEvent<ErrorDetail>;
  }
}
