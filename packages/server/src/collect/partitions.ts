import { sql, type Kysely } from 'kysely';

const first = (now: Date, months: number): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);

/** Makes the partitions of this month and the two after it. May be repeated, by several nodes at once. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- migrations know no tables
export async function makePartitions(db: Kysely<any>, now: Date): Promise<void> {
  for (const ahead of [0, 1, 2]) {
    const from = first(now, ahead);
    const name = `events_${from.slice(0, 7).replace('-', '_')}`;
    await sql`create table if not exists ${sql.id(name)} partition of events
      for values from (${sql.lit(from)}) to (${sql.lit(first(now, ahead + 1))})`.execute(db);
  }
}

/** Drops months of which every event is older than `before`. Returns their names. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
export async function dropPartitions(db: Kysely<any>, before: Date): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'events'::regclass and c.relname < ${`events_${first(before, 0).slice(0, 7).replace('-', '_')}`}
    order by 1`.execute(db);
  for (const { name } of rows) await sql`drop table ${sql.id(name)}`.execute(db);
  return rows.map((r) => r.name);
}
