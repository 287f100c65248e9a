import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const create: Migration = {
  async up(db) {
    await sql`
      create table orders (
        ws int not null, id text not null, number text not null,
        cart_id text not null, user_id text, device_id text,
        state text not null check (state in ('placed', 'reopened')),
        channel text not null, placed_at timestamptz not null,
        hash text not null, quote jsonb not null, contact jsonb, payment jsonb,
        total bigint not null check (total >= 0), currency text not null,
        primary key (ws, id),
        unique (ws, number)
      )`.execute(db);
    await sql`create index orders_of_user on orders (ws, user_id, placed_at desc, id) where user_id is not null`.execute(
      db,
    );
    await sql`create index orders_of_device on orders (ws, device_id, placed_at desc, id) where user_id is null`.execute(
      db,
    );
    await sql`
      create table order_line (
        ws int not null, order_id text not null, addr text not null,
        variant_id text not null, product_id text not null,
        quantity int not null check (quantity > 0), unit bigint not null, total bigint not null,
        primary key (ws, order_id, addr),
        foreign key (ws, order_id) references orders (ws, id)
      )`.execute(db);
    await sql`create index order_line_of_variant on order_line (ws, variant_id)`.execute(db);
  },
};

export const orderMigrations = { '0007-orders': create };
