import { Migrator, type Migration } from 'kysely/migration';
import { migrations } from './migrations.ts';
import type { Db } from './types.ts';

/**
 * Brings the schema to the newest version. Several processes may start at once: the migrator holds an
 * advisory lock. Returns the names of those that ran.
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations as Record<string, Migration>) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) {
    const failed = results?.find((r) => r.status === 'Error')?.migrationName;
    throw new Error(
      `Migration ${failed ?? ''} failed: ${error instanceof Error ? error.message : 'unknown'}`,
      {
        cause: error,
      },
    );
  }
  return (results ?? []).map((r) => r.migrationName);
}
