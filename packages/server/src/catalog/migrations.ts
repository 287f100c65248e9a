import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const catalogMigrations: Readonly<Record<string, Migration>> = {
  '0004-catalog': {
    async up(db) {
      await sql`
        create table catalog_rows (
          ws int not null references workspaces (ws) on delete cascade,
          market text not null,
          variant_id text not null,
          locale text not null,
          source text not null,
          product_id text not null,
          live boolean not null default true,
          added int not null,
          title text not null,
          group_title text,
          description text not null,
          link text,
          brand text,
          color text,
          size text,
          material text,
          pattern text,
          gtin text,
          sku text,
          categories jsonb not null,
          collection text,
          pictures jsonb not null,
          details jsonb not null,
          rank int,
          search text not null,
          primary key (ws, market, variant_id, locale, source)
        )`.execute(db);
      await sql`create index catalog_rows_product on catalog_rows (ws, product_id, market)`.execute(db);
      await sql`
        create table catalog_prices (
          ws int not null references workspaces (ws) on delete cascade,
          market text not null,
          variant_id text not null,
          currency text not null,
          amount bigint not null check (amount > 0),
          sale_amount bigint check (sale_amount < amount),
          sale_from timestamptz,
          sale_until timestamptz,
          availability text not null,
          primary key (ws, market, variant_id)
        )`.execute(db);
      // Reductions begin and end by the clock: the last such moment is part of every ETag.
      await sql`create index catalog_prices_from on catalog_prices (ws, sale_from) where sale_from is not null`.execute(
        db,
      );
      await sql`create index catalog_prices_until on catalog_prices (ws, sale_until) where sale_until is not null`.execute(
        db,
      );
      await sql`
        create table catalog_versions (
          ws int primary key references workspaces (ws) on delete cascade,
          version int not null default 1
        )`.execute(db);
    },
  },
  // What lists need, kept as it changes: to make it anew for each reader took seconds at 100,000 variants.
  '0021-catalog-listing': {
    async up(db) {
      await sql`
        create table catalog_listing (
          ws int not null references workspaces (ws) on delete cascade,
          market text not null,
          locale text not null,
          product_id text not null,
          collection text,
          heading text,
          picture text,
          spoken boolean not null,
          sellable boolean not null,
          rank int not null,
          newest int not null,
          low bigint not null,
          high bigint not null,
          title text not null,
          search text not null,
          primary key (ws, product_id, market, locale)
        )`.execute(db);
      for (const [name, order] of [
        ['featured', 'rank'],
        ['newest', 'newest'],
        ['price_asc', 'low'],
        ['price_desc', 'high'],
        ['title', 'title collate "C"'],
        ['collection', 'collection, rank'],
      ] as const)
        await sql`
          create index ${sql.raw(`catalog_listing_${name}`)}
          on catalog_listing (ws, market, locale, ${sql.raw(order)}, product_id collate "C")`.execute(db);
      await sql`
        create table catalog_choices (
          ws int not null references workspaces (ws) on delete cascade,
          market text not null,
          locale text not null,
          product_id text not null,
          variant_id text not null,
          collection text,
          sellable boolean not null,
          color text,
          size text,
          material text,
          pattern text,
          brand text,
          categories jsonb not null,
          primary key (ws, market, locale, product_id, variant_id)
        )`.execute(db);
      await sql`create index catalog_choices_variant on catalog_choices (ws, variant_id)`.execute(db);
      await sql`
        create table catalog_counts (
          ws int not null references workspaces (ws) on delete cascade,
          market text not null,
          locale text not null,
          collection text not null,
          name text not null,
          value text not null,
          products int not null,
          sellable int not null,
          primary key (ws, market, locale, collection, name, value)
        )`.execute(db);
      await sql`
        create table catalog_due (
          ws int not null references workspaces (ws) on delete cascade,
          product_id text not null,
          at timestamptz not null,
          primary key (ws, product_id)
        )`.execute(db);
      await sql`create index catalog_due_at on catalog_due (ws, at)`.execute(db);
      // What is due is made when a server starts, or by the first who reads a list.
      await sql`
        insert into catalog_due (ws, product_id, at)
        select distinct ws, product_id, '-infinity'::timestamptz from catalog_rows`.execute(db);
    },
  },
};
