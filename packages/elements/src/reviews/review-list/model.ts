import type { Client } from '@continuo/core';
import {
  createRatings,
  createReviews,
  createReviewSettings,
  type Loaded,
  type Own,
  type ReviewFilters,
  type ReviewPage,
  type Reviews,
} from '@continuo/headless/reviews';
import type { ReviewSettings, ReviewSummary } from '@continuo/protocol';
import type { ReactiveControllerHost } from 'lit';
import { StoreController } from '../../internal/store-controller.ts';

/** What a list is drawn from: the stores of one product's reviews, listened to while the element is on the page. */
export class ListModel {
  reviews: Reviews | undefined;
  readonly #page: StoreController<Loaded<ReviewPage>>;
  readonly #filters: StoreController<ReviewFilters>;
  readonly #busy: StoreController<boolean>;
  readonly #own: StoreController<Own>;
  readonly #summary: StoreController<Loaded<ReviewSummary>>;
  readonly #settings: StoreController<Loaded<ReviewSettings>>;
  #languages = new Set<string>();

  constructor(host: ReactiveControllerHost) {
    this.#page = new StoreController(host);
    this.#filters = new StoreController(host);
    this.#busy = new StoreController(host);
    this.#own = new StoreController(host);
    this.#summary = new StoreController(host);
    this.#settings = new StoreController(host);
  }

  get page(): Loaded<ReviewPage> | undefined {
    return this.#page.value;
  }
  get filters(): ReviewFilters | undefined {
    return this.#filters.value;
  }
  get busy(): boolean {
    return this.#busy.value ?? false;
  }
  get own(): Own | undefined {
    return this.#own.value;
  }
  get summary(): ReviewSummary | undefined {
    return this.#summary.value?.data;
  }
  get settings(): ReviewSettings | undefined {
    return this.#settings.value?.data;
  }

  /** Whether something is awaited that would push away what is below it if it came later. */
  get loading(): boolean {
    return [this.#page, this.#summary, this.#settings].some((each) => each.value?.phase === 'loading');
  }

  /** Languages that reviews were seen in, such as `zh`, and the reader's own. */
  languages(tag: string): string[] {
    for (const { locale } of this.page?.data?.reviews ?? []) this.#languages.add(language(locale));
    return [...new Set([language(tag), ...this.#languages])].sort();
  }

  /**
   * Another product, or none.
   * @param before Runs before anybody listens: what filters are set then needs no request of their own.
   */
  choose(client: Client | undefined, productId: string | undefined, before: () => void): void {
    const some = client && productId ? { client, productId } : undefined;
    this.#languages.clear();
    this.reviews = some && createReviews(some.client, { productId: some.productId });
    before();
    this.#page.show(this.reviews?.$list);
    this.#filters.show(this.reviews?.$filters);
    this.#busy.show(this.reviews?.$busy);
    this.#own.show(this.reviews?.$own);
    this.#summary.show(some && createRatings(some.client).get(some.productId));
    this.#settings.show(some && createReviewSettings(some.client));
  }
}

const language = (tag: string): string => tag.toLowerCase().split('-')[0]!;
