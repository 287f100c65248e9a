import type { Client, Unsubscribe } from '@continuo/core';
import type { QuoteLine, Variant } from '@continuo/protocol';

/** Whether the cart's quote knows something newer about a variant than what is shown of it. */
export const contradicts = (line: QuoteLine, variant: Variant): boolean =>
  line.variantId === variant.id &&
  (line.unit.currency !== variant.price.price.currency ||
    line.unit.amount !== variant.price.price.amount ||
    (line.available !== undefined && line.available !== variant.stock) ||
    line.flags.includes('sold-out') !== (variant.availability === 'out_of_stock'));

/**
 * Prices and stock that a new quote of this visitor's cart contradicts are asked for again; so is everything when
 * changes were missed.
 */
export const onHint = (
  client: Client,
  onLines: (lines: QuoteLine[]) => void,
  onReset: () => void,
): Unsubscribe => client.changes.on('cart.quote', (change) => onLines(change.data.quote.lines), onReset);
