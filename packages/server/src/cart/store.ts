import { keyOf, variantOf, type CartState, type Line, type Seen } from '@continuo/cart/model';
import type { LineMeta, Money, Notice, Part } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db, Tx } from '../database/index.ts';
import type { CartPhase, Told } from './tables.ts';

export interface Cart {
  id: string;
  owner: string | null;
  deviceId: string | null;
  state: CartPhase;
  forwardTo: string | null;
  orderId: string | null;
  market: string;
  locale: string;
  epoch: string;
  v: number;
  horizon: number;
  /** What its merge was told with, once it was merged. */
  mergeNotices: Notice[] | null;
}

export interface Replica {
  deviceId: string;
  /** Last s that was accepted or refused. */
  last: number;
  /** Of its last operations. */
  hashes: readonly string[];
  /** What its last messages were told besides acceptance, so that a lost answer can be given again. */
  told: readonly Told[];
}

/** What a cart consists of besides its own row. */
export interface Contents {
  cart: Cart;
  state: CartState;
  /** Unit price of each line when it was first quoted. */
  units: ReadonlyMap<string, Money>;
  seen: Seen[];
  /** The replica asked for; undefined when it never sent anything. */
  replica: Replica | undefined;
}

/** Of a cart `c`, as `Cart` names them. */
const FIELDS = sql`c.id, c.owner, c.device_id as "deviceId", c.state, c.forward_to as "forwardTo",
  c.order_id as "orderId", c.market, c.locale, c.epoch, c.v, c.horizon,
  c.merge_notices as "mergeNotices"`;

/** A cart and those its forwards lead to, without locks: the last one is where things happen. */
export async function follow(db: Db, ws: number, id: string): Promise<Cart[]> {
  const { rows } = await sql<Cart>`
    with recursive path as (
      select c.*, 0 as step from cart c where ws = ${ws} and id = ${id}
      union all
      select n.*, step + 1 from path p join cart n on n.ws = p.ws and n.id = p.forward_to where step < 1000
    )
    select ${FIELDS}
    from path c order by step`.execute(db);
  return rows;
}

/** Locks one cart, if it is open, and reads what it is now. */
export async function lockCart(tx: Tx, ws: number, id: string): Promise<Cart | undefined> {
  const { rows } = await sql<Cart>`
    select ${FIELDS} from cart c where ws = ${ws} and id = ${id} and state = 'open' for update`.execute(tx);
  return rows[0];
}

/** Locks the customer's open cart. */
export async function lockOpenCartOf(tx: Tx, ws: number, owner: string): Promise<Cart | undefined> {
  const { rows } = await sql<Cart>`
    select ${FIELDS} from cart c where ws = ${ws} and owner = ${owner} and state = 'open' for update`.execute(
    tx,
  );
  return rows[0];
}

type LineRow = [lv: number, parts: Part[], meta: LineMeta | null, regs: Line['regs'], unit: Money | null];

/**
 * A cart whole, and one replica, in one statement, so of one moment. Never in the statement that takes the lock: that
 * one would still see what was there before it waited.
 */
export async function findContents(
  db: Db,
  ws: number,
  id: string,
  replica = '',
): Promise<Contents | undefined> {
  const { rows } = await sql<
    Cart & { lines: Record<string, LineRow>; seen: Seen[]; replica: Replica | null }
  >`
    select ${FIELDS},
      (select coalesce(jsonb_object_agg(addr, jsonb_build_array(lv, parts, meta, regs, unit)), '{}')
        from cart_line where ws = c.ws and cart_id = c.id) as lines,
      (select coalesce(jsonb_agg(jsonb_build_object('replica', replica, 'seen', seen,
          'at', (extract(epoch from at) * 1000)::bigint)), '[]')
        from cart_seen where ws = c.ws and cart_id = c.id) as seen,
      (select jsonb_build_object('deviceId', device_id, 'last', last_s, 'hashes', hashes, 'told', told)
        from cart_replica where ws = c.ws and replica = ${replica}) as replica
    from cart c where ws = ${ws} and id = ${id}`.execute(db);
  const row = rows[0];
  if (!row) return undefined;
  const { lines: found, seen, replica: sender, ...cart } = row;
  const lines: Record<string, Line> = {};
  const units = new Map<string, Money>();
  for (const [addr, [lv, parts, meta, regs, unit]] of Object.entries(found)) {
    lines[addr] = { lv, parts, regs, ...(meta && { meta }) };
    if (unit) units.set(addr, unit);
  }
  const { v, horizon } = cart;
  return { cart, state: { v, horizon, lines }, units, seen, replica: sender ?? undefined };
}

