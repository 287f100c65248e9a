import type { Client } from '@continuo/core';
import type {
  ErrorCode,
  LineMeta,
  Notice,
  Operation,
  Properties,
  Quote,
  QuoteLine,
} from '@continuo/protocol';
import { CART_LIMITS } from '@continuo/protocol/constants';
import type { ReadableAtom } from 'nanostores';
import { httpBackend, type CartBackend } from './backend.ts';
import { createEngine } from './engine/engine.ts';
import { randomId } from './engine/random.ts';
import { screen, type Batch, type Press, type RefusedCode } from './engine/record.ts';
import { undoing, type Undo } from './engine/undo.ts';
import { createView } from './engine/view.ts';
import { apply } from './model/apply.ts';
import { lineKey } from './model/key.ts';
import { EMPTY_CART, type CartState } from './model/line.ts';

/** One line as it is shown. Keeps its identity while nothing about it changes. */
export interface CartLine {
  /** Variant, with a hash where there are properties: what the verbs take. */
  readonly key: string;
  /** `c/key`: what notices and quotes speak of. */
  readonly address: string;
  readonly variantId: string;
  readonly quantity: number;
  readonly properties: Properties | undefined;
  /** Where it was added, such as `pdp`. */
  readonly source: string | undefined;
  readonly note: string | undefined;
  /** Whether an edit of it waits for the backend. */
  readonly pending: boolean;
  /** The backend's last word on it; may be of another quantity while `$status.priced` is stale. */
  readonly quote: QuoteLine | undefined;
}

export interface CartStatus {
  /** `loading`: what is stored here is being read, or a customer's cart fetched. `error`: nothing is sent any more, see `code`. */
  readonly phase: 'loading' | 'ready' | 'error';
  readonly code: ErrorCode | undefined;
  /** Undefined until something is put into the cart. */
  readonly cartId: string | undefined;
  readonly online: boolean;
  /** Edits that the backend has not confirmed. */
  readonly pending: number;
  /** Whether every edit is stored, in `storage`. */
  readonly saved: boolean;
  /** Whether `$totals` is of what is shown. Checkout waits for `fresh`. */
  readonly priced: 'none' | 'stale' | 'fresh';
  /** `memory`: the browser refuses to store; edits that are not sent go with the page. */
  readonly storage: 'disk' | 'memory' | 'none';
}

/** All of the cart. */
export interface CartContents {
  readonly id: string | undefined;
  readonly lines: readonly CartLine[];
  readonly count: number;
  readonly note: string | undefined;
  readonly totals: Quote | undefined;
}

/** `invalid`: not a quantity, or nothing that can be put into a cart. */
export type Acceptance = { readonly ok: true } | { readonly ok: false; readonly code: RefusedCode };

/** What becomes of an edit that is already on screen. Neither promise rejects. */
export interface Receipt {
  /** Whether it is in the device's record: from then on it survives a killed browser. A page that is left keeps it before. */
  readonly saved: Promise<boolean>;
  /** The backend's word, whenever it comes. */
  readonly accepted: Promise<Acceptance>;
}

export interface AddOptions {
  /** Default 1. */
  n?: number;
  /** What the shopper wrote or chose beside the variant; other properties are another line. */
  properties?: Properties;
  /** Where the add comes from, such as `pdp`, `ugc:<id>`, `chat`. */
  source?: string;
}

export interface Cart {
  readonly $cart: ReadableAtom<CartContents>;
  readonly $lines: ReadableAtom<readonly CartLine[]>;
  /** Sum of quantities. */
  readonly $count: ReadableAtom<number>;
  /** The backend's last quote. Nothing of it is computed here. */
  readonly $totals: ReadableAtom<Quote | undefined>;
  /** What was changed for the shopper, until dismissed. */
  readonly $notices: ReadableAtom<readonly Notice[]>;
  readonly $status: ReadableAtom<CartStatus>;
  add(variant: string, options?: AddOptions): Receipt;
  /** One more or less of a line on screen. */
  change(key: string, n: number): Receipt;
  /** A typed quantity; 0 removes. */
  set(key: string, quantity: number): Receipt;
  remove(key: string): Receipt;
  clear(): Receipt;
  /** Of a line, or with `null` of the whole cart. An empty text removes it. */
  note(key: string | null, text: string): Receipt;
  /** Takes back the last edit made here, as a new edit. False: there is none. */
  undo(): boolean;
  dismiss(noticeId: string): void;
  /**
   * Sends what waits and asks for a fresh quote.
   * @throws ContinuoError or an Error that says in words why there is none, such as an empty cart.
   */
  checkout(): Promise<{ cart: CartContents; quote: Quote; url?: string }>;
  destroy(): void;
}

export interface CartOptions {
  /** Where the cart lives. Default: the client's own backend. */
  backend?: CartBackend;
}

/** How long a checkout waits for what is on its way. */
const CHECKOUT_MS = 15_000;
const UNDO_STEPS = 20;

/** The client's one cart, whichever script asks first. */
export const createCart = (client: Client, options: CartOptions = {}): Cart =>
  client.slot('cart', () => make(client, options.backend ?? httpBackend(client)));

