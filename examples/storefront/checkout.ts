import type { Contact, Order } from '@continuo/protocol';
import { BackendError, type BackendClient } from './backend.ts';
import { orderIdOf, type Payments } from './payments.ts';

/** What the check-out page sends. */
export interface Wanted {
  cartId: string;
  /** Of the quote whose total was shown. */
  hash: string;
  method: string;
  contact: Contact;
}

export type Outcome =
  | { placed: Order }
  /** `problem` is a key of the page's error words. */
  | { problem: 'changed' | 'empty' | 'declined' | 'gone' | 'required' };

const words = (value: unknown, most: number): string | undefined =>
  typeof value === 'string' && value.trim() && value.length <= most ? value.trim() : undefined;

/** Reads what came over the wire; undefined when something needed is missing. */
export const readWanted = (body: unknown): Wanted | undefined => {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const [cartId, hash, method] = ['cartId', 'hash', 'method'].map((name) => words(given[name], 128));
  const [name, email, address] = ['name', 'email', 'address'].map((field) => words(given[field], 200));
  const country = words(given['country'], 2);
  if (!cartId || !hash || !method || !name || !email || !address) return undefined;
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || !country || !/^[A-Z]{2}$/.test(country)) return undefined;
  const more = ['address2', 'city'].flatMap((field) => words(given[field], 200) ?? []);
  const phone = words(given['phone'], 40);
  const postalCode = words(given['postalCode'], 20);
  return {
    cartId,
    hash,
    method,
    contact: {
      name,
      email,
      address: [address, ...more],
      country,
      ...(phone && { phone }),
      ...(postalCode && { postalCode }),
    },
  };
};

/**
 * Pays and places: first the payment, then the order of what was paid. Both know what they have done, so the whole may
 * be repeated however often, also after a crash between the two. When the cart is no longer what was paid for, the
 * payment goes back and the shopper looks again.
 */
export const checkOut = async (
  wanted: Wanted,
  { backend, payments, secretKey }: { backend: BackendClient; payments: Payments; secretKey: string },
): Promise<Outcome> => {
  if (wanted.method === 'demo-declined') return { problem: 'declined' };
  const orderId = orderIdOf(secretKey, wanted.cartId);
  const placed = await backend.order(orderId);
  if (placed) return { placed };
  const payment = await payments.take(orderId, wanted.hash);
  try {
    const order = await backend.placeOrder(wanted.cartId, {
      orderId,
      hash: wanted.hash,
      contact: wanted.contact,
      payment: { method: wanted.method, reference: payment.reference },
      channel: 'web',
    });
    return { placed: order };
  } catch (error) {
    if (!(error instanceof BackendError) || error.status >= 500 || error.status === 429) throw error;
    await payments.giveBack(payment);
    // Ordered meanwhile with another quote, in another tab: that order is the order.
    const other = error.code === 'order/mismatch' ? await backend.order(orderId) : undefined;
    if (other) return { placed: other };
    if (error.code === 'cart/changed') return { problem: 'changed' };
    if (error.code === 'cart/empty') return { problem: 'empty' };
    if (error.code === 'cart/unknown' || error.code === 'cart/gone') return { problem: 'gone' };
    throw error;
  }
};
