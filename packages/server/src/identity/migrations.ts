import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const identityMigrations: Readonly<Record<string, Migration>> = {
  '0002-identity': {
    async up(db) {
      await sql`
        create table persons (
          ws int not null references workspaces (ws) on delete cascade,
          id text not null,
          user_id text,
          merged_into text,
          traits jsonb not null default '{}',
          name text,
          email text,
          channels text[] not null default '{}',
          events int not null default 0,
          first_seen timestamptz not null default now(),
          last_seen timestamptz not null default now(),
          primary key (ws, id),
          foreign key (ws, merged_into) references persons (ws, id),
          check (user_id is null or merged_into is null)
        )`.execute(db);
      await sql`create unique index persons_user on persons (ws, user_id) where user_id is not null`.execute(
        db,
      );
      await sql`create index persons_seen on persons (ws, last_seen desc, id) where merged_into is null`.execute(
        db,
      );
      await sql`create index persons_merged on persons (ws, merged_into) where merged_into is not null`.execute(
        db,
      );
      await sql`
        create table identities (
          ws int not null,
          kind text not null check (kind in ('user', 'device', 'anonymous')),
          value text not null,
          person_id text not null,
          claimed_by text,
          claimed_at timestamptz,
          anonymous_id text,
          label text,
          channel text,
          first_seen timestamptz not null default now(),
          last_seen timestamptz not null default now(),
          primary key (ws, kind, value),
          foreign key (ws, person_id) references persons (ws, id) on delete cascade
        )`.execute(db);
      await sql`create index identities_person on identities (ws, person_id)`.execute(db);
    },
  },
  // The desk searches ids of any kind by one word.
  '0020-identity-search': {
    async up(db) {
      await sql`create index identities_value on identities (ws, value)`.execute(db);
    },
  },
  '0029-erasures': {
    async up(db) {
      await sql`
        create table erasures (
          ws int not null references workspaces (ws) on delete cascade,
          person text not null,
          at timestamptz not null,
          primary key (ws, person)
        )`.execute(db);
      await sql`create index identities_claimed on identities (ws, claimed_by) where claimed_by is not null`.execute(
        db,
      );
    },
  },
};
