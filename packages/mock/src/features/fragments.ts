import { questionsFragment, reviewsFragment } from '@continuo/headless/reviews/html';
import { routes } from '@continuo/protocol';
import { handle, hasProduct, type Handlers } from '../context.ts';
import { MockProblem } from '../problem.ts';
import * as questions from './questions.ts';
import * as reviews from './reviews.ts';

/** What a server puts into its page, by the same code as that of the reference backend. */
export const fragmentHandlers: Handlers = {
  ...handle(routes.reviews.fragment, ({ params, query, state, shown, now, endpoint: here }) => {
    const { productId } = params;
    const { key, endpoint = here } = query;
    const product = shown.products.find(({ id }) => id === productId);
    if (!product) throw new MockProblem('catalog/product-unknown');
    const settings = reviews.settingsOf(state, query.locale);
    const { locale = settings.locale } = query;
    const digested = query.digest === 'true';
    return reviewsFragment({
      ...{ productId, name: product.title, settings, digested, locale },
      summary: reviews.summaryOf(shown.reviews, productId, settings, state.countElsewhere),
      list: reviews.listOf({ params, query: { key }, state, shown }),
      highlighted: query.highlights === 'true',
      ...(digested && reviews.digestOf({ params, query: { key, locale }, shown, now })),
      endpoint: endpoint.replace(/\/+$/, ''),
    });
  }),

  ...handle(routes.questions.fragment, ({ params, query: { key, locale }, state, shown }) => {
    hasProduct(shown, params.productId);
    const list = questions.listOf({ params, query: { key }, state, shown });
    return questionsFragment(params.productId, list, locale ?? reviews.settingsOf(state, undefined).locale);
  }),
};
