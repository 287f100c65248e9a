import type { ErrorCode } from '@continuo/protocol';

/** What the client's transport rejects with. */
export class Fault extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;
  readonly problem: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, status: number, problem?: Record<string, unknown>, retryAfter?: number) {
    super(code);
    this.code = code;
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
    this.retryable =
      status === 0 || status === 408 || status === 429 || status >= 500 || (status >= 200 && status < 300);
  }
}
