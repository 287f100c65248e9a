import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { NewReview, OwnReview, Review, ReviewList, ReviewSummary } from '@continuo/protocol';
import { Shop } from '../../cart/testing/shop.ts';
import { transact } from '../../database/index.ts';
import { putStaff } from '../../staff/index.ts';
import type { TestBackend, TestCall, TestWorkspace } from '../../testing.ts';
import { decideReview, type Decision } from '../decide.ts';

/** A shop whose products people review. */
export class Reviewed {
  readonly backend: TestBackend;
  readonly shop: Shop;
  readonly ws: TestWorkspace;

  constructor(backend: TestBackend, shop: Shop) {
    this.backend = backend;
    this.shop = shop;
    this.ws = shop.workspace;
  }

  static open = async (backend: TestBackend): Promise<Reviewed> =>
    new Reviewed(backend, await Shop.open(backend));

  /** Somebody new on a device. */
  guest = async (): Promise<TestCall> => ({ device: (await this.ws.device()).token });

  customer = async (userId: string = randomUUID(), device?: string): Promise<TestCall> => ({
    token: await this.ws.token(userId),
    device,
  });

  /** Joins a device to a customer, as a log-in does. */
  async logIn(userId: string, device: string | undefined): Promise<TestCall> {
    const by = await this.customer(userId, device);
    await this.ws.json('/v1/customers/me/devices', { ...by, body: {} });
    return by;
  }

  send(by: TestCall, review: Partial<NewReview> = {}, product = 'p-A'): Promise<Response> {
    const whole = { id: randomUUID(), rating: 4, locale: 'en', author: 'Ada', ...review };
    return this.ws.fetch(`/v1/products/${product}/reviews`, { ...by, body: whole });
  }

  async write(by: TestCall, review: Partial<NewReview> = {}, product = 'p-A'): Promise<OwnReview> {
    const response = await this.send(by, review, product);
    assert.equal(response.status, 201, await response.clone().text());
    return (await response.json()) as OwnReview;
  }

  decide = (id: string, decision: Decision = { state: 'published' }) =>
    transact(this.backend.database.db, (tx) => decideReview(tx, this.ws.workspace, id, decision, new Date()));

  vote = (by: TestCall, id: string, vote: 'yes' | 'no' | null): Promise<Response> =>
    this.ws.fetch(`/v1/reviews/${id}/vote`, { ...by, method: 'PUT', body: { vote } });

  report = (by: TestCall, id: string, reason = 'untrue'): Promise<Response> =>
    this.ws.fetch(`/v1/reviews/${id}/report`, { ...by, method: 'PUT', body: { reason } });

  /** Somebody logged in at the desk. */
  async desk(name = 'Agent'): Promise<TestCall> {
    const origin = 'http://backend.test';
    const account = { email: `${randomUUID()}@example.com`, password: 'correct horse battery' };
    await putStaff(this.backend.database.db, this.ws.workspace, { ...account, name, role: 'agent' });
    const login = await this.ws.fetch('/v1/staff/session', { body: account, origin });
    return { headers: { Cookie: login.headers.get('set-cookie')!.split(';')[0]! }, origin };
  }

  /** Writes as somebody new and publishes it. */
  async published(review: Partial<NewReview> = {}, product = 'p-A'): Promise<OwnReview> {
    const written = await this.write(await this.guest(), review, product);
    await this.decide(written.id);
    return written;
  }

  list = (query = '', product = 'p-A'): Promise<ReviewList> =>
    this.ws.json(`/v1/products/${product}/reviews?key=${this.ws.publishable}${query}`);

  /** Ids, all pages. */
  async all(query: string, product = 'p-A'): Promise<string[]> {
    const found: Review[] = [];
    for (let cursor = ''; ;) {
      const page = await this.list(`${query}${cursor}`, product);
      found.push(...page.reviews);
      if (page.next === undefined) return found.map(({ id }) => id);
      cursor = `&cursor=${page.next}`;
    }
  }

  async summary(product = 'p-A'): Promise<ReviewSummary> {
    const path = `/v1/reviews/summaries?key=${this.ws.publishable}&products=${product}`;
    const { summaries } = await this.ws.json<{ summaries: ReviewSummary[] }>(path);
    return summaries[0]!;
  }

  own = (by: TestCall) =>
    this.ws.json<{ reviews: OwnReview[]; votes: { reviewId: string; vote: string }[]; reports: string[] }>(
      '/v1/reviews/mine',
      by,
    );
}
