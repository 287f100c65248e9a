import { randomInt } from 'node:crypto';
import {
  exponentOf,
  type EventProduct,
  type Money,
  type Order,
  type OrderProperties,
} from '@continuo/protocol';

/** Nine digits in threes: short enough for the telephone, the same in every language, and no count of the orders. */
export const newOrderNumber = (random: (max: number) => number = randomInt): string =>
  String(random(1_000_000_000))
    .padStart(9, '0')
    .replace(/(?=(?:\d{3})+$)(?!^)/g, '-');

/** An amount in major units, as Segment's e-commerce events have it. */
export const majorUnits = ({ amount, currency }: Money): number =>
  Number((amount / 10 ** exponentOf(currency)).toFixed(exponentOf(currency)));

/** Properties of `Order Completed`. `total` includes tax and shipping, `revenue` does not include shipping. */
export const orderProperties = (order: Order): OrderProperties => ({
  order_id: order.id,
  checkout_id: order.cartId,
  currency: order.quote.currency,
  total: majorUnits(order.total),
  subtotal: majorUnits(order.subtotal),
  revenue: majorUnits(order.subtotal),
  shipping: majorUnits(order.shipping),
  tax: majorUnits({
    amount: order.quote.taxes.reduce((sum, tax) => sum + tax.amount.amount, 0),
    currency: order.quote.currency,
  }),
  discount: majorUnits({
    amount: order.quote.discounts.reduce((sum, discount) => sum + discount.amount.amount, 0),
    currency: order.quote.currency,
  }),
  products: order.lines.map((line, position): EventProduct => ({
    product_id: line.productId,
    sku: line.variantId,
    ...(line.title !== undefined && { name: line.title }),
    ...(line.options.length > 0 && { variant: line.options.join(' / ') }),
    price: majorUnits(line.unit),
    currency: line.unit.currency,
    quantity: line.payable,
    position: position + 1,
  })),
});
