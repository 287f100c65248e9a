import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { makePartitions } from './partitions.ts';

const ID_PARTITIONS = 16;

export const collectMigrations: Readonly<Record<string, Migration>> = {
  '0003-collect': {
    async up(db) {
      await sql`
        create table event_ids (
          ws int not null,
          mid text not null,
          seen timestamptz not null default now(),
          primary key (ws, mid)
        ) partition by hash (ws, mid)`.execute(db);
      for (let i = 0; i < ID_PARTITIONS; i++)
        await sql`create table ${sql.id(`event_ids_${i}`)} partition of event_ids
          for values with (modulus ${sql.lit(ID_PARTITIONS)}, remainder ${sql.lit(i)})`.execute(db);
      await sql`
        create table events (
          ws int not null,
          received_at timestamptz not null,
          mid text not null,
          at timestamptz not null,
          type text not null,
          name text,
          trust text not null,
          channel text not null,
          session_id text,
          person_id text,
          user_id text,
          claimed_user_id text,
          device_id text,
          anonymous_id text,
          body jsonb not null,
          primary key (ws, received_at, mid)
        ) partition by range (received_at)`.execute(db);
      await sql`create index events_person on events (ws, person_id, at desc, mid)`.execute(db);
      await sql`create index events_claimed on events (ws, claimed_user_id, at desc, mid)
        where claimed_user_id is not null`.execute(db);
      await makePartitions(db, new Date());
    },
  },
};
