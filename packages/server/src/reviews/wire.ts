import { createHash } from 'node:crypto';
import { problem, type ProblemError } from '../http/problem.ts';

/** A part of a request that its schema cannot refuse. */
export const invalid = (path: string, message: string): ProblemError =>
  problem('request/invalid', { detail: `${path} ${message}`, issues: [{ path, message }] });

/** Changes with the value: for an `ETag`. */
export const hashed = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