function make(client: Client, backend: CartBackend): Cart {
  const view = createView();
  const receipts = new Map<string, { isSaved: boolean; resolve(acceptance: Acceptance): void }>();
  let steps: Undo[] = [];
  /** Of edits that were refused here and never made. */
  let local: readonly Notice[] = [];

  const shown = (): CartState => {
    const { record, unsaved } = engine.shelf;
    let cart = record ? screen(record) : EMPTY_CART;
    let s = record?.seq ?? 0;
    for (const { presses, seen } of unsaved) {
      for (const [press] of presses) {
        cart = apply(cart, record?.replica ?? '', [++s, seen, ...press] as unknown as Operation).cart;
      }
    }
    return cart;
  };

  const redraw = () => {
    const { record, unsaved } = engine.shelf;
    if (!record && unsaved.length === 0) {
      steps = [];
      local = [];
    }
    view.draw(shown(), engine, local);
    settle();
  };
  /** Tells those whose edit is neither unsaved nor waiting what became of it. */
  const settle = () => {
    const { record, unsaved } = engine.shelf;
    const waiting = new Set(record?.pend.map(([, tag]) => tag));
    for (const [tag, { isSaved, resolve }] of receipts) {
      if (record ? !isSaved || waiting.has(tag) : !isSaved && unsaved.length > 0) continue;
      receipts.delete(tag);
      const code = record ? record.refused.find(([other]) => other === tag)?.[1] : 'lost';
      resolve(code ? { ok: false, code } : { ok: true });
    }
  };
  const engine = createEngine(client, backend, () => redraw());
  redraw();

  const receipt = (saved: boolean, acceptance: Acceptance): Receipt => ({
    saved: Promise.resolve(saved),
    accepted: Promise.resolve(acceptance),
  });
  const refuse = (code: RefusedCode, press?: Press): Receipt => {
    if (press) {
      const address = press[0] === 'x' ? 'cart' : press[1];
      local = [...local, { id: randomId(8), kind: 'refused', address }];
      redraw();
    }
    return receipt(false, { ok: false, code });
  };

  /** Makes presses, shows them, saves them, and remembers how to take them back. */
  const press = (presses: readonly Press[], remember = true): Receipt => {
    const { record } = engine.shelf;
    const before = shown();
    let after = before;
    for (const [i, one] of presses.entries()) {
      const op = [(record?.seq ?? 0) + 1e6 + i, record?.v ?? 0, ...one] as unknown as Operation;
      const applied = apply(after, record?.replica ?? '', op);
      if (applied.refused) return refuse(applied.refused, one);
      after = applied.cart;
    }
    const undo = undoing(before, after);
    if (undo.length === 0) return receipt(true, { ok: true });
    if (remember) steps = [...steps.slice(1 - UNDO_STEPS), undo];
    const batch: Batch = {
      presses: presses.map((one) => [one, randomId(4)]),
      seen: record?.v ?? 0,
      on: record,
    };
    const accepted = batch.presses.map(
      ([, tag]) => new Promise<Acceptance>((resolve) => receipts.set(tag, { isSaved: false, resolve })),
    );
    const saved = engine.press(batch).then((kept) => {
      for (const [, tag] of batch.presses) {
        const receipt = receipts.get(tag);
        if (kept && receipt) receipt.isSaved = true;
        else if (receipts.delete(tag)) receipt?.resolve({ ok: false, code: 'lost' });
      }
      settle();
      return kept;
    });
    return {
      saved,
      accepted: Promise.all(accepted).then((all) => all.find((one) => !one.ok) ?? { ok: true }),
    };
  };

  const isCount = (n: number) => Number.isInteger(n) && n > 0;
  const line = (key: string) => `c/${key}`;

  return {
    ...view.stores,
    add(variant, { n = 1, properties, source } = {}) {
      const key = lineKey(variant, properties);
      if (!isCount(n) || !key || key.length > CART_LIMITS.keyLength) return refuse('invalid');
      const meta: LineMeta = {
        ...(properties && { properties }),
        ...(source && { source }),
      };
      return press([['a', line(key), n, ...((properties || source ? [meta] : []) as [])]]);
    },
    change(key, n) {
      if (!isCount(Math.abs(n))) return refuse('invalid');
      return press([['i', line(key), n]]);
    },
    set(key, quantity) {
      if (quantity !== 0 && !isCount(quantity)) return refuse('invalid');
      return press([quantity === 0 ? ['r', line(key)] : ['s', line(key), quantity]]);
    },
    remove: (key) => press([['r', line(key)]]),
    clear: () => press([['x', 'c']]),
    note: (key, text) => press([['n', key === null ? 'cart' : line(key), 'note', text.trim() || null]]),
    undo() {
      const last = steps.at(-1);
      if (!last) return false;
      steps = steps.slice(0, -1);
      press(last, false);
      return true;
    },
    dismiss(id) {
      local = local.filter((notice) => notice.id !== id);
      redraw();
      void engine.shelf.change((old) => ({
        ...old,
        notices: old.notices.filter((notice) => notice.id !== id),
      }));
    },
    async checkout() {
      if (view.stores.$count.get() === 0) throw new Error('The cart is empty.');
      for (let turn = 1; ; turn++) {
        await engine.flush(CHECKOUT_MS);
        const { record } = engine.shelf;
        if (!record) throw new Error('There is no cart any more.');
        const { quote, url } = await backend.checkout(record);
        // Another device may have changed it meanwhile; what is paid for is what was shown.
        if (quote.v !== engine.shelf.record?.v && turn < 3) continue;
        await engine.shelf.change((old) => ({
          ...old,
          ...(old.v === quote.v && { quote, quotedAt: Date.now() }),
          checkoutAt: Date.now(),
        }));
        if (!quote.lines.some(({ payable }) => payable > 0)) {
          throw new Error('Nothing in the cart can be had now.');
        }
        return { cart: view.stores.$cart.get(), quote, ...(url && { url }) };
      }
    },
    destroy: engine.destroy,
  };
}
