import { openEmbedded } from './embedded.ts';
import { openPostgres } from './postgres.ts';
import type { Database } from './types.ts';

export interface DatabaseOptions {
  /** A PostgreSQL connection string. */
  url?: string | undefined;
  /** Folder of the embedded database; made when missing, locked while open. */
  folder?: string | undefined;
}

/** Opens a PostgreSQL server (`url`), an embedded database on disk (`folder`) or, with neither, one in memory. */
export function openDatabase({ url, folder }: DatabaseOptions = {}): Promise<Database> {
  return url === undefined ? openEmbedded({ folder }) : openPostgres({ url });
}
