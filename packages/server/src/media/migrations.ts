import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const mediaMigrations: Readonly<Record<string, Migration>> = {
  '0026-media': {
    async up(db) {
      await sql`
        create table media (
          ws int not null references workspaces (ws) on delete cascade,
          id text collate "C" not null,
          owner text not null,
          name text not null unique,
          state text not null check (state in ('uploading', 'processing', 'ready', 'refused', 'removed')),
          reason text check ((state = 'refused') <= (reason is not null)),
          length int not null check (length > 0),
          received int not null default 0 check (received between 0 and length),
          pieces text[] not null default '{}',
          media jsonb check ((state = 'ready') <= (media is not null)),
          holder text check (holder is null or state in ('ready', 'removed')),
          changed_at timestamptz not null,
          claimed_at timestamptz,
          primary key (ws, id)
        )`.execute(db);
      await sql`create index media_of_owner on media (ws, owner) where holder is null`.execute(db);
      await sql`create index media_of_holder on media (ws, holder) where holder is not null`.execute(db);
      await sql`create index media_abandoned on media (changed_at) where holder is null`.execute(db);
      await sql`create index media_removed on media (ws, id) where state = 'removed'`.execute(db);
      await sql`create index media_pieces on media (ws, id) where pieces <> '{}'`.execute(db);
      // Whoever deletes a review, by whatever way, takes its photos along.
      await sql`
        create function media_of_review_removed() returns trigger language plpgsql as $$
        begin
          update media set state = 'removed' where ws = old.ws and holder = 'review ' || old.id;
          return null;
        end $$`.execute(db);
      await sql`
        create trigger review_deleted after delete on reviews
        for each row execute function media_of_review_removed()`.execute(db);
    },
  },
};
