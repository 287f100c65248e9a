import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const create: Migration = {
  async up(db) {
    await sql`
      create table cart (
        ws int not null, id text not null,
        owner text, device_id text,
        state text not null check (state in ('open', 'merged', 'ordered', 'erased')),
        forward_to text, order_id text, merge_notices jsonb,
        market text not null, locale text not null,
        epoch text not null, v int not null, horizon int not null default 0, opened_v int not null default 0,
        opened_at timestamptz not null, touched_at timestamptz not null,
        primary key (ws, id),
        check (horizon <= v)
      )`.execute(db);
    await sql`create unique index cart_open_of_owner on cart (ws, owner) where state = 'open' and owner is not null`.execute(
      db,
    );
    await sql`create unique index cart_of_order on cart (ws, order_id) where order_id is not null`.execute(
      db,
    );
    await sql`create index cart_of_owner on cart (ws, owner) where owner is not null`.execute(db);
    await sql`create index cart_of_device on cart (ws, device_id) where device_id is not null`.execute(db);
    await sql`create index cart_by_touch on cart (ws, state, touched_at)`.execute(db);
    await sql`
      create table cart_line (
        ws int not null, cart_id text not null, addr text not null, variant_id text,
        lv int not null,
        parts jsonb not null, meta jsonb, regs jsonb not null default '{}', unit jsonb,
        primary key (ws, cart_id, addr),
        foreign key (ws, cart_id) references cart (ws, id) on delete cascade
      )`.execute(db);
    await sql`create index cart_line_since on cart_line (ws, cart_id, lv)`.execute(db);
    await sql`create index cart_line_of_variant on cart_line (ws, variant_id) where variant_id is not null`.execute(
      db,
    );
    await sql`
      create table cart_replica (
        ws int not null, replica text not null, device_id text not null,
        last_s int not null, hashes jsonb not null, told jsonb not null,
        primary key (ws, replica)
      )`.execute(db);
    await sql`
      create table cart_seen (
        ws int not null, cart_id text not null, replica text not null,
        seen int not null, at timestamptz not null,
        primary key (ws, cart_id, replica),
        foreign key (ws, cart_id) references cart (ws, id) on delete cascade
      )`.execute(db);
  },
};

/** Nothing asks how many versions a cart began with. */
const dropOpenedV: Migration = {
  async up(db) {
    await sql`alter table cart drop column opened_v`.execute(db);
  },
};

export const cartMigrations = { '0006-cart': create, '0012-cart': dropOpenedV };
