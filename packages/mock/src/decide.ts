import type { RefusalReason, ReviewState } from '@continuo/protocol';
import { ownAnswer, ownQuestion, tellWaiting } from './features/questions.ts';
import { own } from './features/reviews.ts';
import { tell, type State } from './state.ts';

interface Decision {
  state: Exclude<ReviewState, 'pending'>;
  reason: RefusalReason;
}

/** Publishes or refuses a review, a question or an answer, and tells its author. */
export function decide(state: State, id: string, decision: Decision, now: Date): void {
  const review = state.reviews.find((one) => one.id === id);
  const question = state.questions.find((one) => one.id === id);
  const answer = state.answers.find((one) => one.id === id);
  if (review) {
    const after = decided(review, decision);
    state.reviews = put(state.reviews, after);
    tell(state, after.person, { kind: 'review', data: { review: own(state, after) } }, now);
  } else if (question) {
    const after = decided(question, decision);
    state.questions = put(state.questions, after);
    tell(state, after.person, { kind: 'question', data: { question: ownQuestion(state, after) } }, now);
  } else if (answer) {
    const after = decided(answer, decision);
    if (after.state !== 'published') after.best = false;
    state.answers = put(state.answers, after);
    tell(state, after.person, { kind: 'answer', data: { answer: ownAnswer(state, after) } }, now);
    tellWaiting(state, after, now);
  } else throw new Error(`There is no review, question or answer ${id}`);
}

const put = <T extends { id: string }>(all: readonly T[], one: T): T[] =>
  all.map((each) => (each.id === one.id ? one : each));

function decided<T extends { state: ReviewState; reason?: RefusalReason | undefined }>(
  before: T,
  { state, reason }: Decision,
): T {
  const after = { ...before, state };
  if (state === 'refused') after.reason = reason;
  else delete after.reason;
  return after;
}
