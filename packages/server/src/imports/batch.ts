import { bumpCatalog, offersChanged, writePrices, writeProducts } from '../catalog/index.ts';
import type { Tx } from '../database/index.ts';
import { ONLINE, writeLocations, writeStock } from '../locations/index.ts';
import { type BadRow, type Format, type GoodRow, type RowKind } from './feed/feed.ts';
import { jsonName } from './feed/json-row.ts';
import { everBrought, hashOf, knownRows, noteMet, noteTaken } from './rows.ts';
import type { Lease } from './scope.ts';

export interface Counts {
  added: number;
  changed: number;
  unchanged: number;
}

export interface BatchContext {
  lease: Lease;
  format: Format;
  currency: string;
  /** Version of the catalogue that new products are said to have come with. */
  version: number;
  now: Date;
}

type Of<K extends RowKind> = Extract<GoodRow, { kind: K }>;

/** Shops before what they sell, and that before how many there are. */
const KINDS = ['location', 'product', 'stock'] as const;

/**
 * Stores a batch in the caller's transaction: a few statements, however many rows. Resolves to what it did and to the
 * rows that turned out not to be storable.
 */
export async function storeBatch(
  tx: Tx,
  context: BatchContext,
  rows: readonly (GoodRow | BadRow)[],
): Promise<Counts & { refused: BadRow[] }> {
  const total = { added: 0, changed: 0, unchanged: 0, refused: [] as BadRow[] };
  await context.lease.hold(tx);
  const touched = new Set<string>();
  let wrote = false;
  for (const kind of KINDS) {
    const good = rows.filter((row): row is GoodRow => 'kind' in row && row.kind === kind);
    const met = rows.flatMap((row) => ('kind' in row || row.known?.kind !== kind ? [] : [row.known.key]));
    if (!good.length && !met.length) continue;
    const done = await storeKind(tx, context, kind, good, met);
    total.added += done.added;
    total.changed += done.changed;
    total.unchanged += done.unchanged;
    total.refused.push(...done.refused);
    for (const id of done.offers) touched.add(id);
    wrote ||= done.added + done.changed > 0;
  }
  const { ws } = context.lease.scope;
  if (touched.size) await offersChanged(tx, ws, [...touched], context.now);
  else if (wrote) await bumpCatalog(tx, ws);
  return total;
}

async function storeKind(
  tx: Tx,
  context: BatchContext,
  kind: RowKind,
  good: readonly GoodRow[],
  met: string[],
) {
  const { scope, number } = context.lease;
  const known = await knownRows(tx, scope, kind, [...good.map((row) => row.key), ...met]);
  const taken = new Map<string, { row: GoodRow; hash: string }>();
  const refused: BadRow[] = [];
  const unknown =
    kind === 'stock' ? await strangers(tx, scope.ws, good as readonly Of<'stock'>[]) : () => undefined;
  for (const row of good) {
    const again = taken.has(row.key) || known.get(row.key)?.seen === number;
    const bad = again ? { field: 'id', reason: 'is in this feed already' } : unknown(row as Of<'stock'>);
    const field = bad && context.format === 'jsonl' ? jsonName(kind, bad.field) : bad?.field;
    if (bad && field) refused.push({ line: row.line, item: itemOf(row), field, reason: bad.reason });
    else taken.set(row.key, { row, hash: hashOf(row.row) });
  }
  const fresh = new Set<string>();
  const changed = new Set<string>();
  for (const [key, { hash }] of taken) {
    const before = known.get(key);
    if (!before) fresh.add(key);
    else if (!before.live || before.hash !== hash) changed.add(key);
  }
  const written = [...taken].flatMap(([key, { row }]) => (fresh.has(key) || changed.has(key) ? [row] : []));
  if (met.length) await noteMet(tx, scope, kind, met, number);
  if (taken.size)
    await noteTaken(
      tx,
      scope,
      kind,
      [...taken].map(([key, { hash }]) => ({ key, hash })),
      number,
    );
  const offers = await write(
    tx,
    context,
    kind,
    written,
    [...taken.values()].map(({ row }) => row),
  );
  if (kind === 'product') for (const key of offers) if (!fresh.has(key)) changed.add(key);
  return {
    added: fresh.size,
    changed: changed.size,
    unchanged: taken.size - fresh.size - changed.size,
    refused,
    offers,
  };
}

/** Stores rows of one kind; resolves to the variants that may now be offered otherwise. */
async function write(
  tx: Tx,
  { lease: { scope }, currency, version, now }: BatchContext,
  kind: RowKind,
  written: readonly GoodRow[],
  all: readonly GoodRow[],
): Promise<Set<string>> {
  const rowsOf = <K extends RowKind>(rows: readonly GoodRow[]) =>
    rows.map((row) => row.row) as Of<K>['row'][];
  if (kind === 'product') {
    const products = rowsOf<'product'>(written);
    if (products.length) await writeProducts(tx, scope, products, version);
    // Another feed may have set another price since: this one, read last, is right.
    const priced = all.length ? await writePrices(tx, scope, currency, rowsOf<'product'>(all)) : [];
    return new Set([...products.map((row) => row.variantId), ...priced]);
  }
  if (!written.length) return new Set();
  if (kind === 'stock')
    return new Set(await writeStock(tx, scope.ws, currency, rowsOf<'stock'>(written), now));
  await writeLocations(tx, scope.ws, scope.locale, rowsOf<'location'>(written));
  return new Set();
}

/** Finds stock of variants and shops that nobody told of: most often a misspelled id. */
async function strangers(tx: Tx, ws: number, rows: readonly Of<'stock'>[]) {
  const variants = await everBrought(tx, ws, 'product', [...new Set(rows.map(({ row }) => row.variantId))]);
  const shops = await everBrought(tx, ws, 'location', [...new Set(rows.map(({ row }) => row.locationId))]);
  return ({ row }: Of<'stock'>) => {
    if (row.locationId !== ONLINE && !shops.has(row.locationId))
      return { field: 'store_code', reason: 'is no known location; import the locations first' };
    if (!variants.has(row.variantId))
      return { field: 'id', reason: 'is not in the catalogue; import the products first' };
    return undefined;
  };
}

const itemOf = (row: GoodRow): string => (row.kind === 'stock' ? row.row.variantId : row.key);

/** The parts of a stock row's key. */
export const stockOf = (key: string): { locationId: string; variantId: string } => {
  const [locationId = '', variantId = ''] = key.split(' ');
  return { locationId, variantId };
};
