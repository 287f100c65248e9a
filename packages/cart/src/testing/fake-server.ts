/** The backend's cart in memory, on the same model: what the engine is tested against. */
import type { CartDown, CartPush, CartUp, Notice, Quote, QuoteLine, Refusal } from '@continuo/protocol';
import type { Seen } from '../model/compact.ts';
import { afterOrder, differenceSince } from '../model/difference.ts';
import { keyOf, listOf, variantOf } from '../model/key.ts';
import { EMPTY_CART, quantityAt, quantityOf, type CartState } from '../model/line.ts';
import { merge } from '../model/merge.ts';
import { NEW_SENDER, receive, type Sender } from '../model/receive.ts';
import { Fault } from './fault.ts';

interface Told {
  readonly to: number;
  readonly refused: readonly Refusal[];
  readonly notices: readonly Notice[];
}

interface Row {
  state: 'open' | 'merged' | 'ordered' | 'erased';
  owner: string | undefined;
  device: string | undefined;
  forward: string | undefined;
  epoch: string;
  cart: CartState;
  seen: readonly Seen[];
  notices: readonly Notice[];
}

export interface Who {
  readonly device: string | undefined;
  readonly user: string | undefined;
}

export type Announced =
  | { kind: 'cart'; push: CartPush }
  | { kind: 'moved'; cart: string }
  | { kind: 'quote'; cart: string; quote: Quote };

export class FakeServer {
  rows = new Map<string, Row>();
  senders = new Map<string, Sender & { told: readonly Told[] }>();
  readonly prices = new Map<string, number>();
  readonly stock = new Map<string, number>();
  readonly listeners = new Set<{ who: () => Who; on(told: Announced): void }>();
  /** Every message that arrived. */
  readonly log: { cart: string; up: CartUp }[] = [];
  /** Milliseconds by which the server's clock is ahead. */
  skew = 0;
  #epochs = 0;

  send(who: Who, id: string, sent: CartUp): CartDown {
    const up = structuredClone(sent);
    this.log.push({ cart: id, up });
    const { named, open } = this.#reach(who, id);
    const row = this.rows.get(open)!;
    const known = this.senders.get(up.replica);
    const received = receive({
      up,
      epoch: row.epoch,
      cart: row.cart,
      sender: known ?? NEW_SENDER,
      seen: row.seen,
      now: Date.now() + this.skew,
      forwarded: open === id ? undefined : named.state === 'ordered' ? 'ordered' : 'merged',
    });
    if (received.problem) {
      const { problem, ...extra } = received;
      throw new Fault(problem, problem === 'cart/replica-forked' ? 409 : 400, extra);
    }
    const before = row.cart.v;
    row.cart = received.cart;
    row.seen = received.seen;
    const { refused, notices } = received;
    const told = [...(known?.told ?? []), { to: received.sender.last, refused, notices }].slice(-50);
    this.senders.set(up.replica, { ...received.sender, told });
    if (row.cart.v !== before) this.#push(open, before);
    const again = told.filter(({ to }) => to >= (up.ops[0]?.[0] ?? Infinity));
    return this.#down(id, open, up.replica, received.f, again);
  }

  merge(who: Who, id: string, replica: string): CartDown {
    if (!this.rows.has(id)) this.#reach(who, id);
    const { named, open } = this.#reach(who, id);
    const guest = this.rows.get(open)!;
    if (!guest.owner) {
      const theirs = [...this.rows].find(([, row]) => row.owner === who.user && row.state === 'open');
      guest.owner = who.user;
      if (theirs) {
        const [to, row] = theirs;
        const merged = merge(guest.cart, row.cart, 'sum', replica);
        const before = row.cart.v;
        row.cart = merged.cart;
        row.seen = [...row.seen, { ...merged.seen, at: Date.now() + this.skew }];
        Object.assign(guest, { state: 'merged', forward: to, notices: merged.notices });
        this.#push(to, before);
        this.#tell(to, { kind: 'moved', cart: open });
      }
    }
    const now = this.#reach(who, id).open;
    return this.#down(id, now, replica, -1, [{ to: 0, refused: [], notices: named.notices }]);
  }

