import type { Problem } from '@continuo/protocol';
import { ERRORS, type ErrorCode } from '@continuo/protocol/constants';

/** An answer that is an error: `throw new MockProblem('cart/unknown')`. */
export class MockProblem extends Error {
  readonly code: ErrorCode;
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(code: ErrorCode, extra: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

export const invalid = (path: string, message: string): MockProblem =>
  new MockProblem('request/invalid', { detail: `${path} ${message}`, issues: [{ path, message }] });

/** The RFC 9457 document of a problem. */
export function problemResponse({ code, extra }: MockProblem): Response {
  const document: Problem = {
    ...extra,
    type: `urn:continuo:problem:${code.replace('/', ':')}`,
    title: code,
    status: ERRORS[code],
    code,
    requestId: 'mock',
  };
  return Response.json(document, {
    status: ERRORS[code],
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
