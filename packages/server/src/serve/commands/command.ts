import type { ParseArgsConfig } from 'node:util';
import { migrate, openDatabase, type Database, type DatabaseOptions } from '../../database/index.ts';

/** One word after `continuo`. `run` gets what follows it and returns the exit code; it throws with words for people. */
export interface Command {
  readonly usage: string;
  readonly summary: string;
  run(args: string[]): Promise<number>;
}

/** Options of every command that opens the database. */
export const databaseOptions = {
  data: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** `DATABASE_URL` names a PostgreSQL server; else the embedded database in `--data`, `CONTINUO_DATA` or `./.data`. */
export const whichDatabase = ({ data }: { data?: string | undefined }): DatabaseOptions => {
  const url = process.env['DATABASE_URL'];
  return url && data === undefined ? { url } : { folder: data ?? process.env['CONTINUO_DATA'] ?? '.data' };
};

/** Opens, migrates, runs, closes. */
export async function withDatabase<T>(
  options: DatabaseOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(options);
  try {
    await migrate(database.db);
    return await work(database);
  } finally {
    await database.close();
  }
}
