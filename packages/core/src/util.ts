import type { Unsubscribe } from './types.ts';

/** 128 random bits as 32 hexadecimal digits. Works on insecure pages, which have no `crypto.randomUUID`. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** JSON that may be missing or spoilt, which is the same as nothing. */
export const parse = <T>(text: string | null): T | undefined => {
  try {
    return (JSON.parse(text!) as T | null) ?? undefined;
  } catch {
    return undefined;
  }
};

/** Calls listeners that are not ours: what one throws harms nobody else. */
export const tell = <T>(listeners: Iterable<T>, call: (listener: T) => void): void => {
  for (const listener of [...listeners]) {
    try {
      call(listener);
    } catch (error) {
      console.error(error);
    }
  }
};

/** Adds to a set; the answer takes it out again. */
export const enter = <T>(set: Set<T>, one: T): Unsubscribe => {
  set.add(one);
  return () => void set.delete(one);
};

/** Something to be told of. */
export const signal = (): { on(listener: () => void): Unsubscribe; emit(): void } => {
  const listeners = new Set<() => void>();
  return {
    on: (listener) => enter(listeners, listener),
    emit: () => tell(listeners, (listener) => listener()),
  };
};
