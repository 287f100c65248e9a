import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { transact, type Db, type Tx } from '../database/index.ts';
import { findWorkspaceById } from '../workspaces/index.ts';
import { addCounts, readListings, remove, writeChoices, writeListings } from './listing-store.ts';
import {
  countsOf,
  groups,
  listingsOf,
  nextEdge,
  type Count,
  type ListedRow,
  type Listing,
} from './listing.ts';
import { elements, texts } from './queries.ts';
import { bumpCatalog } from './version.ts';

/** Products that are brought up to date in one transaction. */
const AT_ONCE = 500;

interface Scope {
  market: string;
  locale: string;
}

/**
 * Makes the listings of all products anew that some variants belong to, or belonged to. The caller holds the lock of
 * `bumpCatalog`: two that make the same product at once would each miss what the other changed.
 */
export async function refreshVariants(
  tx: Tx,
  ws: number,
  variantIds: readonly string[],
  now: Date,
): Promise<void> {
  const scopes = await scopesOf(tx, ws);
  // Each looked up by an index, whatever the planner knows of tables that are just being filled (`offset 0`).
  const { rows } = await sql<{ product_id: string }>`
    select distinct f.product_id from ${elements(variantIds)} as t(id) cross join lateral (
      select product_id from catalog_choices where ws = ${ws}::int and variant_id = t.id
      union all
      select r.product_id from ${elements(marketsOf(scopes))} as m(id) cross join lateral (
        select product_id from catalog_rows where ws = ${ws}::int and market = m.id and variant_id = t.id offset 0
      ) r
    ) f`.execute(tx);
  const ids = rows.map((row) => row.product_id);
  for (let i = 0; i < ids.length; i += AT_ONCE)
    await refreshProducts(tx, ws, scopes, ids.slice(i, i + AT_ONCE), now);
}

const marketsOf = (scopes: readonly Scope[]): string[] => [...new Set(scopes.map(({ market }) => market))];

const scopeKey = ({ market, locale }: Scope): string => `${market} ${locale}`;

/**
 * The markets and languages that lists are kept for: those that have a count of all, and those that the workspace has
 * been given since. For a new one every product is due.
 */
async function scopesOf(tx: Tx, ws: number): Promise<Scope[]> {
  const workspace = await findWorkspaceById(tx, ws);
  const known = await tx
    .selectFrom('catalog_counts')
    .select(['market', 'locale'])
    .where((e) => e.and({ ws, collection: '', name: '', value: '' }))
    .execute();
  const keys = new Set(known.map(scopeKey));
  const fresh = (workspace?.markets ?? [])
    .flatMap(({ id, locales }) => locales.map((locale): Scope => ({ market: id, locale })))
    .filter((scope) => !keys.has(scopeKey(scope)));
  if (!fresh.length) return known;
  const none = { ws, collection: '', name: '', value: '', products: 0, sellable: 0 };
  await tx
    .insertInto('catalog_counts')
    .values(fresh.map((scope) => ({ ...none, ...scope })))
    .execute();
  await sql`
    insert into catalog_due (ws, product_id, at)
    select distinct ws, product_id, '-infinity'::timestamptz from catalog_rows where ws = ${ws}::int
    on conflict (ws, product_id) do update set at = excluded.at`.execute(tx);
  return [...known, ...fresh];
}

async function refreshProducts(
  tx: Tx,
  ws: number,
  scopes: readonly Scope[],
  productIds: readonly string[],
  now: Date,
): Promise<void> {
  const locales = new Map<string, string[]>();
  for (const { market, locale } of scopes) locales.set(market, [...(locales.get(market) ?? []), locale]);
  const rows = await readRows(tx, ws, productIds);
  const wanted = new Set(productIds);
  const after = listingsOf(rows, locales, now.getTime()).filter(({ productId }) => wanted.has(productId));
  const before = await readListings(tx, ws, productIds);
  await write(tx, ws, before, after);
  await noteEdges(
    tx,
    ws,
    productIds,
    rows.filter((row) => wanted.has(row.product_id)),
    now,
  );
}

/** All rows of the variants that any row puts into one of the products. */
async function readRows(tx: Tx, ws: number, productIds: readonly string[]): Promise<ListedRow[]> {
  const { rows } = await sql<ListedRow>`
    select r.market, r.variant_id, r.locale, r.source, r.product_id, r.live, r.added, r.rank, r.color, r.size,
      r.material, r.pattern, r.brand, r.categories, r.collection, r.pictures ->> 0 as picture, r.search,
      p.amount, p.sale_amount, p.availability, s.availability as stock_availability, s.quantity,
      (extract(epoch from p.sale_from) * 1000)::bigint as sale_from,
      (extract(epoch from p.sale_until) * 1000)::bigint as sale_until
    from (
      select distinct v.market, v.variant_id from ${elements(productIds)} as t(id) cross join lateral (
        select market, variant_id from catalog_rows where ws = ${ws}::int and product_id = t.id offset 0
      ) v
    ) v
    cross join lateral (
      select * from catalog_rows
      where ws = ${ws}::int and market = v.market and variant_id = v.variant_id offset 0
    ) r
    cross join lateral (
      select * from catalog_prices
      where ws = ${ws}::int and market = v.market and variant_id = v.variant_id offset 0
    ) p
    left join lateral (
      select * from stock
      where ws = ${ws}::int and variant_id = v.variant_id and location_id = 'online' and live offset 0
    ) s on true`.execute(tx);
  return rows;
}

