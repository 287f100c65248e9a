import type { CartDown, Device } from '@continuo/protocol';
import { brandReviews, buyers, type BrandReview } from './brand/reviews/index.ts';
import { products, variantsOf } from './brand/source/index.ts';

const ORIGIN = 'http://backend.local';
const DAY_MS = 86_400_000;

export interface ReviewSeed {
  /** The backend, which takes the time from `clock`: reviews have been written over a year. */
  api: (request: Request) => Promise<Response>;
  clock: { now: Date };
  publishable: string;
  secret: string;
  /** Who decides at the desk. */
  staff: { email: string; password: string };
}

interface Call {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What reviewers do before and after: each step asks the backend as a browser would, and may be repeated. */
class Seeding {
  readonly #seed: ReviewSeed;
  readonly #begin: Date;
  readonly #devices = new Map<string, Promise<string>>();

  constructor(seed: ReviewSeed) {
    this.#seed = seed;
    this.#begin = seed.clock.now;
  }

  async call(path: string, { method, body, headers }: Call): Promise<Response> {
    const response = await this.#seed.api(
      new Request(ORIGIN + path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { 'Content-Type': 'application/json', ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    if (!response.ok && response.status !== 404)
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  async json<T>(path: string, call: Call): Promise<T> {
    return (await (await this.call(path, call)).json()) as T;
  }

  /** Puts the clock so many days before the start. */
  at(daysAgo: number): void {
    this.#seed.clock.now = new Date(this.#begin.getTime() - daysAgo * DAY_MS);
  }

  /** The device of somebody, as a header. */
  async by(author: string): Promise<Record<string, string>> {
    let token = this.#devices.get(author);
    if (!token) {
      token = this.json<Device>('/v1/devices', {
        body: { key: this.#seed.publishable },
        headers: { 'Idempotency-Key': `demo-reviewer-${Buffer.from(author).toString('hex')}` },
      }).then((device) => device.token);
      this.#devices.set(author, token);
    }
    return { 'Continuo-Device': await token };
  }

  /** Orders all that somebody writes of: today, since a backend that has just begun keeps no events of other months. */
  async buy(author: string, n: number): Promise<void> {
    const reviewed = brandReviews.filter((one) => one.author === author);
    const orderId = `demo-order-${n}`;
    const secretly = { Authorization: `Bearer ${this.#seed.secret}` };
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
    const item = `/v1/moderation/${review.id}`;
    this.at(daysAgo - 1);
    await this.call(`${item}/decision`, { method: 'PUT', body: { decision: 'publish' }, headers: desk });
    this.at(daysAgo - 2);
    if (reply) await this.call(`${item}/response`, { method: 'PUT', body: { text: reply }, headers: desk });
    for (const { author, vote } of votes)
      await this.call(`/v1/reviews/${review.id}/vote`, {
        method: 'PUT',
        body: { vote },
        headers: await this.by(author),
      });
  }

  /** A session at the desk; it is for now, so it also holds for what was before. */
  async desk(): Promise<Record<string, string>> {
    this.at(0);
    const headers = { Origin: ORIGIN };
    const login = await this.call('/v1/staff/session', { body: this.#seed.staff, headers });
    return { ...headers, Cookie: login.headers.get('set-cookie')!.split(';')[0]! };
  }
}

/**
 * Orders of those who bought before they wrote. Call it before stock is imported, which then stands as the feeds have
 * it.
 */
export const fillOrders = async (seed: ReviewSeed): Promise<void> => {
  const seeding = new Seeding(seed);
  for (const [n, buyer] of buyers.entries()) await seeding.buy(buyer, n);
};

/**
 * The brand's reviews, written, decided and voted on through the backend's own routes, in the order in which it
 * happened. May be repeated: what is there already stays as it is.
 * @returns how many are published and how many wait
 */
export const fillReviews = async (seed: ReviewSeed): Promise<{ published: number; waiting: number }> => {
  const seeding = new Seeding(seed);
  const desk = await seeding.desk();
  for (const one of brandReviews) {
    await seeding.write(one);
    await seeding.decide(one, desk);
  }
  seeding.at(0);
  const waiting = brandReviews.filter(({ waits }) => waits).length;
  return { published: brandReviews.length - waiting, waiting };
};
