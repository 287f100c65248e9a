import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { quantityAt, type CartState } from '@continuo/cart/model';
import type { CartDown, CartUp, Operation, Order, Problem, Quote } from '@continuo/protocol';
import type { NewWorkspace } from '../../workspaces/index.ts';
import type { TestBackend, TestCall, TestWorkspace } from '../../testing.ts';
import { newCartId } from '../id.ts';

export interface Good {
  id: string;
  /** Minor units of HKD. Default 100.00. */
  price?: number;
  /** Absent: not counted. */
  stock?: number;
}

/** A workspace with goods to sell; importing again changes prices and stock. */
export class Shop {
  readonly workspace: TestWorkspace;
  private constructor(workspace: TestWorkspace) {
    this.workspace = workspace;
  }

  static async open(
    backend: TestBackend,
    goods: readonly Good[] = ['A', 'B', 'C', 'X', 'Y'].map((id) => ({ id })),
    options: Partial<NewWorkspace> = {},
  ): Promise<Shop> {
    const shop = new Shop(await backend.workspace(options));
    await shop.stock(goods);
    return shop;
  }

  /** Imports a feed of these goods, complete. */
  async stock(goods: readonly Good[]): Promise<void> {
    const lines = goods.flatMap(({ id, price = 10_000, stock }) => [
      {
        type: 'product',
        id,
        product: `p-${id}`,
        title: `Pot ${id}`,
        description: 'A pot.',
        availability: 'in_stock',
        price: { amount: price, currency: 'HKD' },
        pictures: ['https://shop.example/pot.webp'],
        categories: ['Pots'],
        link: 'https://shop.example/pot',
      },
      ...(stock === undefined
        ? []
        : [
            {
              type: 'stock',
              location: 'online',
              variant: id,
              availability: stock > 0 ? 'in_stock' : 'out_of_stock',
              quantity: stock,
            },
          ]),
    ]);
    const path = '/v1/imports?kind=jsonl&format=jsonl&source=test&market=hk&locale=en&force=true';
    const response = await this.workspace.fetch(path, {
      method: 'POST',
      secret: true,
      body: lines.map((line) => JSON.stringify(line)).join('\n'),
      headers: { 'Content-Type': 'application/x-ndjson' },
    });
    const text = await response.text();
    assert.equal(response.status, 200, text);
    assert.match(text, /"type":"done"/, text);
    assert.doesNotMatch(text, /"type":"refused"/, text);
  }

  /** A browser of a guest. */
  async guest(cartId = newCartId(new Date())): Promise<Browser> {
    return new Browser(this.workspace, cartId, (await this.workspace.device()).token);
  }

  /** A browser in which a customer is logged in. */
  async customer(userId: string, cartId = newCartId(new Date())): Promise<Browser> {
    const browser = await this.guest(cartId);
    browser.token = await this.workspace.token(userId);
    return browser;
  }

  /** What the merchant's server does after the payment. */
  place(cartId: string, hash: string, orderId: string = randomUUID()): Promise<Response> {
    return this.workspace.fetch(`/v1/carts/${cartId}/order`, { secret: true, body: { orderId, hash } });
  }

  /** Quotes the cart and orders it. */
  async order(cartId: string, orderId: string = randomUUID()): Promise<Order> {
    const { hash } = await this.workspace.json<Quote>(`/v1/carts/${cartId}/quote`, {
      secret: true,
      body: {},
    });
    const response = await this.place(cartId, hash, orderId);
    assert.equal(response.status, 201, await response.clone().text());
    return (await response.json()) as Order;
  }
}

type Bare = Operation extends infer O ? (O extends [number, number, ...infer Rest] ? Rest : never) : never;

/** How a browser reaches a backend, and gets a customer's token. */
export type Backdoor = Pick<TestWorkspace, 'fetch' | 'token'>;

/** One replica: numbers its operations, remembers its cart as the answers tell it, and can be cut off. */
export class Browser {
  readonly workspace: Backdoor;
  readonly device: string;
  token: string | undefined;
  cartId: string;
  replica = randomBytes(9).toString('base64url');
  epoch: string | undefined;
  s = 0;
  v = 0;
  h = -1;
  lines: CartState['lines'] = {};
  pending: Operation[] = [];
  tags = new Map<Operation, string>();
  last: CartDown | undefined;

