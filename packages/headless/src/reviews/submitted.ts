import type { Client } from '@continuo/core';
import { isSubmitted } from './device.ts';

/** Name of a review's draft on the device. */
export const reviewDraft = (productId: string): string => `draft:${productId}`;

/**
 * Whether a review was submitted by a page that was left before it heard what became of it: its form is to be looked at, and
 * submits it again. Costs no request and no code of the form.
 */
export const isReviewSubmitted = (client: Client, { productId }: { productId: string }): boolean =>
  isSubmitted(client, reviewDraft(productId));
