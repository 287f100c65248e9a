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
import { StoresController } from '../../internal/stores-controller.ts';

interface Stores {
  page: Loaded<ReviewPage>;
  filters: ReviewFilters;
  busy: boolean;
  own: Own;
  summary: Loaded<ReviewSummary>;
  settings: Loaded<ReviewSettings>;
}

/** What a list is drawn from: the stores of one product's reviews, listened to while the element is on the page. */
export class ListModel extends StoresController<Stores> {
  reviews: Reviews | undefined;

  get summary(): ReviewSummary | undefined {
    return this.get('summary')?.data;
  }
  get settings(): ReviewSettings | undefined {
    return this.get('settings')?.data;
  }

  /** Whether something is awaited that would push away what is below it if it came later. */
  get loading(): boolean {
    return (['page', 'summary', 'settings'] as const).some((name) => this.get(name)?.phase === 'loading');
  }

  /**
   * Another product, or none.
   * @param before Runs before anybody listens: what filters are set then needs no request of their own.
   */
  choose(client: Client | undefined, productId: string | undefined, before: () => void): void {
    if (!client || !productId) {
      this.reviews = undefined;
      return this.showAll(undefined);
    }
    const reviews = (this.reviews = createReviews(client, { productId }));
    before();
    this.showAll({
      page: reviews.$list,
      filters: reviews.$filters,
      busy: reviews.$busy,
      own: reviews.$own,
      summary: createRatings(client).get(productId),
      settings: createReviewSettings(client),
    });
  }
}
