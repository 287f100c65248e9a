import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const httpMigrations: Readonly<Record<string, Migration>> = {
  '0010-http': {
    async up(db) {
      await sql`
        create table idempotency_keys (
          ws int not null references workspaces (ws) on delete cascade,
          caller text not null,
          key text not null,
          route text not null,
          request_hash text not null,
          status int,
          answer text,
          at timestamptz not null default now(),
          primary key (ws, caller, key)
        )`.execute(db);
      await sql`create index idempotency_keys_at on idempotency_keys (at)`.execute(db);
    },
  },
};
