import { ContinuoError } from './errors.ts';
import type { Platform } from './types.ts';

/**
 * A chunk that is loaded when it is first needed, and again after a failure. Offline it is not even tried: Firefox
 * remembers a module that failed until the page is left.
 */
export const lazy = <T>(platform: Platform, load: () => Promise<T>): (() => Promise<T>) => {
  let chunk: Promise<T> | undefined;
  return async () => {
    if (!chunk && !platform.online) throw new ContinuoError('net/offline');
    return (chunk ??= load().catch((cause: unknown) => {
      chunk = undefined;
      throw new ContinuoError('net/failed', { cause });
    }));
  };
};
