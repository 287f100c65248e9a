import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';
import type { Database } from './types.ts';

const INT8 = 20;
const int8 = (text: string): number | bigint => {
  const n = Number(text);
  return Number.isSafeInteger(n) ? n : BigInt(text);
};

/** Values read as the embedded database reads them: int8 is a number where that is exact. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? int8 : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

const RECONNECT_MS = 1_000;

/** Opens a PostgreSQL server by connection string. `pool`: connections at most, default 10. */
export async function openPostgres({
  url,
  pool: max = 10,
}: {
  url: string;
  pool?: number;
}): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: 'continuo',
    // Compiling a query takes ten times as long as running ours.
    options: '-c jit=off',
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  pool.on('error', () => undefined); // an idle connection broke; the pool replaces it and the next query tells
  (await pool.connect()).release();

  const listeners = new Map<string, Set<(payload: string) => void>>();
  let listening: Promise<pg.Client> | undefined;
  let closed = false;

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'continuo-listen',
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) =>
      listeners.get(channel)?.forEach((heard) => heard(payload ?? '')),
    );
    const lost = () => {
      if (listening === undefined || closed) return;
      listening = undefined;
      setTimeout(again, RECONNECT_MS).unref();
    };
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    for (const channel of listeners.keys()) await client.query(`listen ${channel}`);
    return client;
  }
  function again(): void {
    if (closed || listening) return;
    const attempt = connect();
    listening = attempt;
    attempt.catch(() => {
      if (listening === attempt) listening = undefined;
      setTimeout(again, RECONNECT_MS).unref();
    });
  }

  return {
    kind: 'postgres',
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    async listen(channel, heard) {
      if (!/^[a-z_][a-z0-9_]*$/.test(channel)) throw new TypeError(`Not a channel name: ${channel}`);
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(heard));
      if (listening) await (await listening).query(`listen ${channel}`);
      else await (listening = connect());
      return () => {
        known.delete(heard);
        return Promise.resolve();
      };
    },
    publishPort: () => undefined,
    async close() {
      closed = true;
      const client = await listening?.catch(() => undefined);
      await client?.end();
      await pool.end();
    },
  };
}
