import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const workspaceMigrations: Readonly<Record<string, Migration>> = {
  '0001-workspaces': {
    async up(db) {
      await sql`
        create table workspaces (
          ws int generated always as identity primary key,
          slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
          name text not null,
          settings jsonb not null,
          device_secret text not null,
          created_at timestamptz not null default now()
        )`.execute(db);
      await sql`
        create table api_keys (
          ws int not null references workspaces (ws) on delete cascade,
          id text not null,
          kind text not null check (kind in ('publishable', 'secret', 'till')),
          hash text not null unique,
          shown text check ((kind = 'publishable') = (shown is not null)),
          location_id text check ((kind = 'till') = (location_id is not null)),
          created_at timestamptz not null default now(),
          revoked_at timestamptz,
          primary key (ws, id)
        )`.execute(db);
      await sql`
        create table customer_keys (
          ws int not null references workspaces (ws) on delete cascade,
          kid text not null,
          alg text not null check (alg in ('ES256', 'EdDSA')),
          jwk jsonb not null,
          created_at timestamptz not null default clock_timestamp(),
          primary key (ws, kid)
        )`.execute(db);
    },
  },
};
