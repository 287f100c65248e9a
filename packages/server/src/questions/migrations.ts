import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What questions and answers have in common. */
const written = sql`
  ws int not null references workspaces (ws) on delete cascade,
  id text collate "C" not null,
  product_id text not null,
  user_id text,
  device_id text,
  state text not null check (state in ('pending', 'published', 'refused')),
  reason text check ((state = 'refused') = (reason is not null)),
  body text not null,
  locale text not null,
  author text not null,
  flags text[] not null,
  at timestamptz not null,
  decided_at timestamptz check ((state = 'pending') or (decided_at is not null)),
  reports int not null default 0,
  reported_at timestamptz check ((reports > 0) = (reported_at is not null)),
  said text,
  search tsvector not null,
  primary key (ws, id)`;

export const questionMigrations: Readonly<Record<string, Migration>> = {
  '0030-questions': {
    async up(db) {
      await sql`
        create table questions (
          ${written},
          person text not null,
          answers int not null default 0 check (answers >= 0),
          check (user_id is not null or device_id is not null)
        )`.execute(db);
      await sql`
        create table answers (
          ${written},
          question_id text collate "C" not null,
          person text,
          brand boolean not null,
          best boolean not null default false,
          rank smallint not null generated always as (case when best then 2 when brand then 1 else 0 end) stored,
          yes int not null default 0,
          no int not null default 0,
          score double precision not null default 0,
          told boolean not null default false,
          foreign key (ws, question_id) references questions (ws, id) on delete cascade,
          check (brand = (person is null)),
          check (brand or user_id is not null or device_id is not null),
          check (not best or state = 'published')
        )`.execute(db);
      for (const table of ['questions', 'answers'])
        for (const [name, rest] of [
          ['search', "using gin (search) where state = 'published'"],
          ['of_person', '(ws, person, at, id)'],
          ['said', '(ws, said) where said is not null'],
          ['waiting', "(ws, at, id) where state = 'pending'"],
          ['reported', "(ws, reported_at, id) where state = 'published' and reports > 0"],
          ['decided', "(ws, state, decided_at, id) where state <> 'pending'"],
        ] as const)
          await sql`create index ${sql.raw(`${table}_${name} on ${table} ${rest}`)}`.execute(db);
      // Every order of a product's list is one walk along an index, as are the first answers to a question.
      await sql`create index questions_newest on questions (ws, product_id, at, id)
        where state = 'published'`.execute(db);
      await sql`create index questions_answers on questions (ws, product_id, answers, at, id)
        where state = 'published'`.execute(db);
      await sql`create index answers_shown on answers (ws, question_id, rank, score, at, id)
        where state = 'published'`.execute(db);
      await sql`create unique index answers_brand on answers (ws, question_id) where brand`.execute(db);
      await sql`create unique index answers_best on answers (ws, question_id) where best`.execute(db);
      await sql`
        create table question_counts (
          ws int not null references workspaces (ws) on delete cascade,
          product_id text not null,
          questions int not null default 0 check (questions >= 0),
          version int not null default 0,
          primary key (ws, product_id)
        )`.execute(db);
      for (const [table, thing, columns] of [
        ['question_subscriptions', 'question', sql``],
        ['question_reports', 'question', sql`, reason text not null, detail text, closed_at timestamptz`],
        ['answer_reports', 'answer', sql`, reason text not null, detail text, closed_at timestamptz`],
        ['answer_votes', 'answer', sql`, helpful boolean not null`],
      ] as const) {
        await sql`
          create table ${sql.table(table)} (
            ws int not null,
            ${sql.raw(`${thing}_id`)} text collate "C" not null,
            person text not null,
            user_id text,
            device_id text,
            at timestamptz not null
            ${columns},
            primary key (ws, ${sql.raw(`${thing}_id`)}, person),
            foreign key (ws, ${sql.raw(`${thing}_id`)}) references ${sql.raw(`${thing}s`)} (ws, id) on delete cascade
          )`.execute(db);
        await sql`create index ${sql.raw(`${table}_of_person on ${table} (ws, person)`)}`.execute(db);
      }
    },
  },
  '0034-question-drafts': {
    async up(db) {
      for (const [table, about, refers] of [
        ['question_drafts', 'product_id text', sql``],
        [
          'answer_drafts',
          'question_id text collate "C"',
          sql`, foreign key (ws, question_id) references questions (ws, id) on delete cascade`,
        ],
      ] as const)
        await sql`
          create table ${sql.table(table)} (
            ws int not null references workspaces (ws) on delete cascade,
            ${sql.raw(about)} not null,
            owner text not null,
            draft jsonb not null,
            changed_ms bigint not null,
            primary key (ws, ${sql.raw(about.split(' ')[0]!)}, owner)
            ${refers}
          )`.execute(db);
    },
  },
};
