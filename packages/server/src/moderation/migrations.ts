import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const moderationMigrations: Readonly<Record<string, Migration>> = {
  '0024-moderation': {
    async up(db) {
      await sql`
        create table moderation_log (
          ws int not null references workspaces (ws) on delete cascade,
          item_id text not null,
          n bigint generated always as identity,
          staff_id text not null,
          name text not null,
          act text not null,
          reason text,
          at timestamptz not null,
          primary key (ws, item_id, n)
        )`.execute(db);
      // The database itself refuses: no code that is written later can change what was done. With its workspace it goes.
      await sql`
        create function moderation_log_stands() returns trigger language plpgsql as $$
        begin
          if tg_op = 'DELETE' then
            if not exists (select from workspaces where ws = old.ws) then
              return old;
            end if;
          end if;
          raise exception 'The moderation log is only ever added to';
        end $$`.execute(db);
      await sql`
        create trigger moderation_log_stands before update or delete on moderation_log
        for each row execute function moderation_log_stands()`.execute(db);
      await sql`
        create trigger moderation_log_is_not_emptied before truncate on moderation_log
        for each statement execute function moderation_log_stands()`.execute(db);
    },
  },
};
