import type { CartDown } from '@continuo/protocol';
import { brandReviews, buyers, type BrandReview } from './brand/reviews/index.ts';
import { products, variantsOf } from './brand/source/index.ts';
import { Seeding, type Seed } from './seeding.ts';

/** What reviewers do before and after. */
class Reviewing extends Seeding {
  /** Orders all that somebody writes of: today, since a backend that has just begun keeps no events of other months. */
  async buy(author: string, n: number): Promise<void> {
    const reviewed = brandReviews.filter((one) => one.author === author);
    const orderId = `demo-order-${n}`;
    const secretly = { Authorization: `Bearer ${this.seed.secret}` };
    if (!reviewed.length || (await this.call(`/v1/orders/${orderId}`, { headers: secretly })).ok) return;
    const ops = reviewed.map(({ productId }, i) => {
      const product = products.find(({ id }) => id === productId)!;
      const sellable = variantsOf(product).find(({ key }) => !product.soldOut?.includes(key))!;
      return [i + 1, 0, 'a', `c/${sellable.id}`, 1];
    });
    const cart = `0198f000-0000-7000-8000-${String(n).padStart(12, '0')}`;
    const { quote } = await this.json<CartDown>(`/v1/carts/${cart}/ops`, {
      body: { p: 1, replica: `demo-buyer-${n}`, h: -1, market: 'hk', locale: 'en', ops },
      headers: await this.by(author),
    });
    await this.call(`/v1/carts/${cart}/order`, { body: { orderId, hash: quote?.hash }, headers: secretly });
  }

  async write({ author, daysAgo, productId, review }: BrandReview): Promise<void> {
    this.at(daysAgo);
    await this.call(`/v1/products/${productId}/reviews`, { body: review, headers: await this.by(author) });
  }

  async decide({ daysAgo, review, reply, waits, votes }: BrandReview, desk: Record<string, string>) {
    if (waits) return;
    this.at(daysAgo - 1);
    await this.publish(review.id, desk);
    this.at(daysAgo - 2);
    if (reply) await this.act(review.id, 'response', { text: reply }, desk);
    await this.vote(`/v1/reviews/${review.id}`, votes);
  }
}

/**
 * Orders of those who bought before they wrote. Call it before stock is imported, which then stands as the feeds have
 * it.
 */
export const fillOrders = async (seed: Seed): Promise<void> => {
  const seeding = new Reviewing(seed);
  for (const [n, buyer] of buyers.entries()) await seeding.buy(buyer, n);
};

/**
 * The brand's reviews, written, decided and voted on through the backend's own routes, in the order in which it
 * happened. May be repeated: what is there already stays as it is.
 * @returns how many are published and how many wait
 */
export const fillReviews = async (seed: Seed): Promise<{ published: number; waiting: number }> => {
  const seeding = new Reviewing(seed);
  const desk = await seeding.desk();
  for (const one of brandReviews) {
    await seeding.write(one);
    await seeding.decide(one, desk);
  }
  seeding.at(0);
  const waiting = brandReviews.filter(({ waits }) => waits).length;
  return { published: brandReviews.length - waiting, waiting };
};
