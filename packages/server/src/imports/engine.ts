import { sql } from 'kysely';
import type { ImportEvent, ImportKind } from '@continuo/protocol';
import { bumpCatalog, offersChanged, offersTold, retireProducts, type FeedScope } from '../catalog/index.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { retireLocations, retireStock } from '../locations/index.ts';
import { stockOf, storeBatch, type BatchContext } from './batch.ts';
import { FeedError } from './feed/field-error.ts';
import { readFeed, type BadRow, type Format, type RowKind } from './feed/feed.ts';
import { countMissing, retireMissing } from './rows.ts';
import { BusyError, takeScope, type Lease } from './scope.ts';

export interface ImportOptions {
  kind: ImportKind;
  format: Format;
  /** Names the feed: a row that is missing from its next import is retired. */
  source: string;
  /** The market that the feed is for. */
  market: { id: string; currency: string };
  locale: string;
  /** Retire even more than half of what the feed had. Default false. */
  force?: boolean | undefined;
  now?: (() => Date) | undefined;
}

/** Rows that are stored in one transaction. */
const BATCH = 500;
/** Rows between two events of progress. */
const PROGRESS = 1_000;
/** Rows that are retired in one transaction. */
const RETIRED_AT_ONCE = 1_000;
/** So few missing rows are retired without a question, unless the feed has no good row at all. */
const FEW = 10;

/**
 * Imports a feed as it streams in. Every batch is stored for good before the next is read, rows that did not change
 * are left alone and missing ones are retired only at the end: an import that was killed is simply repeated.
 * The last event is `done` or `failed`.
 * @throws BusyError when another import of the same feed runs; errors of the source or of the database come out of
 * the iteration, and then nothing is retired
 */
export async function startImport(
  db: Db,
  ws: number,
  options: ImportOptions,
  bytes: AsyncIterable<Uint8Array>,
): Promise<AsyncGenerator<ImportEvent>> {
  const scope: FeedScope = { ws, source: options.source, market: options.market.id, locale: options.locale };
  const lease = await takeScope(db, scope);
  return runImport(db, lease, options, bytes);
}

interface Totals {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  retired: number;
  refused: number;
}

