import * as z from 'zod/mini';
import { problem, type Issue } from './problem.ts';

/** Says what was expected; never what came. */
const issueOf = (issue: z.core.$ZodIssue): Issue => ({
  path: issue.path.map(String).join('.').slice(0, 200),
  message:
    issue.code === 'invalid_type'
      ? `expected ${issue.expected}`
      : issue.code === 'too_big'
        ? `at most ${issue.maximum}`
        : issue.code === 'too_small'
          ? `at least ${issue.minimum}`
          : issue.code === 'invalid_format'
            ? `not a valid ${issue.format}`
            : issue.code === 'invalid_value'
              ? `one of ${issue.values.map(String).join(', ')}`
              : 'not valid',
});

/** The first issues of a failed check, for problem documents and rejections. */
export const issuesOf = (error: z.core.$ZodError): Issue[] => error.issues.slice(0, 10).map(issueOf);

/** The value as its schema reads it, or `request/invalid` that names the places. `where`: params, query or body. */
export function validate(schema: z.ZodMiniType, value: unknown, where: string): unknown {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const issues = issuesOf(result.error).map((i) => ({ ...i, path: i.path ? `${where}.${i.path}` : where }));
  throw problem('request/invalid', { detail: `The ${where} is not as the route takes it`, issues });
}

/** A text that must not be empty once nothing invisible is left of it. */
export function filled(path: string, text: string): string {
  if (text) return text;
  throw problem('request/invalid', {
    detail: `${path} is empty`,
    issues: [{ path, message: 'at least 1' }],
  });
}
