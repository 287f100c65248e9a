import type { Client } from '@continuo/core';
import { isSubmitted, submitted } from '../reviews/device.ts';
import { unsaved } from '../unsaved.ts';

/** Name of a question's draft on the device. */
export const questionDraft = (productId: string): string => `draft-question:${productId}`;

/** Whether a question was submitted by a page that was left before it heard what became of it: its form submits it again. */
export const isQuestionSubmitted = (client: Client, { productId }: { productId: string }): boolean =>
  isSubmitted(client, questionDraft(productId));

const ANSWER = 'draft-answer:';
/** Name of an answer's draft on the device. */
export const answerDraft = (questionId: string): string => ANSWER + questionId;

/** Ids of the questions whose answers were submitted by pages that were left before they heard what became of them. */
export const answersSubmitted = (client: Client): string[] => {
  const prefix = submitted(ANSWER);
  const { entries } = unsaved(client, (name) => name.startsWith(prefix));
  return [...new Set(entries.map(([name]) => name.slice(prefix.length)))];
};
