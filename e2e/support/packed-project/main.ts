import { configure } from '@continuo/core/browser';
import { createCart, type CartLine } from '@continuo/cart';
import { createTracker } from '@continuo/tracker';
import { commerce } from '@continuo/tracker/commerce';
import { createProduct } from '@continuo/headless/catalog';
import '@continuo/elements/define/cart-button';
import '@continuo/elements/themes/reserve.css';

const { VITE_ENDPOINT: endpoint, VITE_KEY: key } = import.meta.env;
const client = configure({ endpoint, key, market: 'hk' });
const cart = createCart(client);
const tracker = createTracker<{ 'Quiz Finished': { score: number } }>(client, { plugins: [commerce()] });

tracker.track('Product Viewed', { product_id: 'harbour-teapot', price: 12.99, currency: 'HKD' });
tracker.track('Quiz Finished', { score: 7 });

/** Never called: it is here for the compiler. */
export function mistakes(): void {
  // @ts-expect-error there is no such event
  tracker.track('Produkt Viewed', { product_id: 'harbour-teapot' });
  // @ts-expect-error a price is a number
  tracker.track('Product Viewed', { product_id: 'harbour-teapot', price: '12.99' });
  // @ts-expect-error the event of our own has a number, too
  tracker.track('Quiz Finished', { score: 'seven' });
  // @ts-expect-error a client has an endpoint
  configure({ key });
  // @ts-expect-error a quantity is a number
  cart.add('harbour-teapot-celadon', { n: '2' });
}

export const quantities = (lines: readonly CartLine[]): number[] => lines.map(({ quantity }) => quantity);
export const { $product } = createProduct(client, { productId: 'harbour-teapot' });
export const button: HTMLElement | null = document.querySelector('continuo-cart-button');

await cart.add('harbour-teapot-celadon', { n: 2 }).accepted;
document.title = 'accepted';
