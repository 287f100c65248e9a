import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const linkMigrations: Readonly<Record<string, Migration>> = {
  '0022-links': {
    async up(db) {
      await sql`
        create table links (
          ws int not null references workspaces (ws) on delete cascade,
          hash text not null,
          visit jsonb not null,
          made_at timestamptz not null default now(),
          primary key (ws, hash)
        )`.execute(db);
    },
  },
};
