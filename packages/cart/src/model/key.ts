import type { Operation, Properties } from '@continuo/protocol';

const encoder = new TextEncoder();

/** FNV-1a, 64 bits, over UTF-8; 16 hex digits. Not for secrets: it tells things apart, it protects nothing. */
export function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of encoder.encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** RFC 8785 of the flat object that properties are, after NFC, so that two keyboards write the same text. */
export function canonicalProperties(properties: Properties): string {
  const entries = Object.entries(properties).map(
    ([name, value]) =>
      [name.normalize('NFC'), typeof value === 'string' ? value.normalize('NFC') : value] as const,
  );
  // Not JSON.stringify of an object: that would put names that look like integers first.
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join(',')}}`;
}

/**
 * The key of a line: the variant alone, or `variant~hash` where the shopper gave properties, because two engravings
 * are two lines.
 */
export function lineKey(variant: string, properties?: Properties): string {
  return properties && Object.keys(properties).length > 0
    ? `${variant}~${fnv1a64(canonicalProperties(properties))}`
    : variant;
}

const WITH_HASH = /^(.+)~[0-9a-f]{16}$/s;

/** Whether the key stands for a variant *with* properties. */
export const hasProperties = (key: string): boolean => WITH_HASH.test(key);

/** The variant a key stands for. */
export const variantOf = (key: string): string => WITH_HASH.exec(key)?.[1] ?? key;

/** The list (`c`, `l`, `p`) of an address `list/key`; none for `cart`. */
export const listOf = (address: string): string => (address[1] === '/' ? address.slice(0, 1) : '');

/** The key of an address `list/key`. */
export const keyOf = (address: string): string => address.slice(2);

/**
 * What the backend remembers of an operation to tell a repetition (same number, same hash) from a second copy of the
 * replica that counted on by itself (same number, other hash). `seen` is left out: a client rewrites it when its cart
 * moves. `tag` is random, so that two copies which made the very same press differ too.
 */
export const operationHash = (op: Operation, tag = ''): string =>
  fnv1a64(JSON.stringify([...op.slice(2), tag]));
