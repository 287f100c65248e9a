import type { EcommerceEvents, EventProduct } from '@continuo/protocol';
import { exponentOf } from '@continuo/protocol/constants';
import type { Plugin } from '../types.ts';

interface Money {
  amount: number;
  currency: string;
}

/** A line as the elements' events carry it. */
interface Line {
  variantId: string;
  productId: string;
  title?: string;
  options?: Record<string, string> | readonly { name: string; value: string }[];
  unit?: Money;
  quantity: number;
  previous?: number;
}

interface Details {
  'cart-added': Line & { cartId?: string };
  'cart-removed': Line & { cartId?: string };
  'cart-changed': Line & { cartId?: string };
  'cart-opened': { cartId?: string; lines: readonly Line[] };
  'checkout-started': { cartId: string; lines: readonly Line[]; total?: Money };
  'product-viewed': {
    productId: string;
    variantId?: string;
    title: string;
    brand?: string;
    category?: string;
    unit?: Money;
  };
  search: { query: string; results?: number };
}

type Event = { [Name in keyof EcommerceEvents]: [Name, EcommerceEvents[Name]] }[keyof EcommerceEvents];

/** Minor units to a decimal number of major units: `{amount: 1299, currency: 'HKD'}` → 12.99. */
export const decimal = ({ amount, currency }: Money): number =>
  Number((amount / 10 ** exponentOf(currency)).toFixed(exponentOf(currency)));

const price = (unit: Money | undefined) => unit && { price: decimal(unit), currency: unit.currency };

const product = ({ productId, variantId, title, options, unit, quantity }: Line): EventProduct => ({
  product_id: productId,
  sku: variantId,
  ...(title && { name: title }),
  ...(options && {
    variant: Object.values(options)
      .map((option: string | { value: string }) => (typeof option == 'string' ? option : option.value))
      .join(' / '),
  }),
  ...price(unit),
  quantity,
});

const cart = ({ cartId }: { cartId?: string }) => cartId && { cart_id: cartId };

/** What each DOM event is in Segment's e-commerce specification; undefined where it is nothing. */
const map: { [Name in keyof Details]: (detail: Details[Name]) => Event | undefined } = {
  'cart-added': (line) => ['Product Added', { ...cart(line), ...product(line) }],
  'cart-removed': (line) => ['Product Removed', { ...cart(line), ...product(line) }],
  'cart-changed'(line) {
    // Segment knows no change of quantity: the difference was added or removed.
    const more = line.quantity - (line.previous ?? line.quantity);
    if (more)
      return [
        more > 0 ? 'Product Added' : 'Product Removed',
        { ...cart(line), ...product({ ...line, quantity: Math.abs(more) }) },
      ];
  },
  'cart-opened': (detail) => ['Cart Viewed', { ...cart(detail), products: detail.lines.map(product) }],
  'checkout-started': (detail) => [
    'Checkout Started',
    {
      ...cart(detail),
      ...(detail.total && {
        total: decimal(detail.total),
        currency: detail.total.currency,
      }),
      products: detail.lines.map(product),
    },
  ],
  'product-viewed': ({ productId, variantId, title, brand, category, unit }) => [
    'Product Viewed',
    {
      product_id: productId,
      ...(variantId && { sku: variantId }),
      name: title,
      ...(brand && { brand }),
      ...(category && { category }),
      ...price(unit),
    },
  ],
  search: ({ query }) => ['Products Searched', { query }],
};

/** Turns the `continuo-*` events of the elements, wherever in the page, into Segment's e-commerce events. */
export const commerce =
  (target: EventTarget | undefined = globalThis.document): Plugin =>
  (tracker) => {
    const ends = Object.entries(map).map(([name, toEvent]) => {
      const listener = (event: globalThis.Event) => {
        const made = (toEvent as (detail: unknown) => Event | undefined)((event as CustomEvent).detail);
        if (made) tracker.track(...(made as ['Products Searched', { query: string }]));
      };
      target?.addEventListener('continuo-' + name, listener);
      return () => target?.removeEventListener('continuo-' + name, listener);
    });
    return () => ends.forEach((end) => end());
  };
