import { sql } from 'kysely';
import type { Db, Tx } from '../database/index.ts';

/**
 * Says that what shoppers see of the catalogue changed. Locks the workspace's row until the transaction ends, so call
 * it last.
 */
export async function bumpCatalog(tx: Tx, ws: number): Promise<void> {
  await tx
    .insertInto('catalog_versions')
    .values({ ws })
    .onConflict((c) => c.column('ws').doUpdateSet({ version: sql`catalog_versions.version + 1` }))
    .execute();
}

/**
 * Names the state of a workspace's catalogue at an instant: its version and the last begin or end of a reduction.
 * Two index look-ups, so that a reader who holds the answer is told so before the work.
 */
export async function catalogState(db: Db, ws: number, now: Date): Promise<string> {
  const { rows } = await sql<{ version: number | null; edge: string | null }>`
    select
      (select version from catalog_versions where ws = ${ws}::int) as version,
      (extract(epoch from greatest(
        (select max(sale_from) from catalog_prices where ws = ${ws}::int and sale_from <= ${now}),
        (select max(sale_until) from catalog_prices where ws = ${ws}::int and sale_until <= ${now})
      )) * 1000)::bigint::text as edge`.execute(db);
  const [state] = rows;
  return `${state?.version ?? 0}.${state?.edge ?? 0}`;
}
