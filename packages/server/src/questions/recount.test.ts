import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { Asked } from './testing/asked.ts';

/** On a server these really run at the same time; the embedded database takes them one by one, in any order. */
const onServer = process.env['CONTINUO_TEST_DATABASE_URL'] !== undefined;
const [RUNS, ACTS] = onServer ? [5, 150] : [2, 60];

let backend: TestBackend;
before(async () => {
  backend = await openTestBackend({ rateLimits: { reads: 1e9, writes: 1e9, devices: 1e9 } });
});
after(() => backend.close());

const nth = (max: number) => fc.nat({ max: max - 1 });
const act = fc.oneof(
  fc.record({ kind: fc.constantFrom('publish', 'refuse'), what: fc.constant('question'), n: nth(4) }),
  fc.record({
    kind: fc.constantFrom('publish', 'refuse', 'best', 'unbest'),
    what: fc.constant('answer'),
    n: nth(8),
  }),
  fc.record({ kind: fc.constant('respond'), n: nth(4), text: fc.constantFrom('', 'Yes', 'No') }),
  fc.record({ kind: fc.constant('vote'), n: nth(8), by: nth(4), vote: fc.constantFrom('yes', 'no', null) }),
  fc.record({ kind: fc.constant('login'), by: nth(4) }),
) as fc.Arbitrary<Act>;
type Act =
  | { kind: 'publish' | 'refuse' | 'best' | 'unbest'; what: 'question' | 'answer'; n: number }
  | { kind: 'respond'; n: number; text: string }
  | { kind: 'vote'; n: number; by: number; vote: 'yes' | 'no' | null }
  | { kind: 'login'; by: number };

test(`after ${ACTS} decisions, answers of the shop, marks, votes and log-ins at once every count is that of a recount`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: ACTS, maxLength: ACTS }), async (acts) => {
      const here = await Asked.open(backend);
      const questions = await Promise.all([0, 1, 2, 3].map(() => here.asked()));
      const authors = await Promise.all(
        [0, 1, 2, 3].map(async () => ({ userId: `u-${randomUUID()}`, guest: await here.guest() })),
      );
      const answers = await Promise.all(
        [0, 1, 2, 3, 4, 5, 6, 7].map((n) => here.answer(authors[n % 4]!.guest, questions[n % 4]!.id)),
      );
      await here.queue(); // somebody is at the desk
      await Promise.all(
        acts.map(async (a) => {
          if (a.kind === 'login') await here.logIn(authors[a.by]!.userId, authors[a.by]!.guest.device);
          else await answered(perform(here, a));
        }),
      );
      async function perform(at: Asked, a: Exclude<Act, { kind: 'login' }>): Promise<Response> {
        if (a.kind === 'vote') return at.voteOn(authors[a.by]!.guest, answers[a.n]!.id, a.vote);
        if (a.kind === 'respond') return at.act(`question:${questions[a.n]!.id}/response`, { text: a.text });
        const item = `${a.what}:${(a.what === 'question' ? questions : answers)[a.n]!.id}`;
        if (a.kind === 'best' || a.kind === 'unbest')
          return at.act(`${item}/best`, { best: a.kind === 'best' });
        return at.act(
          `${item}/decision`,
          a.kind === 'publish' ? { decision: 'publish' } : { decision: 'refuse', reason: 'fraud' },
        );
      }
      await check(here);
    }),
    { numRuns: RUNS },
  );
});

/** Published or not when it came, its own or not: no answer is an error of the server. */
async function answered(sent: Promise<Response>): Promise<void> {
  const response = await sent;
  assert.ok([200, 403, 404, 409].includes(response.status), await response.text());
}

async function check(here: Asked): Promise<void> {
  const ws = here.ws.workspace.id;
  const { rows } = await sql<Record<'answers' | 'counted' | 'best' | 'brand' | 'state', number>>`
    select q.answers, count(a.id) filter (where a.state = 'published')::int as counted,
      count(*) filter (where a.best)::int as best, count(*) filter (where a.brand)::int as brand
    from questions q left join answers a on a.ws = q.ws and a.question_id = q.id
    where q.ws = ${ws} group by q.id, q.answers`.execute(backend.database.db);
  assert.equal(rows.length, 4);
  for (const { answers, counted, best, brand } of rows) {
    assert.equal(answers, counted);
    assert.ok(best <= 1 && brand <= 1);
  }
  const votes = await sql<Record<'yes' | 'no' | 'y' | 'n' | 'own', number>>`
    select a.yes, a.no, count(*) filter (where v.helpful)::int as y,
      count(*) filter (where not v.helpful)::int as n,
      count(*) filter (where v.person = a.person)::int as own
    from answers a left join answer_votes v on v.ws = a.ws and v.answer_id = a.id
    where a.ws = ${ws} group by a.id, a.yes, a.no`.execute(backend.database.db);
  for (const row of votes.rows) assert.deepEqual([row.yes, row.no, row.own], [row.y, row.n, 0]);
  const published = await sql<{ n: number }>`
    select count(*)::int as n from questions where ws = ${ws} and state = 'published'`.execute(
    backend.database.db,
  );
  assert.equal((await here.questions()).total, published.rows[0]!.n);
}
