import type { ErrorCode } from '@continuo/protocol';
import type { ContinuoErrorLike } from './types.ts';

/** What is known of a failure besides its code. */
export interface ErrorDetails {
  status?: number;
  retryAfter?: number;
  problem?: Record<string, unknown>;
  cause?: unknown;
}

/** Everything that network, storage or data can do wrong. Rejections of a client are of this class and no other. */
export class ContinuoError extends Error implements ContinuoErrorLike {
  declare readonly code: ErrorCode;
  declare readonly status: number;
  declare readonly retryable: boolean;
  declare readonly retryAfter: number | undefined;
  declare readonly problem: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, { status = 0, cause, ...rest }: ErrorDetails = {}) {
    super(`${code} ${(rest.problem?.detail as string | undefined) ?? ''}`.trim(), { cause });
    Object.assign(this, rest, {
      name: 'ContinuoError',
      code,
      status,
      // A success that is not JSON came from something in between, such as a captive portal.
      retryable: /^([0-35]|408|425|429)/.test(`${status}`) || code === 'idempotency/in-progress',
    });
  }
}

declare const process: { env: { NODE_ENV?: string } };

/** A programmer's mistake: thrown in development, told once in the console in production. */
export const mistake = (message: string): void => {
  message = `continuo: ${message}`;
  let error: Error | undefined;
  try {
    // Bundlers replace the expression, and leave all of this out; a page without `process` counts as production.
    if (process.env.NODE_ENV !== 'production') error = new Error(message);
  } catch {
    // There is no `process`.
  }
  if (error) throw error;
  if (!told.has(message)) console.warn(message);
  told.add(message);
};
const told = new Set<string>();
