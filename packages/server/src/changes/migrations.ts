import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const changesMigrations: Readonly<Record<string, Migration>> = {
  '0009-changes': {
    async up(db) {
      await sql`
        create table feeds (
          ws int not null references workspaces (ws) on delete cascade,
          subject text not null,
          prev bigint not null,
          cursor bigint not null,
          primary key (ws, subject)
        )`.execute(db);
      await sql`
        create table changes (
          ws int not null references workspaces (ws) on delete cascade,
          subject text not null,
          cursor bigint not null,
          prev bigint not null,
          kind text not null,
          data jsonb not null,
          at timestamptz not null default now(),
          primary key (ws, subject, cursor)
        )`.execute(db);
      await sql`create index changes_at on changes (at)`.execute(db);
      await sql`
        create table outbox (
          tx xid8 not null default pg_current_xact_id(),
          id bigint generated always as identity,
          ws int not null references workspaces (ws) on delete cascade,
          subject text not null,
          cursor bigint not null,
          at timestamptz not null default now(),
          primary key (tx, id)
        )`.execute(db);
      await sql`create index outbox_at on outbox (at)`.execute(db);
    },
  },
};