async function* runImport(
  db: Db,
  lease: Lease,
  options: ImportOptions,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<ImportEvent> {
  const totals: Totals = { rows: 0, added: 0, changed: 0, unchanged: 0, retired: 0, refused: 0 };
  const kinds = new Set<RowKind>(
    options.kind === 'products' ? ['product'] : options.kind === 'inventory' ? ['stock'] : [],
  );
  let analyzeAt = BATCH;
  try {
    const context: BatchContext = {
      lease,
      format: options.format,
      currency: options.market.currency,
      version: await nextVersion(db, lease.scope.ws),
      now: options.now?.() ?? new Date(),
    };
    for await (const batch of batches(
      readFeed(bytes, { ...options, currency: options.market.currency }),
      BATCH,
    )) {
      for (const row of batch)
        if ('kind' in row) kinds.add(row.kind);
        else if (row.known) kinds.add(row.known.kind);
      const done = await transact(db, (tx) => storeBatch(tx, context, batch));
      await offersTold(db);
      const refused = [...batch.filter((row): row is BadRow => !('kind' in row)), ...done.refused];
      const before = totals.rows;
      totals.rows += batch.length;
      totals.added += done.added;
      totals.changed += done.changed;
      totals.unchanged += done.unchanged;
      totals.refused += refused.length;
      const written = totals.added + totals.changed;
      if (written >= analyzeAt) {
        await analyze(db, written, TABLES);
        analyzeAt = 2 * written;
      }
      for (const { known: _, ...row } of refused.sort((a, b) => a.line - b.line))
        yield { type: 'refused', ...row };
      if (Math.floor(before / PROGRESS) < Math.floor(totals.rows / PROGRESS))
        yield { type: 'progress', rows: totals.rows };
    }
    const refusal = options.force ? undefined : await retiresTooMuch(db, lease, kinds, totals);
    if (refusal) {
      yield { type: 'failed', code: 'import/retires-too-much', detail: refusal };
      return;
    }
    for (const kind of kinds) totals.retired += await retire(db, lease, kind, context.now);
    const written = totals.added + totals.changed + totals.retired;
    if (written >= BATCH) await analyze(db, written, TABLES);
    yield { type: 'done', ...totals };
  } catch (error) {
    if (error instanceof FeedError) yield { type: 'failed', code: error.code, detail: error.message };
    else if (error instanceof BusyError) yield { type: 'failed', code: 'import/busy', detail: error.message };
    else throw error;
  } finally {
    await lease.release();
  }
}

export async function* batches<T>(rows: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  try {
    for await (const row of rows) {
      batch.push(row);
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    // What was read before the feed broke is kept.
    if (error instanceof FeedError && batch.length) yield batch;
    throw error;
  }
  if (batch.length) yield batch;
}

async function nextVersion(db: Db, ws: number): Promise<number> {
  const found = await db
    .selectFrom('catalog_versions')
    .select('version')
    .where('ws', '=', ws)
    .executeTakeFirst();
  return (found?.version ?? 0) + 1;
}

/** Words that say why, or `undefined` when retiring is fine. */
async function retiresTooMuch(
  db: Db,
  lease: Lease,
  kinds: ReadonlySet<RowKind>,
  { rows, refused }: Totals,
): Promise<string | undefined> {
  for (const kind of kinds) {
    const { live, missing } = await transact(db, (tx) => countMissing(tx, lease.scope, kind, lease.number));
    const nothingGood = rows === refused && live > 0 && missing > 0;
    if (nothingGood || (missing >= FEW && missing * 2 > live))
      return (
        `The feed lacks ${missing} of the ${live} rows (${kind}) that it had before. Nothing was retired; what it ` +
        `has is stored. If it is right, import it again with force.`
      );
  }
  return undefined;
}

async function retire(db: Db, lease: Lease, kind: RowKind, now: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const retired = await transact(db, async (tx) => {
      await lease.hold(tx);
      const { keys, last } = await retireMissing(tx, lease.scope, kind, lease.number, RETIRED_AT_ONCE);
      if (!keys.length) return 0;
      const offers = await withdraw(tx, lease.scope, kind, keys, last);
      if (offers.length) await offersChanged(tx, lease.scope.ws, offers, now);
      else await bumpCatalog(tx, lease.scope.ws);
      return keys.length;
    });
    await offersTold(db);
    total += retired;
    if (retired < RETIRED_AT_ONCE) return total;
  }
}

/** Resolves to the variants that may no longer be offered as they were. */
async function withdraw(
  tx: Tx,
  scope: FeedScope,
  kind: RowKind,
  keys: readonly string[],
  last: readonly string[],
): Promise<readonly string[]> {
  if (kind === 'product') {
    await retireProducts(tx, scope, keys);
    return keys;
  }
  // Another feed may still have the shop, or its stock.
  if (kind === 'stock') return retireStock(tx, scope.ws, last.map(stockOf));
  await retireLocations(tx, scope.ws, last);
  return [];
}

/**
 * The embedded database has nobody else to look at what changed. Without it queries are planned as if the rows were not
 * there: also those of the next batches, which then read all of a workspace for each of their rows. Where less than a
 * tenth is new the database knows enough, and nobody has to wait.
 * @param tables the one that the rows went into first
 */
export async function analyze(db: Db, written: number, tables: readonly string[]): Promise<void> {
  const { rows } = await sql<{ known: number }>`
    select reltuples as known from pg_class where oid = ${tables[0]}::text::regclass`.execute(db);
  if (written < rows[0]!.known / 10) return;
  await sql`analyze ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);
}
const TABLES = [
  ...[
    'catalog_rows',
    'catalog_prices',
    'catalog_listing',
    'catalog_choices',
    'catalog_counts',
    'import_rows',
  ],
  'stock',
];