const keyOf = ({ market, locale, productId }: Listing): string => `${market} ${locale} ${productId}`;

/** Writes what differs, and by how much the counts differ. */
async function write(
  tx: Tx,
  ws: number,
  before: readonly Listing[],
  after: readonly Listing[],
): Promise<void> {
  const old = new Map(before.map((listing) => [keyOf(listing), listing]));
  const kept = new Set(after.map(keyOf));
  const gone = before.filter((listing) => !kept.has(keyOf(listing)));
  const changed = after.filter((listing) => !isDeepStrictEqual(listing, old.get(keyOf(listing))));
  const choicesOf = (listing: Listing | undefined) => listing && [listing.collection, listing.choices];
  const rechosen = changed.filter(
    (listing) => !isDeepStrictEqual(choicesOf(listing), choicesOf(old.get(keyOf(listing)))),
  );

  if (gone.length) await remove(tx, ws, 'catalog_listing', gone);
  const left = [...gone, ...rechosen.filter((listing) => old.has(keyOf(listing)))];
  if (left.length) await remove(tx, ws, 'catalog_choices', left);
  if (changed.length) await writeListings(tx, ws, changed);
  if (rechosen.length) await writeChoices(tx, ws, rechosen);

  const counts = new Map<string, Count>();
  const add = (listing: Listing, sign: 1 | -1) => {
    for (const [key, [products, sellable]] of countsOf(listing)) {
      const [p, s] = counts.get(key) ?? [0, 0];
      counts.set(key, [p + sign * products, s + sign * sellable]);
    }
  };
  for (const listing of changed) {
    add(listing, 1);
    const was = old.get(keyOf(listing));
    if (was) add(was, -1);
  }
  for (const listing of gone) add(listing, -1);
  if (counts.size) await addCounts(tx, ws, counts);
}

/** Notes when each product has to be looked at again because a reduction begins or ends. */
async function noteEdges(
  tx: Tx,
  ws: number,
  productIds: readonly string[],
  rows: readonly ListedRow[],
  now: Date,
): Promise<void> {
  const edges = groups(rows, (row) => row.product_id).flatMap((of) => {
    const edge = nextEdge(of, now.getTime());
    return edge === undefined ? [] : [{ id: of[0]!.product_id, at: new Date(edge).toISOString() }];
  });
  await sql`delete from catalog_due where ws = ${ws}::int and product_id in ${texts(productIds)}`.execute(tx);
  if (edges.length)
    await sql`
      insert into catalog_due (ws, product_id, at)
      select ${ws}::int, id, at from jsonb_to_recordset(${JSON.stringify(edges)}::jsonb) as t(id text, at timestamptz)`.execute(
      tx,
    );
}

/**
 * Before a list is read: makes anew what the clock has overtaken, and all of a market and language whose lists were not
 * kept so far. One look-up where there is nothing to do. All who read at that moment wait for one who does it, without
 * a connection of their own: carts and orders go on meanwhile.
 */
export async function catchUp(db: Db, reader: Reading): Promise<void> {
  // Twice: what runs already may have begun for an earlier moment.
  for (let turn = 0; turn < 2 && (await isBehind(db, reader)); turn++) await refreshOnce(db, reader);
}

type Reading = Scope & { ws: number; now: Date };

async function isBehind(db: Db, { ws, market, locale, now }: Reading): Promise<boolean> {
  const { rows } = await sql<{ behind: boolean }>`
    select exists (select from catalog_due where ws = ${ws}::int and at <= ${now})
      or exists (select from catalog_rows where ws = ${ws}::int and market = ${market} and live)
        and not exists (
          select from catalog_counts where ws = ${ws}::int and market = ${market} and locale = ${locale}
            and collection = '' and name = '' and value = '') as behind`.execute(db);
  return rows[0]!.behind;
}

const refreshing = new WeakMap<Db, Map<number, Promise<void>>>();

/** Does what is due, or waits for whoever does already. */
function refreshOnce(db: Db, reader: Reading): Promise<void> {
  const { ws, now } = reader;
  const running = refreshing.get(db) ?? new Map<number, Promise<void>>();
  refreshing.set(db, running);
  const known = running.get(ws);
  if (known) return known;
  const refresh = async () => {
    // Somebody may have done it since it was looked for.
    if (await isBehind(db, reader)) await refreshDue(db, ws, now);
  };
  const run = refresh().finally(() => running.delete(ws));
  running.set(ws, run);
  return run;
}

async function refreshDue(db: Db, ws: number, now: Date): Promise<void> {
  for (;;) {
    const done = await transact(db, async (tx) => {
      await bumpCatalog(tx, ws);
      const scopes = await scopesOf(tx, ws);
      const due = await tx
        .selectFrom('catalog_due')
        .select('product_id')
        .where('ws', '=', ws)
        .where('at', '<=', now)
        .orderBy('at')
        .limit(AT_ONCE)
        .execute();
      const ids = due.map((row) => row.product_id);
      if (ids.length) await refreshProducts(tx, ws, scopes, ids, now);
      return ids.length;
    });
    if (done < AT_ONCE) return;
  }
}

/** Makes anew what is due in all workspaces; in a database that was made before there were listings, that is everything. */
export async function refreshAllDue(db: Db, now: Date): Promise<void> {
  const due = await db.selectFrom('catalog_due').select('ws').distinct().where('at', '<=', now).execute();
  for (const { ws } of due) await refreshDue(db, ws, now);
}
