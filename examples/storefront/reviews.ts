import { readFile } from 'node:fs/promises';
import type { AttachedMedia, CartDown, OwnReview } from '@continuo/protocol';
import { brandReviews, buyers, photoPath, type BrandReview } from './brand/reviews/index.ts';
import { products, variantsOf } from './brand/source/index.ts';
import { Seeding, type Seed } from './seeding.ts';

/** What reviewers do before and after. Each step may be repeated: what is there already stays as it is. */
export class Reviewing extends Seeding {
  readonly #reviews: readonly BrandReview[];
  /** What was photographed for reviews that are not written yet, by the review's id. */
  readonly #media = new Map<string, AttachedMedia[]>();

  /** @param reviews default: all of the brand; oldest first */
  constructor(seed: Seed, reviews = brandReviews) {
    super(seed);
    this.#reviews = reviews;
  }

  /**
   * Orders of those who bought before they wrote. Call it before stock is imported, which then stands as the feeds have
   * it.
   */
  async order(): Promise<void> {
    for (const [n, buyer] of buyers.entries()) await this.#buy(buyer, n);
  }

  /** Sends the photos. The backend looks at them in threads of their own, while what is reviewed may be imported. */
  async photograph(): Promise<void> {
    await Promise.all(
      this.#reviews.map(async ({ author, photos, review }) => {
        if (!photos.length || (await this.#hasWritten(author, review.id))) return;
        const sent = photos.map(async ({ snapshot, alt }) => ({
          id: await this.upload(author, await readFile(photoPath(snapshot))),
          alt,
        }));
        this.#media.set(review.id, await Promise.all(sent));
      }),
    );
  }

  /**
   * The reviews, written, decided and voted on through the backend's own routes, in the order in which it happened.
   * @returns how many are published and how many wait
   */
  async write(): Promise<{ published: number; waiting: number }> {
    const desk = await this.desk();
    for (const one of this.#reviews) {
      await this.#submit(one);
      await this.#decide(one, desk);
    }
    this.at(0);
    const waiting = this.#reviews.filter(({ waits }) => waits).length;
    return { published: this.#reviews.length - waiting, waiting };
  }

  /** Orders all that somebody writes of: today, since a backend that has just begun keeps no events of other months. */
  async #buy(author: string, n: number): Promise<void> {
    const reviewed = this.#reviews.filter((one) => one.author === author);
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

  async #hasWritten(author: string, id: string): Promise<boolean> {
    const headers = await this.by(author);
    const { reviews } = await this.json<{ reviews: OwnReview[] }>('/v1/reviews/mine', { headers });
    return reviews.some((review) => review.id === id);
  }

  async #submit({ author, daysAgo, productId, review }: BrandReview): Promise<void> {
    this.at(daysAgo);
    const media = this.#media.get(review.id);
    await this.call(`/v1/products/${productId}/reviews`, {
      body: { ...review, ...(media && { media }) },
      headers: await this.by(author),
    });
  }

  async #decide({ daysAgo, review, reply, waits, votes }: BrandReview, desk: Record<string, string>) {
    if (waits) return;
    this.at(daysAgo - 1);
    await this.publish(review.id, desk);
    this.at(daysAgo - 2);
    if (reply) await this.act(review.id, 'response', { text: reply }, desk);
    await this.vote(`/v1/reviews/${review.id}`, votes);
  }
}