  constructor(workspace: Backdoor, cartId: string, device: string) {
    this.workspace = workspace;
    this.cartId = cartId;
    this.device = device;
  }

  /** Another profile of the same person, or a second copy of this one (`copied`). */
  another({ copied = false } = {}): Browser {
    const other = new Browser(this.workspace, this.cartId, this.device);
    other.token = this.token;
    if (copied)
      Object.assign(other, { replica: this.replica, epoch: this.epoch, s: this.s, v: this.v, h: this.h });
    return other;
  }

  /** A press: numbered now, with what is on the screen now. */
  press(...op: Bare): Operation {
    const made = [++this.s, this.v, ...op] as unknown as Operation;
    this.pending.push(made);
    this.tags.set(made, randomBytes(3).toString('base64url'));
    return made;
  }

  call(path: string, call: TestCall): Promise<Response> {
    return this.workspace.fetch(path, { device: this.device, token: this.token, ...call });
  }

  up(ops: readonly Operation[] = this.pending): CartUp {
    const k = Math.min(this.v, ...this.pending.map((op) => op[1]));
    const tags = ops.map((op) => this.tags.get(op) ?? '');
    return { p: 1, replica: this.replica, h: this.h, k, epoch: this.epoch, ops: [...ops], tags };
  }

  post(up: CartUp, cartId = this.cartId): Promise<Response> {
    return this.call(`/v1/carts/${cartId}/ops`, { body: up });
  }

  /** Sends what is pending and takes the answer. */
  async sync(): Promise<CartDown> {
    const response = await this.post(this.up());
    assert.equal(response.status, 200, await response.clone().text());
    return this.take((await response.json()) as CartDown);
  }

  take(down: CartDown): CartDown {
    this.last = down;
    this.cartId = down.cart;
    this.epoch = down.epoch;
    const lines = { ...(down.f < 0 ? {} : this.lines) };
    for (const [addr, parts] of Object.entries(down.l)) {
      if (parts.length === 0) delete lines[addr];
      else lines[addr] = { lv: down.v, parts, regs: down.regs[addr] ?? {}, meta: down.meta?.[addr] };
    }
    if (down.regs['cart']) lines['cart'] = { lv: down.v, parts: [], regs: down.regs['cart'] };
    this.lines = lines;
    this.v = this.h = down.v;
    this.pending = this.pending.filter((op) => op[0] > down.a);
    return down;
  }

  async do(...op: Bare): Promise<CartDown> {
    this.press(...op);
    return this.sync();
  }

  /** Quantity of `c/…` as this replica sees it. */
  n(addr: string): number {
    return quantityAt({ lines: this.lines }, addr);
  }

  /** The cure of a fork: a new replica, what both agree on dropped, the rest counted from 1. */
  cure(same: number): void {
    this.replica = randomBytes(9).toString('base64url');
    this.s = 0;
    this.h = -1;
    const rest = this.pending.filter((op) => op[0] > same);
    this.pending = [];
    for (const [, , ...op] of rest) this.press(...op);
  }

  merge(cartId = this.cartId): Promise<Response> {
    return this.call(`/v1/carts/${cartId}/merge`, { body: { replica: this.replica, at: 'login' } });
  }

  async login(userId: string): Promise<CartDown> {
    this.token = await this.workspace.token(userId);
    const response = await this.merge();
    assert.equal(response.status, 200, await response.clone().text());
    return this.take((await response.json()) as CartDown);
  }
}

/** The problem document of a refused request. */
export async function problemOf(response: Response): Promise<Problem & Record<string, unknown>> {
  const problem = (await response.json()) as Problem & Record<string, unknown>;
  assert.equal(problem.status, response.status);
  return problem;
}

/** Runs both at the same time; on the embedded database they take turns in whatever order they arrive. */
export const race = <T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> =>
  Promise.all(tasks.map((task) => task()));
