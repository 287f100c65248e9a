import { problem } from './problem.ts';

/** A place in a list that is ordered by time and id. Times have whole milliseconds, so it names one place. */
export interface Place {
  at: Date;
  id: string;
}

export const writeCursor = ({ at, id }: Place): string =>
  Buffer.from(JSON.stringify([at.getTime(), id])).toString('base64url');

export function readCursor(cursor: string): Place {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const [at, id] = value as [unknown, unknown];
    if (
      Number.isSafeInteger(at) &&
      Math.abs(at as number) < 4e12 &&
      typeof id === 'string' &&
      !id.includes('\0')
    )
      return { at: new Date(at as number), id };
  } catch {
    // told below, like any other text that is no cursor
  }
  throw problem('request/invalid', { detail: 'This is not a cursor of this list' });
}
