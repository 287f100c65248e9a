import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const importMigrations: Readonly<Record<string, Migration>> = {
  '0011-imports': {
    async up(db) {
      await sql`
        create table imports (
          ws int not null references workspaces (ws) on delete cascade,
          source text not null,
          market text not null,
          locale text not null,
          number int not null,
          lease_until timestamptz not null,
          primary key (ws, source, market, locale)
        )`.execute(db);
      // Every import touches every row: room on the page keeps the new version beside the old one.
      await sql`
        create table import_rows (
          ws int not null references workspaces (ws) on delete cascade,
          source text not null,
          market text not null,
          locale text not null,
          kind text not null,
          key text not null,
          hash text not null,
          seen int not null,
          live boolean not null default true,
          primary key (ws, source, market, locale, kind, key)
        ) with (fillfactor = 60)`.execute(db);
      await sql`create index import_rows_key on import_rows (ws, kind, key)`.execute(db);
    },
  },
};
