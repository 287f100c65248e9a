import { ERRORS, type ErrorCode } from '@continuo/protocol/constants';

export interface Issue {
  path: string;
  message: string;
}
export interface ProblemOptions {
  /** For developers: says what was wrong, never repeats what was sent. */
  detail?: string | undefined;
  /** Further fields of the problem document. */
  extra?: Readonly<Record<string, unknown>> | undefined;
  issues?: readonly Issue[] | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  cause?: unknown;
}

/** An answer that is an error. */
export class ProblemError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly options: ProblemOptions;
  constructor(code: ErrorCode, options: ProblemOptions) {
    super(options.detail ?? code, { cause: options.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.status = ERRORS[code];
    this.options = options;
  }
}

/** `throw problem('cart/unknown')` ends a request with that problem document. */
export const problem = (code: ErrorCode, options: ProblemOptions = {}): ProblemError =>
  new ProblemError(code, options);

/** `cart/replica-forked` → `Cart: replica forked`. */
const titleOf = (code: ErrorCode): string => {
  const [domain = '', rest = ''] = code.split('/');
  return `${domain.charAt(0).toUpperCase()}${domain.slice(1)}: ${rest.replaceAll('-', ' ')}`;
};

/** The RFC 9457 document of a problem. */
export function problemResponse(error: ProblemError, requestId: string): Response {
  const { detail, extra, issues, headers } = error.options;
  const document = {
    ...extra,
    type: `urn:continuo:problem:${error.code.replace('/', ':')}`,
    title: titleOf(error.code),
    status: error.status,
    code: error.code,
    ...(detail === undefined ? {} : { detail }),
    ...(issues === undefined ? {} : { issues }),
    requestId,
  };
  return new Response(JSON.stringify(document), {
    status: error.status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
  });
}
