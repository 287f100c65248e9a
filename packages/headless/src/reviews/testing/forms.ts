import type { OwnReview, ReviewDraft } from '@continuo/protocol';
import { createReviewForm } from '../index.ts';
import { browser, json, listen, ownReview, tab, until, type Answer } from './world.ts';

export const CREATE = '/v1/products/pot/reviews';
export const DRAFT = `${CREATE}/draft`;

/** A backend with one account; `lose`: it takes what it hears and the answer is lost. */
export function backend() {
  const state = {
    draft: undefined as ReviewDraft | undefined,
    taken: new Map<string, OwnReview>(),
    lose: false,
  };
  const answer: Answer = ({ path, method, body }) => {
    if (path === CREATE && method === 'POST') {
      const { id, rating } = body as { id: string; rating: number };
      const review = state.taken.get(id) ?? ownReview(id, { rating });
      state.taken.set(id, review);
      state.draft = undefined;
      return state.lose ? undefined : json(review, 201);
    }
    if (path === CREATE) return json({ reviews: [], total: 0 });
    if (path !== DRAFT) return json({ reviews: [], votes: [], reports: [] });
    if (method === 'PUT') {
      const { draft } = body as { draft: ReviewDraft | null };
      if (!draft) state.draft = undefined;
      else if (!state.draft || draft.at > state.draft.at) state.draft = draft;
    }
    return json(state.draft ? { draft: state.draft } : {});
  };
  return { state, answer };
}
export const open = async (answer: Answer, at = browser()) => {
  const made = tab(answer, at);
  const form = createReviewForm(made.client, { productId: 'pot' });
  listen(form.$draft);
  await until('it can be filled in', () => form.$phase.get() === 'editing');
  return { ...made, form, records: made.client.platform.records('reviews') };
};
export const onDevice = async ({ records }: Awaited<ReturnType<typeof open>>) =>
  records.get<ReviewDraft>('draft:pot');
