import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const locationMigrations: Readonly<Record<string, Migration>> = {
  '0005-locations': {
    async up(db) {
      await sql`
        create table locations (
          ws int not null references workspaces (ws) on delete cascade,
          id text not null,
          live boolean not null default true,
          texts jsonb not null,
          time_zone text not null,
          hours jsonb not null,
          latitude double precision,
          longitude double precision,
          primary key (ws, id)
        )`.execute(db);
      await sql`
        create table stock (
          ws int not null references workspaces (ws) on delete cascade,
          variant_id text not null,
          location_id text not null,
          live boolean not null default true,
          availability text not null,
          quantity int check (quantity >= 0),
          amount bigint check (amount > 0),
          currency text check ((amount is null) = (currency is null)),
          as_of timestamptz not null,
          primary key (ws, variant_id, location_id)
        )`.execute(db);
      await sql`
        create table stock_taken (
          ws int not null references workspaces (ws) on delete cascade,
          order_id text not null,
          variant_id text not null,
          quantity int not null check (quantity > 0),
          primary key (ws, order_id, variant_id)
        )`.execute(db);
    },
  },
};
