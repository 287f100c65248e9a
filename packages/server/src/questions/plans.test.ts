import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { nodesOf, plansOf, readWhole } from '../database/testing/plans.ts';
import { markOf, textVectorOf } from '../reviews/index.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { similarQuestions } from './list.ts';

/** Enough that reading the table whole is dear: half are of one product, the others of many. */
const QUESTIONS = 8_000;
const BIG = 'p-big';
/** In few questions of the big product, however many there are. */
const RARE = 'zircon';

let backend: TestBackend;
let ws: { readonly id: number };
before(async () => {
  backend = await openTestBackend();
  ws = (await backend.workspace()).workspace;
  const { db } = backend.database;
  const bodies = ['Does the lid leak?', '可以用洗碗機洗嗎？', 'How much does the large one hold?'];
  const written = Array.from({ length: QUESTIONS }, (_, n) => {
    const product = n % 2 ? BIG : `p-${Math.floor(n / 60)}`;
    const body = `${bodies[n % 3]}${n % 400 === 1 ? ` ${RARE}` : ''}`;
    const vector = textVectorOf(markOf(ws.id, product), body);
    return { id: `q-${n}`, product, body, answers: n % 7, vector };
  });
  await sql`
    insert into questions (ws, id, product_id, person, device_id, state, body, locale, author, flags, answers, at,
      decided_at, search)
    select ${ws.id}::int, id, product, 'person-' || id, 'd', 'published', body, 'en', 'Ada', '{}', answers,
      now(), now(), vector::tsvector
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb)
      as t(id text, product text, body text, answers int, vector text)`.execute(db);
  // What the database does by itself after a while.
  await sql`select gin_clean_pending_list('questions_search')`.execute(db);
  await sql`analyze questions`.execute(db);
});
after(async () => {
  await backend.database.db.deleteFrom('questions').where('ws', '=', ws.id).execute();
  await backend.close();
});

const likeOne = async (text: string) => {
  const { db } = backend.database;
  let found = 0;
  const plans = await plansOf(db, async (recorded) => {
    found = (await similarQuestions(recorded, ws, BIG, text, QUESTIONS / 2)).length;
  });
  const nodes = plans.flatMap(nodesOf);
  return { found, nodes, by: new Set(nodes.flatMap((node) => node['Index Name'] ?? [])) };
};

describe('among many questions, those that are like what somebody types', () => {
  for (const [what, text] of [
    ['common words', 'Does the lid leak'],
    ['a rare word', RARE],
    ['a rare word among common ones', `Does the ${RARE} lid leak`],
    ['one Chinese character', '洗'],
    ['Chinese words', '可以用洗碗機嗎'],
    ['a long text', `Does the large lid of this one leak when it holds how much, ${'or so and '.repeat(40)}`],
  ])
    test(`are found by indexes, no table is read whole: ${what}`, async () => {
      const { found, nodes } = await likeOne(text!);
      assert.ok(found > 0);
      assert.deepEqual(readWhole(nodes), []);
    });

  test('a rare word is looked up by itself, not among all questions of the product', async () => {
    const { by } = await likeOne(RARE);
    assert.ok(by.has('questions_search'), [...by].join());
  });

  test('where all of a product hold a word, no more of them are read than are compared', async () => {
    const { nodes } = await likeOne('lid leak large hold 洗碗');
    const [limit] = nodes.filter((node) => node['Node Type'] === 'Limit');
    assert.ok(limit);
    assert.deepEqual(
      nodesOf(limit).flatMap((node) => node['Index Name'] ?? []),
      ['questions_answers'],
    );
  });
});
