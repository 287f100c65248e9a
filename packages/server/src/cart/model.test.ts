import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import {
  differenceSince,
  EMPTY_CART,
  receive,
  type CartState,
  type Seen,
  type Sender,
} from '@continuo/cart/model';
import type { CartDown, CartUp } from '@continuo/protocol';
import fc from 'fast-check';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { Shop, type Browser } from './testing/shop.ts';

let backend: TestBackend;
let shop: Shop;
before(async () => {
  backend = await openTestBackend();
  shop = await Shop.open(backend);
});
after(() => backend.close());

/** The backend as the model has it: in memory, without tables. */
class Pure {
  cart: CartState = EMPTY_CART;
  readonly senders = new Map<string, Sender>();
  seen: readonly Seen[] = [];

  take(up: CartUp, epoch: string): Pick<CartDown, 'f' | 'v' | 'l' | 'regs' | 'a'> {
    const sender = this.senders.get(up.replica) ?? { last: 0, hashes: [] };
    const result = receive({ up, epoch, cart: this.cart, sender, seen: this.seen, now: Date.now() });
    if (result.problem !== undefined) throw new Error(result.problem);
    this.cart = result.cart;
    this.seen = result.seen;
    this.senders.set(up.replica, result.sender);
    const { f, v, l, regs } = differenceSince(result.cart, result.f);
    return { f, v, l, regs, a: result.sender.last };
  }
}

const who = fc.integer({ min: 0, max: 2 });
const addr = fc.constantFrom('c/A', 'c/B', 'l/A', 'l/B');
const n = fc.integer({ min: 1, max: 4 });
const press = fc.oneof(
  fc.tuple(fc.constant('a' as const), addr, n),
  fc.tuple(fc.constant('i' as const), addr, fc.integer({ min: -3, max: 3 })),
  fc.tuple(fc.constant('s' as const), addr, n),
  fc.tuple(fc.constant('r' as const), addr),
  fc.tuple(fc.constant('x' as const), fc.constantFrom('c' as const, 'l' as const)),
  fc.tuple(fc.constant('m' as const), addr, fc.constantFrom('c' as const, 'l' as const)),
  fc.tuple(fc.constant('n' as const), addr, fc.constant('note' as const), fc.constantFrom('x', 'y', null)),
);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('press' as const), who, press }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sync' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), who }) },
);

it('does with tables, step by step, what the pure model does in memory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const pure = new Pure();
      const first = await shop.customer(`u-${randomUUID()}`);
      const all: Browser[] = [first, first.another(), first.another()];
      const send = async (browser: Browser): Promise<CartDown> => {
        const up = browser.up();
        const response = await browser.post(up);
        assert.equal(response.status, 200, await response.clone().text());
        const down = (await response.json()) as CartDown;
        const { f, v, l, regs, a } = down;
        assert.deepEqual({ f, v, l, regs, a }, pure.take(up, down.epoch));
        return down;
      };
      for (const one of steps) {
        const browser = all[one.who]!;
        if (one.do === 'press') browser.press(...(one.press as Parameters<Browser['press']>));
        else if (one.do === 'lose') await send(browser);
        else browser.take(await send(browser));
      }
      for (const browser of [...all, ...all]) browser.take(await send(browser));
      const shown = all.map((browser) =>
        Object.entries(browser.lines)
          .map(([at, { regs }]) => [at, browser.n(at), regs])
          .sort(),
      );
      for (const lines of shown) assert.deepEqual(lines, shown[0]);
    }),
    { numRuns: 15 },
  );
});
