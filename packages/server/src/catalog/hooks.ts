import { afterCommit, type Db, type Tx } from '../database/index.ts';
import { refreshVariants } from './refresh.ts';
import { bumpCatalog } from './version.ts';

/** Runs after the change was committed; its failure undoes nothing. */
export type OffersChanged = (db: Db, ws: number, variantIds: readonly string[]) => Promise<void>;

const listeners = new Set<OffersChanged>();

/**
 * Registers what must happen when price or availability of variants changed (carts are told what they cost). Features
 * register when their module loads, so that every process that imports has the same. Returns a function that ends it.
 */
export function onOffersChanged(listener: OffersChanged): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Says that price, availability or texts of variants changed: brings their products' listings up to date now and tells
 * the listeners once the transaction is committed. Locks the workspace's catalogue like `bumpCatalog`, so call it last.
 */
export async function offersChanged(
  tx: Tx,
  ws: number,
  variantIds: readonly string[],
  now: Date,
): Promise<void> {
  if (!variantIds.length) return;
  await bumpCatalog(tx, ws);
  await refreshVariants(tx, ws, variantIds, now);
  afterCommit(tx, (db) => tell(db, ws, variantIds));
}

interface Telling {
  /** What changed since the listeners were called last. */
  waiting: Set<string>;
  /** The call that runs. */
  call: Promise<void>;
}
const telling = new WeakMap<Db, Map<number, Telling>>();

/** One call of the listeners at a time for each workspace: what changes meanwhile is told together in the next. */
function tell(db: Db, ws: number, variantIds: readonly string[]): void {
  const workspaces = telling.get(db) ?? new Map<number, Telling>();
  telling.set(db, workspaces);
  const known = workspaces.get(ws);
  if (known) for (const id of variantIds) known.waiting.add(id);
  else begin(variantIds);

  function begin(ids: readonly string[]): void {
    workspaces.set(ws, { waiting: new Set(), call: Promise.resolve(ids).then(call) });
  }
  async function call(ids: readonly string[]): Promise<void> {
    // Whoever reads a price gets it as it is now, told or not: a failed call costs time, no truth.
    for (const listener of listeners)
      await listener(db, ws, ids).catch((error: unknown) =>
        process.emitWarning(`what costs otherwise now was not told: ${String(error)}`, 'ContinuoWarning'),
      );
    const { waiting } = workspaces.get(ws)!;
    workspaces.delete(ws);
    if (waiting.size) begin([...waiting]);
  }
}

/** Resolves when all that was committed so far has been told: with the call that runs and the next. */
export async function offersTold(db: Db): Promise<void> {
  for (const _ of ['this', 'next'])
    await Promise.all([...(telling.get(db)?.values() ?? [])].map(({ call }) => call));
}
