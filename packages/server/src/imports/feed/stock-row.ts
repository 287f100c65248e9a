import type { StockRow } from '../../locations/rows.ts';
import { FieldError } from './field-error.ts';
import { availability, id, instant, line, price, required, type RawRow } from './fields.ts';

/**
 * Reads a row of Google's local inventory feed. The store code `online` is what shipping sells from.
 * @throws FieldError naming the first field that is wrong
 */
export function stockRow(row: RawRow, currency: string): StockRow {
  const locationId = required('store_code', id(row, 'store_code'));
  const variantId = required('id', id(row, 'id'));
  const quantity = count(row);
  const state =
    availability(row) ?? (quantity === undefined ? undefined : quantity > 0 ? 'in_stock' : 'out_of_stock');
  const asOf = line(row, 'as_of', 60);
  return {
    locationId,
    variantId,
    availability: required('availability', state),
    quantity,
    amount: price(row, 'sale_price', currency) ?? price(row, 'price', currency),
    asOf: asOf === undefined ? undefined : instant('as_of', asOf),
  };
}

function count(row: RawRow): number | undefined {
  const written = line(row, 'quantity', 30);
  if (written === undefined) return undefined;
  if (!/^\d{1,9}(\.0+)?$/.test(written)) throw new FieldError('quantity', 'must be a whole number from 0');
  return Number.parseInt(written, 10);
}
