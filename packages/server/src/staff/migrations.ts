import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const staffMigrations: Readonly<Record<string, Migration>> = {
  '0008-staff': {
    async up(db) {
      await sql`
        create table staff (
          ws int not null references workspaces (ws) on delete cascade,
          id text not null,
          email text not null,
          name text not null,
          role text not null check (role in ('admin', 'agent')),
          password text not null,
          created_at timestamptz not null default now(),
          primary key (ws, id),
          unique (ws, email)
        )`.execute(db);
      await sql`create index staff_email on staff (email)`.execute(db);
      await sql`
        create table staff_sessions (
          ws int not null,
          hash text not null,
          staff_id text not null,
          expires_at timestamptz not null,
          created_at timestamptz not null default now(),
          primary key (ws, hash),
          unique (hash),
          foreign key (ws, staff_id) references staff (ws, id) on delete cascade
        )`.execute(db);
      await sql`
        create table staff_acts (
          ws int not null references workspaces (ws) on delete cascade,
          id bigint generated always as identity,
          staff_id text not null,
          act text not null,
          target text,
          at timestamptz not null default now(),
          primary key (ws, id)
        )`.execute(db);
    },
  },
  '0032-moderators': {
    async up(db) {
      await sql`
        alter table staff drop constraint staff_role_check,
          add check (role in ('admin', 'agent', 'moderator'))`.execute(db);
    },
  },
};