/** Of a cart that is known to be there. */
export async function readContents(db: Db, ws: number, id: string, replica = ''): Promise<Contents> {
  const contents = await findContents(db, ws, id, replica);
  if (!contents) throw new Error('A cart that was there is gone.');
  return contents;
}

export interface Saved {
  cart: Cart;
  /** Lines to write, and addresses to forget. */
  lines: readonly (readonly [addr: string, line: Line])[];
  gone: readonly string[];
  /** `sentBefore`: the last s that was read; somebody who wrote another since makes this transaction run again. */
  replica?: Replica & { id: string; sentBefore: number };
  seen: readonly Seen[];
  /** Replicas that were not heard of for too long. */
  lost: readonly string[];
  /** When the shopper edited it; absent when only something was noted down. */
  touched?: Date | undefined;
}

/** Writes what changed, in one statement. */
export async function save(tx: Tx, ws: number, saved: Saved): Promise<void> {
  const { cart, replica } = saved;
  const lines = saved.lines.map(([addr, { lv, parts, meta, regs }]) => {
    return { addr, variant: variantAt(addr), lv, parts, meta, regs };
  });
  const seen = saved.seen.map(({ replica: id, seen: v, at }) => ({ id, v, at: new Date(at).toISOString() }));
  const { rows } = await sql<{ written: number }>`
    with written as (
      insert into cart_line (ws, cart_id, addr, variant_id, lv, parts, meta, regs)
      select ${ws}::int, ${cart.id}::text, x.addr, x.variant, x.lv, x.parts, x.meta, x.regs
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
        as x(addr text, variant text, lv int, parts jsonb, meta jsonb, regs jsonb)
      on conflict (ws, cart_id, addr) do update
        set lv = excluded.lv, parts = excluded.parts, meta = excluded.meta, regs = excluded.regs,
          unit = case when excluded.parts = '[]' then null else cart_line.unit end
    ), gone as (
      delete from cart_line where ws = ${ws} and cart_id = ${cart.id}
        and addr in (select jsonb_array_elements_text(${JSON.stringify(saved.gone)}::jsonb))
    ), met as (
      insert into cart_seen (ws, cart_id, replica, seen, at)
      select ${ws}::int, ${cart.id}::text, x.id, x.v, x.at
      from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) as x(id text, v int, at timestamptz)
      on conflict (ws, cart_id, replica) do update set seen = excluded.seen, at = excluded.at
    ), lost as (
      delete from cart_seen where ws = ${ws} and cart_id = ${cart.id}
        and replica in (select jsonb_array_elements_text(${JSON.stringify(saved.lost)}::jsonb))
    ), counted as (
      insert into cart_replica (ws, replica, device_id, last_s, hashes, told)
      select ${ws}::int, x.id, x."deviceId", x.last, x.hashes, x.told
      from jsonb_to_recordset(${JSON.stringify(replica ? [replica] : [])}::jsonb)
        as x(id text, "deviceId" text, last int, hashes jsonb, told jsonb)
      on conflict (ws, replica) do update set last_s = excluded.last_s, hashes = excluded.hashes, told = excluded.told
        where cart_replica.device_id = excluded.device_id and cart_replica.last_s = ${replica?.sentBefore ?? 0}::int
      returning 1
    ), own as (
      update cart set v = ${cart.v}, horizon = ${cart.horizon}, market = ${cart.market}, locale = ${cart.locale},
        touched_at = coalesce(${saved.touched?.toISOString() ?? null}::timestamptz, touched_at)
      where ws = ${ws} and id = ${cart.id}
    )
    select count(*)::int as written from counted`.execute(tx);
  if (replica && rows[0]?.written !== 1) throw new Overtaken();
}

/** The same replica was served elsewhere in the meantime; `transact` runs the transaction again. */
class Overtaken extends Error {
  readonly code = '40001';
}

/** The variant of a line; `null` for codes and for the registers of the cart. */
const variantAt = (addr: string): string | null => (/^[cl]\//.test(addr) ? variantOf(keyOf(addr)) : null);