  order(id: string): string {
    const row = this.rows.get(id)!;
    const next = `${id}-next`;
    this.rows.set(next, { ...row, cart: afterOrder(row.cart), epoch: this.#epoch() });
    Object.assign(row, { state: 'ordered', forward: next });
    this.#tell(next, { kind: 'moved', cart: id });
    return next;
  }

  erase(id: string): void {
    this.rows.get(id)!.state = 'erased';
  }

  quote(who: Who, id: string): Quote {
    return this.#quote(this.rows.get(this.#reach(who, id).open)!.cart);
  }

  /** Prices or stock changed: tells the carts, as the backend does after an import. */
  requote(): void {
    for (const [cart, row] of this.rows)
      this.#tell(cart, { kind: 'quote', cart, quote: this.#quote(row.cart) });
  }

  backup(): () => void {
    const rows = structuredClone(this.rows);
    const senders = structuredClone(this.senders);
    return () => {
      this.rows = structuredClone(rows);
      this.senders = structuredClone(senders);
      for (const row of this.rows.values()) row.epoch = this.#epoch();
    };
  }

  /** What is in the one open cart. */
  get contents(): Record<string, number> {
    const open = [...this.rows.values()].filter(({ state }) => state === 'open');
    const all: Record<string, number> = {};
    for (const { cart } of open) {
      for (const [address, { parts }] of Object.entries(cart.lines)) {
        const n = quantityOf(parts);
        if (n > 0) all[keyOf(address)] = (all[keyOf(address)] ?? 0) + n;
      }
    }
    return all;
  }

  #epoch = () => `e${++this.#epochs}`;

  #reach(who: Who, id: string): { named: Row; open: string } {
    if (!who.device && !who.user) throw new Fault('auth/missing', 401);
    if (!this.rows.has(id)) {
      const theirs =
        who.user && [...this.rows].find(([, row]) => row.owner === who.user && row.state === 'open')?.[0];
      this.rows.set(id, {
        state: theirs ? 'merged' : 'open',
        owner: who.user,
        device: who.device,
        forward: theirs || undefined,
        epoch: this.#epoch(),
        cart: EMPTY_CART,
        seen: [],
        notices: [],
      });
    }
    const named = this.rows.get(id)!;
    let open = id;
    for (let row = named; row.forward; row = this.rows.get(row.forward)!) open = row.forward;
    const row = this.rows.get(open)!;
    if (row.state === 'erased' || named.state === 'erased') throw new Fault('cart/gone', 410);
    if (row.owner ? row.owner !== who.user : row.device !== who.device) {
      throw row.owner && !who.user ? new Fault('auth/missing', 401) : new Fault('cart/unknown', 404);
    }
    return { named, open };
  }

  #down(id: string, open: string, replica: string, f: number, told: readonly Told[]): CartDown {
    const row = this.rows.get(open)!;
    const named = this.rows.get(id)!;
    return structuredClone({
      p: 1,
      cart: open,
      epoch: row.epoch,
      replica,
      ...differenceSince(row.cart, f),
      a: this.senders.get(replica)?.last ?? 0,
      refused: told.flatMap((t) => t.refused),
      notices: told.flatMap((t) => t.notices),
      state: named.state === 'erased' ? 'open' : named.state,
      quote: this.#quote(row.cart),
    });
  }

  #push(id: string, f: number): void {
    const { cart, epoch } = this.rows.get(id)!;
    this.#tell(id, { kind: 'cart', push: structuredClone({ cart: id, epoch, ...differenceSince(cart, f) }) });
  }

  #tell(id: string, told: Announced): void {
    const { owner, device } = this.rows.get(id)!;
    for (const { who, on } of this.listeners) {
      if (owner ? who().user === owner : who().device === device) setTimeout(() => on(told), 2);
    }
  }

  #quote(cart: CartState): Quote {
    const money = (amount: number) => ({ amount, currency: 'HKD' });
    const lines = Object.keys(cart.lines).flatMap((address): QuoteLine[] => {
      const wanted = quantityAt(cart, address);
      if (wanted === 0 || listOf(address) !== 'c') return [];
      const variantId = variantOf(keyOf(address));
      const available = this.stock.get(variantId) ?? 1000;
      const payable = Math.min(available, wanted);
      const unit = this.prices.get(variantId) ?? 1000;
      return [
        {
          address,
          variantId,
          productId: variantId,
          title: `Product ${variantId}`,
          options: [],
          wanted,
          payable,
          available,
          unit: money(unit),
          total: money(unit * payable),
          flags: available === 0 ? ['sold-out'] : payable < wanted ? ['limited'] : [],
        },
      ];
    });
    const total = lines.reduce((sum, line) => sum + line.total.amount, 0);
    return {
      v: cart.v,
      market: 'hk',
      locale: 'en',
      currency: 'HKD',
      lines,
      subtotal: money(total),
      discounts: [],
      shipping: money(0),
      taxes: [],
      credits: [],
      total: money(total),
      hash: JSON.stringify(lines),
      expires: new Date(Date.now() + 900_000).toISOString(),
    };
  }
}
