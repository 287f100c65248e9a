import { newRecord, screen, type CartRecord } from './record.ts';

/** Version of the record's form. */
const SV = 1;

type Upgrader = (old: Record<string, unknown>) => Record<string, unknown>;

/** Entry i makes version i + 2 out of version i + 1. Pure; kept for two majors, because a cart outlives a deploy. */
const UPGRADERS: readonly Upgrader[] = [];

export type Opened =
  | { readonly record: CartRecord | undefined }
  /** Written by a newer release: to be left alone. */
  | { readonly newer: true; readonly record: CartRecord }
  /** Unreadable: to be set aside, and the cart fetched anew by its id where that is left. */
  | { readonly broken: true; readonly record: CartRecord | undefined };

/** Makes what was stored into the record of today. */
export function openStored(stored: unknown, now: number, upgraders = UPGRADERS, sv = SV): Opened {
  if (stored === undefined) return { record: undefined };
  let value = stored as Record<string, unknown>;
  try {
    if ((value['sv'] as number) > sv) return { newer: true, record: salvage(value, now) ?? newRecord(now) };
    for (let from = value['sv'] as number; from < sv; from++) value = upgraders[from - 1]!(value);
    const record = value as unknown as CartRecord;
    // What cannot be shown cannot be used.
    screen(record);
    const isWhole = `${record.id}${record.cart}${record.replica}`.length > 20 && record.seq >= record.acked;
    if (value['sv'] === sv && isWhole && typeof record.lines === 'object') return { record };
  } catch {
    // Not of this form at all; said by what follows.
  }
  return { broken: true, record: salvage(value, now) };
}

/** A new replica of the same cart. */
const salvage = (value: Record<string, unknown> | null, now: number): CartRecord | undefined =>
  typeof value?.['cart'] === 'string'
    ? newRecord(now, { cart: value['cart'], owned: value['owned'] === true })
    : undefined;
