import type { Notice, Quote } from '@continuo/protocol';
import { atom, type ReadableAtom } from 'nanostores';
import type { CartContents, CartLine, CartStatus } from '../cart.ts';
import { keyOf, listOf, variantOf } from '../model/key.ts';
import { quantityOf, type CartState } from '../model/line.ts';
import type { Engine } from './engine.ts';
import { QUOTE_LIFE_MS } from './record.ts';

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The stores, and what draws them: each changes only when what it holds does. */
export function createView() {
  const $cart = atom<CartContents>({
    id: undefined,
    lines: [],
    count: 0,
    note: undefined,
    totals: undefined,
  });
  const $lines = atom<readonly CartLine[]>([]);
  const $count = atom(0);
  const $totals = atom<Quote | undefined>();
  const $notices = atom<readonly Notice[]>([]);
  const $status = atom<CartStatus>({} as CartStatus);

  const linesOf = (cart: CartState, engine: Engine): readonly CartLine[] => {
    const before = $lines.get();
    const known = new Map(before.map((line) => [line.address, line]));
    const { record } = engine.shelf;
    const quotes = new Map(record?.quote?.lines.map((line) => [line.address, line]));
    const edited = new Set<string>();
    for (const [op] of record?.pend ?? []) edited.add(op[3]);
    for (const { presses } of engine.shelf.unsaved) for (const [press] of presses) edited.add(press[1]);
    const lines = Object.entries(cart.lines).flatMap(([address, { parts, meta, regs }]): CartLine[] => {
      if (listOf(address) !== 'c' || parts.length === 0) return [];
      const line: CartLine = {
        key: keyOf(address),
        address,
        variantId: variantOf(keyOf(address)),
        quantity: quantityOf(parts),
        properties: meta?.properties,
        source: meta?.source,
        note: regs['note']?.[0] ?? undefined,
        pending: edited.has(address),
        quote: quotes.get(address),
      };
      const was = known.get(address);
      return [was && same(was, line) ? was : line];
    });
    return lines.length === before.length && lines.every((line, i) => line === before[i]) ? before : lines;
  };

  const statusOf = (engine: Engine): CartStatus => {
    const { shelf, talk, loading } = engine;
    const { record, unsaved } = shelf;
    const { stopped } = talk;
    const online = talk.client.platform.online && talk.reachable;
    const pending = (record?.pend.length ?? 0) + unsaved.reduce((n, { presses }) => n + presses.length, 0);
    const quote = record?.quote;
    const isFresh =
      quote?.v === record?.v &&
      pending === 0 &&
      Math.abs(Date.now() - (record?.quotedAt ?? 0)) < QUOTE_LIFE_MS;
    // A customer's cart that was never seen here.
    const isUnknown = record?.owned && record.h < 0 && pending === 0 && online;
    return {
      phase: stopped ? 'error' : loading || isUnknown ? 'loading' : 'ready',
      code: stopped,
      cartId: record?.cart,
      online,
      pending,
      saved: unsaved.length === 0,
      priced: !quote ? 'none' : isFresh && online && !stopped ? 'fresh' : 'stale',
      storage: shelf.storage,
    };
  };

  const set = <T>($store: ReturnType<typeof atom<T>>, value: T) => {
    if (!same($store.get(), value)) $store.set(value);
  };

  const draw = (cart: CartState, engine: Engine, local: readonly Notice[]): void => {
    const { record } = engine.shelf;
    const lines = linesOf(cart, engine);
    const count = lines.reduce((sum, line) => sum + line.quantity, 0);
    if (lines !== $lines.get()) $lines.set(lines);
    set($count, count);
    set($totals, record?.quote);
    set($notices, [...(record?.notices ?? []), ...local]);
    set($status, statusOf(engine));
    const contents: CartContents = {
      id: record?.cart,
      lines,
      count,
      note: cart.lines['cart']?.regs['note']?.[0] ?? undefined,
      totals: $totals.get(),
    };
    const shown = $cart.get();
    if ((Object.keys(contents) as (keyof CartContents)[]).some((name) => contents[name] !== shown[name])) {
      $cart.set(contents);
    }
  };

  const stores = {
    $cart: $cart as ReadableAtom<CartContents>,
    $lines: $lines as ReadableAtom<readonly CartLine[]>,
    $count: $count as ReadableAtom<number>,
    $totals: $totals as ReadableAtom<Quote | undefined>,
    $notices: $notices as ReadableAtom<readonly Notice[]>,
    $status: $status as ReadableAtom<CartStatus>,
  };
  return { stores, draw };
}
