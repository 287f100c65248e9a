import type { Client } from '@continuo/core';
import { isSubmitted } from '../reviews/device.ts';

/** Name of a question's draft on the device. */
export const questionDraft = (productId: string): string => `draft-question:${productId}`;

/** Whether a question was submitted by a page that was left before it heard what became of it: its form submits it again. */
export const isQuestionSubmitted = (client: Client, { productId }: { productId: string }): boolean =>
  isSubmitted(client, questionDraft(productId));
