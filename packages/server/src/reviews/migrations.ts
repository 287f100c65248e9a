import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const reviewMigrations: Readonly<Record<string, Migration>> = {
  '0023-reviews': {
    async up(db) {
      await sql`
        create table reviews (
          ws int not null references workspaces (ws) on delete cascade,
          id text collate "C" not null,
          product_id text not null,
          person text not null,
          user_id text,
          device_id text,
          state text not null check (state in ('pending', 'published', 'refused')),
          reason text check ((state = 'refused') = (reason is not null)),
          stars smallint not null check (stars between 1 and 5),
          title text not null,
          body text not null,
          locale text not null,
          author text not null,
          recommended boolean,
          ratings jsonb not null,
          attributes jsonb not null,
          badges text[] not null,
          flags text[] not null,
          response jsonb,
          source jsonb,
          at timestamptz not null,
          decided_at timestamptz check ((state = 'pending') or (decided_at is not null)),
          yes int not null default 0,
          no int not null default 0,
          score double precision not null default 0,
          reports int not null default 0,
          reported_at timestamptz check ((reports > 0) = (reported_at is not null)),
          said text,
          search tsvector not null,
          primary key (ws, id),
          check (user_id is not null or device_id is not null or source is not null)
        )`.execute(db);
      // Every order of a product's list is one walk along an index.
      for (const [name, order] of [
        ['helpful', 'score, at'],
        ['newest', 'at'],
        ['highest', 'stars, at'],
        ['lowest', '(-stars), at'],
      ] as const)
        await sql`
          create index ${sql.raw(`reviews_${name}`)} on reviews (ws, product_id, ${sql.raw(order)}, id)
          where state = 'published'`.execute(db);
      await sql`create index reviews_search on reviews using gin (search) where state = 'published'`.execute(
        db,
      );
      await sql`create index reviews_of_person on reviews (ws, person, at, id)`.execute(db);
      await sql`create index reviews_of_device on reviews (ws, device_id, at, id) where user_id is null`.execute(
        db,
      );
      await sql`create index reviews_said on reviews (ws, said) where said is not null`.execute(db);
      await sql`create index reviews_waiting on reviews (ws, at, id) where state = 'pending'`.execute(db);
      await sql`create index reviews_reported on reviews (ws, reported_at, id)
        where state = 'published' and reports > 0`.execute(db);
      await sql`create index reviews_decided on reviews (ws, state, decided_at, id)
        where state <> 'pending'`.execute(db);
      await sql`
        create table review_summaries (
          ws int not null references workspaces (ws) on delete cascade,
          product_id text not null,
          count int not null default 0 check (count >= 0),
          stars1 int not null default 0 check (stars1 >= 0),
          stars2 int not null default 0 check (stars2 >= 0),
          stars3 int not null default 0 check (stars3 >= 0),
          stars4 int not null default 0 check (stars4 >= 0),
          stars5 int not null default 0 check (stars5 >= 0),
          recommended int not null default 0 check (recommended >= 0),
          answers int not null default 0 check (answers >= recommended),
          verified int not null default 0 check (verified >= 0),
          counted int not null default 0,
          version int not null default 0,
          primary key (ws, product_id),
          check (count = stars1 + stars2 + stars3 + stars4 + stars5)
        )`.execute(db);
      await sql`
        create table review_ratings (
          ws int not null references workspaces (ws) on delete cascade,
          product_id text not null,
          name text not null,
          count int not null check (count >= 0),
          sum int not null check (sum >= 0),
          primary key (ws, product_id, name)
        )`.execute(db);
      for (const [table, columns] of [
        ['review_votes', sql`helpful boolean not null`],
        ['review_reports', sql`reason text not null, detail text, closed_at timestamptz`],
      ] as const) {
        await sql`
          create table ${sql.table(table)} (
            ws int not null,
            review_id text collate "C" not null,
            person text not null,
            user_id text,
            device_id text,
            at timestamptz not null,
            ${columns},
            primary key (ws, review_id, person),
            foreign key (ws, review_id) references reviews (ws, id) on delete cascade
          )`.execute(db);
        await sql`create index ${sql.raw(`${table}_of_person`)} on ${sql.table(table)} (ws, person)`.execute(
          db,
        );
      }
      await sql`
        create table review_drafts (
          ws int not null references workspaces (ws) on delete cascade,
          product_id text not null,
          owner text not null,
          draft jsonb not null,
          changed_ms bigint not null,
          primary key (ws, product_id, owner)
        )`.execute(db);
      await sql`
        create table review_settings (
          ws int primary key references workspaces (ws) on delete cascade,
          settings jsonb not null,
          version int not null default 1
        )`.execute(db);
    },
  },
  '0025-review-media': {
    async up(db) {
      await sql`alter table reviews add column media jsonb not null default '[]'`.execute(db);
      await sql`alter table review_summaries add column media int not null default 0 check (media >= 0)`.execute(
        db,
      );
    },
  },
  '0027-review-imports': {
    async up(db) {
      await sql`
        alter table reviews
          add column yes_elsewhere int not null default 0,
          add column no_elsewhere int not null default 0`.execute(db);
      // A guest's review that was moved to another backend has neither device nor customer nor another source.
      await sql`
        do $$ begin execute (
          select 'alter table reviews drop constraint ' || quote_ident(conname) from pg_constraint
          where conrelid = 'reviews'::regclass and pg_get_constraintdef(oid) like '%device_id IS NOT NULL%'
        ); end $$`.execute(db);
    },
  },
  '0028-review-facets': {
    async up(db) {
      await sql`
        create table review_facets (
          ws int not null references workspaces (ws) on delete cascade,
          product_id text not null,
          facet text not null,
          stars smallint not null,
          count int not null,
          primary key (ws, product_id, facet, stars)
        )`.execute(db);
      await sql`
        insert into review_facets (ws, product_id, facet, stars, count)
        select ws, product_id, substr(lexeme, 9), stars, count(*) from reviews, unnest(search)
        where state = 'published' and substr(lexeme, 9) ~ '^=[^s]' group by 1, 2, 3, 4`.execute(db);
      // The most helpful with so many stars.
      await sql`create index reviews_stars on reviews (ws, product_id, stars, score, at, id)
        where state = 'published'`.execute(db);
    },
  },
  '0031-review-translations': {
    async up(db) {
      await sql`
        create table review_translations (
          ws int not null,
          review_id text collate "C" not null,
          locale text not null,
          translation jsonb not null,
          primary key (ws, review_id, locale),
          foreign key (ws, review_id) references reviews (ws, id) on delete cascade
        )`.execute(db);
      // Whoever changes a text, by whatever way: what it said before is kept in no language.
      await sql`
        create function review_was_rewritten() returns trigger language plpgsql as $$
        begin
          delete from review_translations where ws = old.ws and review_id = old.id;
          return null;
        end $$`.execute(db);
      await sql`
        create trigger review_rewritten after update of title, body, locale, response on reviews for each row
        when (old.title <> new.title or old.body <> new.body or old.locale <> new.locale
          or old.response is distinct from new.response)
        execute function review_was_rewritten()`.execute(db);
    },
  },
  '0033-review-contributors': {
    async up(db) {
      // The condition is that of TOP_CONTRIBUTOR: what readers found helpful, by author.
      await sql`create index reviews_of_contributor on reviews (ws, person)
        where state = 'published' and yes >= 3 and yes > no`.execute(db);
    },
  },
  '0034-review-elsewhere': {
    async up(db) {
      const elsewhere = {
        ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`stars${n}`, `stars = ${n}`])),
        recommended: 'recommended',
        answers: 'recommended is not null',
        verified: `'verified' = any(badges)`,
        media: `media <> '[]'`,
      };
      const names = Object.keys(elsewhere).map((name) => `${name}_elsewhere`);
      await sql`alter table review_summaries ${sql.join(
        names.map((name) => sql.raw(`add column ${name} int not null default 0 check (${name} >= 0)`)),
      )}`.execute(db);
      await sql`
        update review_summaries s set ${sql.join(names.map((name) => sql.raw(`${name} = d.${name}`)))}
        from (
          select ws, product_id, ${sql.join(
            Object.entries(elsewhere).map(([name, is]) =>
              sql.raw(`count(*) filter (where ${is}) as ${name}_elsewhere`),
            ),
          )} from reviews where state = 'published' and source is not null group by 1, 2) d
        where d.ws = s.ws and d.product_id = s.product_id`.execute(db);
      await sql`
        alter table review_ratings
          add column count_elsewhere int not null default 0 check (count_elsewhere >= 0),
          add column sum_elsewhere int not null default 0 check (sum_elsewhere >= 0)`.execute(db);
      await sql`
        update review_ratings s set count_elsewhere = d.count, sum_elsewhere = d.sum
        from (
          select ws, product_id, rating->>'name' as name, count(*) as count, sum((rating->>'value')::int) as sum
          from reviews, jsonb_array_elements(ratings) rating
          where state = 'published' and source is not null group by 1, 2, 3) d
        where d.ws = s.ws and d.product_id = s.product_id and d.name = s.name`.execute(db);
      // The first language of a text is for everybody else: jsonb would forget which that was.
      await sql`alter table review_settings alter column settings type json`.execute(db);
      // A list can be filtered by where reviews come from and by what they recommend from now on.
      await sql`
        update reviews set search = search || array_to_tsvector(array_remove(array[
          mark || case when source is null then '=own' else '=elsewhere' end,
          case when recommended then mark || '=r' end], null))
        from (
          select ws as w, id as i,
            left(encode(sha256(convert_to(ws || e'\\n' || product_id, 'UTF8')), 'hex'), 8) as mark from reviews) m
        where ws = w and id = i`.execute(db);
      await sql`
        insert into review_facets (ws, product_id, facet, stars, count)
        select ws, product_id, substr(lexeme, 9), stars, count(*) from reviews, unnest(search)
        where state = 'published' and substr(lexeme, 9) ~ '^=(own|elsewhere|r)$' group by 1, 2, 3, 4`.execute(
        db,
      );
    },
  },
  '0035-review-digests': {
    async up(db) {
      await sql`
        create table review_digests (
          ws int not null references workspaces (ws) on delete cascade,
          product_id text not null,
          locale text not null,
          asked_at timestamptz not null,
          made_at timestamptz,
          published int not null default 0,
          count int not null default 0,
          outdated boolean not null default false,
          claims jsonb not null default '[]',
          primary key (ws, product_id, locale)
        )`.execute(db);
      // Whoever changes or removes a review, by whatever way: no claim rests on it any more, and what rested on it alone is
      // gone.
      await sql`
        create function review_was_withdrawn() returns trigger language plpgsql as $$
        begin
          update review_digests set outdated = true, claims = (
            select coalesce(jsonb_agg(jsonb_set(claim, '{reviewIds}', (claim->'reviewIds') - old.id) order by place), '[]')
            from jsonb_array_elements(claims) with ordinality as c(claim, place)
            where (claim->'reviewIds') - old.id <> '[]')
          where ws = old.ws and product_id = old.product_id
            and claims @> jsonb_build_array(jsonb_build_object('reviewIds', jsonb_build_array(old.id)));
          return null;
        end $$`.execute(db);
      await sql`
        create trigger review_withdrawn_whole after delete on reviews for each row
        when (old.state = 'published') execute function review_was_withdrawn()`.execute(db);
      await sql`
        create trigger review_withdrawn after update of state, product_id, stars, title, body, locale on reviews for each row
        when (old.state = 'published' and (new.state <> 'published' or old.product_id <> new.product_id
          or old.stars <> new.stars or old.title <> new.title or old.body <> new.body or old.locale <> new.locale))
        execute function review_was_withdrawn()`.execute(db);
    },
  },
  '0036-review-text': {
    async up(db) {
      // A list can be filtered by whether reviews say something besides stars from now on.
      await sql`
        update reviews set search = search || array_to_tsvector(array[mark || '=t'])
        from (
          select ws as w, id as i,
            left(encode(sha256(convert_to(ws || e'\\n' || product_id, 'UTF8')), 'hex'), 8) as mark from reviews) m
        where ws = w and id = i and title || body <> ''`.execute(db);
      await sql`
        insert into review_facets (ws, product_id, facet, stars, count)
        select ws, product_id, '=t', stars, count(*) from reviews
        where state = 'published' and title || body <> '' group by 1, 2, 4`.execute(db);
    },
  },
};
