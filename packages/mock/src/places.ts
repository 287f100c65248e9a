/** Where a page of a list ends, as an opaque cursor: the order and the keys of its last row. */
export const writePlace = (order: string, keys: readonly (string | number)[]): string =>
  btoa(encodeURIComponent(JSON.stringify([order, ...keys])));

/** `undefined` where it is no cursor of this order. */
export function readPlace<K extends readonly (string | number)[]>(
  cursor: string,
  order: string,
): K | undefined {
  try {
    const [found, ...keys] = JSON.parse(decodeURIComponent(atob(cursor))) as [string, ...(string | number)[]];
    return found === order ? (keys as unknown as K) : undefined;
  } catch {
    // Not ours: that is the answer.
    return undefined;
  }
}
