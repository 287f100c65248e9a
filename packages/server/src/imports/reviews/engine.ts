import { isDeepStrictEqual } from 'node:util';
import type { ImportEvent, ReviewLine } from '@continuo/protocol';
import { productsNamed, type FeedScope } from '../../catalog/index.ts';
import { transact, type Db, type Tx } from '../../database/index.ts';
import { linesOf, storeLines } from '../../reviews/index.ts';
import { analyze, batches } from '../engine.ts';
import { FeedError } from '../feed/field-error.ts';
import type { BadRow } from '../feed/feed.ts';
import { hashOf, knownRows, noteTaken } from '../rows.ts';
import { BusyError, takeScope, type Lease } from '../scope.ts';
import { readReviews, type ReadOptions, type ReviewFileRow, type ReviewRow } from './feed.ts';

export interface ReviewImportOptions extends Omit<ReadOptions, 'now' | 'merchant'> {
  /** Says what would happen and stores nothing. Default false. */
  dryRun?: boolean | undefined;
  now?: (() => Date) | undefined;
}
interface Ws {
  readonly id: number;
  readonly name: string;
}

/** Rows that are stored in one transaction. */
const BATCH = 500;
/** Rows between two events of progress. */
const PROGRESS = 1_000;
/** Names of products that are remembered from batch to batch. */
const NAMES = 20_000;
const TABLES = ['reviews', 'review_summaries', 'import_rows'];

/**
 * Imports reviews as they stream in. Every batch is stored for good before the next is read, and rows that did not change
 * are left alone: an import that was killed is simply repeated. A review that the file lacks stays. The last event is
 * `done` or `failed`.
 * @throws BusyError when another import of the same source runs; errors of the source or of the database come out of the
 * iteration
 */
export async function startReviewImport(
  db: Db,
  ws: Ws,
  options: ReviewImportOptions,
  bytes: AsyncIterable<Uint8Array>,
): Promise<AsyncGenerator<ImportEvent>> {
  const lease = await takeScope(db, { ws: ws.id, source: options.source, market: '', locale: '' });
  return run(db, ws, lease, options, bytes);
}

async function* run(
  db: Db,
  ws: Ws,
  lease: Lease,
  options: ReviewImportOptions,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<ImportEvent> {
  const now = options.now?.() ?? new Date();
  const totals = { rows: 0, added: 0, changed: 0, unchanged: 0, retired: 0, refused: 0 };
  const context: Context = { scope: lease.scope, number: lease.number, products: new Map(), met: new Set() };
  let analyzeAt = BATCH;
  try {
    for await (const batch of batches(readReviews(bytes, { ...options, merchant: ws.name, now }), BATCH)) {
      const plan = await transact(db, async (tx) => {
        await lease.hold(tx);
        const planned = await planBatch(tx, context, batch);
        if (!options.dryRun) await storePlan(tx, ws, context, planned, now);
        return planned;
      });
      if (options.dryRun)
        for (const { key } of [...plan.added, ...plan.changed, ...plan.unchanged]) context.met.add(key);
      const before = totals.rows;
      totals.rows += batch.length;
      totals.added += plan.added.length;
      totals.changed += plan.changed.length;
      totals.unchanged += plan.unchanged.length;
      totals.refused += plan.refused.length;
      const written = options.dryRun ? 0 : totals.added + totals.changed;
      if (written >= analyzeAt) {
        await analyze(db, written, TABLES);
        analyzeAt = 2 * written;
      }
      for (const row of plan.refused.sort((a, b) => a.line - b.line)) yield { type: 'refused', ...row };
      if (Math.floor(before / PROGRESS) < Math.floor(totals.rows / PROGRESS))
        yield { type: 'progress', rows: totals.rows };
    }
    yield { type: 'done', ...totals };
  } catch (error) {
    if (error instanceof FeedError) yield { type: 'failed', code: error.code, detail: error.message };
    else if (error instanceof BusyError) yield { type: 'failed', code: 'import/busy', detail: error.message };
    else throw error;
  } finally {
    await lease.release();
  }
}

interface Context {
  scope: FeedScope;
  /** Of the import. */
  number: number;
  /** Products by the names that files use; undefined for names of none. */
  products: Map<string, string | undefined>;
  /** Keys of this file, where nothing is stored that would tell. */
  met: Set<string>;
}
interface Planned {
  key: string;
  hash: string;
  line: ReviewLine;
}
interface Plan {
  added: Planned[];
  changed: Planned[];
  unchanged: Planned[];
  refused: BadRow[];
}

/** What a batch would do. Reads only. */
async function planBatch(tx: Tx, context: Context, batch: readonly ReviewFileRow[]): Promise<Plan> {
  const { scope, number } = context;
  const good = batch.filter((row): row is ReviewRow => 'key' in row);
  const plan: Plan = {
    ...{ added: [], changed: [], unchanged: [] },
    refused: batch.filter((row): row is BadRow => !('key' in row)),
  };
  if (!good.length) return plan;
  const keys = good.map(({ key }) => key);
  const known = await knownRows(tx, scope, 'review', keys);
  const there = await linesOf(
    tx,
    { id: scope.ws },
    good.flatMap(({ key, review }) => (known.has(key) ? [] : [review.id])),
  );
  await findProducts(tx, context, good);
  const taken = new Set<string>();
  for (const row of good) {
    const refuse = (field: string, reason: string): unknown =>
      plan.refused.push({ line: row.line, item: row.item, field, reason });
    const before = known.get(row.key);
    const productId = row.products.map((name) => context.products.get(name)).find((id) => id !== undefined);
    if (taken.has(row.key) || context.met.has(row.key) || before?.seen === number)
      refuse('id', 'is in this file already');
    else if (productId === undefined)
      refuse(row.productField, 'is no product of the catalogue; import the products first');
    else {
      const line = { ...row.review, productId };
      const planned = { key: row.key, hash: hashOf(line), line };
      const other = there.get(row.review.id);
      taken.add(row.key);
      if (before) plan[before.hash === planned.hash ? 'unchanged' : 'changed'].push(planned);
      else if (!other) plan.added.push(planned);
      else if (isDeepStrictEqual(other, line)) plan.unchanged.push(planned);
      else refuse('id', 'is a review that did not come from this source; it stays as it is');
    }
  }
  return plan;
}

async function storePlan(tx: Tx, ws: Ws, { scope, number }: Context, plan: Plan, now: Date): Promise<void> {
  const written = [...plan.added, ...plan.changed];
  await storeLines(
    tx,
    ws,
    written.map(({ line }) => line),
    now,
  );
  const noted = [...written, ...plan.unchanged].map(({ key, hash }) => ({ key, hash }));
  if (noted.length) await noteTaken(tx, scope, 'review', noted, number);
}

async function findProducts(tx: Tx, { scope, products }: Context, rows: readonly ReviewRow[]): Promise<void> {
  if (products.size > NAMES) products.clear();
  const unknown = [...new Set(rows.flatMap((row) => row.products))].filter((name) => !products.has(name));
  if (!unknown.length) return;
  const found = await productsNamed(tx, scope.ws, unknown);
  for (const name of unknown) products.set(name, found.get(name));
}
