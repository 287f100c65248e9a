import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { OwnAnswer, OwnQuestion, Question } from '@continuo/protocol';
import { QUESTION_LIMITS } from '@continuo/protocol/constants';
import { hostileTexts } from '@continuo/protocol/testing';
import { essence, wellFormed } from '../reviews/testing/essence.ts';
import { openTestBackend, type TestBackend, type TestCall } from '../testing.ts';
import { Asked } from './testing/asked.ts';

const TEXTS = hostileTexts(500);
/** With a letter, as nothing that can be seen is refused, and no longer than may be sent. */
const sayable = (text: string, most: number): string => `A${text}`.slice(0, most);

interface Said {
  by: TestCall;
  body: string;
  author: string;
  answer: string;
  response: string;
  question: OwnQuestion;
  answered: OwnAnswer;
}

let backend: TestBackend;
let here: Asked;
let said: Said[];

before(async () => {
  backend = await openTestBackend({ rateLimits: { reads: 1e9, writes: 1e9, devices: 1e9 } });
  here = await Asked.open(backend);
  said = [];
  for (let i = 0; i < TEXTS.length; i += 4) {
    const [body, author, answer, response] = [
      ...[QUESTION_LIMITS.body, QUESTION_LIMITS.author, QUESTION_LIMITS.answer, QUESTION_LIMITS.answer],
    ].map((most, n) => sayable(TEXTS[i + n]!, most)) as [string, string, string, string];
    const by = await here.guest();
    const question = await here.ask(by, { body, author });
    await here.publish(`question:${question.id}`);
    const answered = await here.answer(by, question.id, { body: answer, author });
    said.push({ ...{ by, body, author, answer, response, question, answered } });
  }
});
after(() => backend.close());

describe('hundreds of hostile texts', () => {
  test('are kept as they are, without what nobody could see', () => {
    for (const { body, author, answer, question, answered } of said) {
      assert.deepEqual([essence(question.body), essence(question.author)], [essence(body), essence(author)]);
      assert.deepEqual(
        [essence(answered.body), essence(answered.author)],
        [essence(answer), essence(author)],
      );
      for (const text of [question.body, question.author, answered.body])
        assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}|(?!\n)\p{Cc}/u);
    }
  });

  test('are answers of the shop, words of a report and drafts, and wait at the desk', async () => {
    for (const { by, response, body, author, question, answered } of said) {
      const path = `question:${question.id}`;
      await here.respond(path, response);
      const reports = { reason: 'other', detail: response };
      for (const [kind, id] of [
        ['questions', question.id],
        ['answers', answered.id],
      ]) {
        const reported = await here.ws.fetch(`/v1/${kind}/${id}/report`, {
          ...by,
          method: 'PUT',
          body: reports,
        });
        assert.ok([204, 403, 404].includes(reported.status), await reported.text());
      }
      const draft = { id: `draft-${randomUUID()}`, body, author, at: new Date().toISOString() };
      const kept = await here.ws.fetch('/v1/products/p-B/questions/draft', {
        ...by,
        method: 'PUT',
        body: { draft },
      });
      assert.ok(kept.ok, await kept.text());
    }
    const waiting = await here.queue();
    assert.equal(waiting.counts.pending, said.length);
    const bodies = new Set(said.map(({ answered }) => answered.body));
    for (const item of waiting.items)
      assert.ok(item.kind === 'answer' && bodies.has(item.answer.body), JSON.stringify(item));
  });

  test('are listed with their answers', async () => {
    const listed = new Map<string, Question>();
    for (let cursor = ''; ;) {
      const page = await here.questions(`&limit=50&sort=newest${cursor}`);
      for (const question of page.questions) listed.set(question.id, question);
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
    assert.equal(listed.size, said.length);
    for (const { question, response } of said) {
      const shown = listed.get(question.id)!;
      assert.deepEqual([shown.body, shown.author], [question.body, question.author]);
      assert.equal(essence(shown.answers[0]!.body), essence(response));
    }
  });

  test('are searched for and compared: nothing found or what holds them, never an error', async () => {
    // Of few questions, as each is compared with all.
    for (const { body } of said.slice(0, 5)) await here.asked({ body }, 'p-C');
    for (const text of TEXTS) {
      const q = encodeURIComponent(wellFormed(text.slice(0, 200)));
      for (const path of ['questions', 'questions/similar']) {
        const found = await here.ws.fetch(`/v1/products/p-C/${path}?key=${here.ws.publishable}&q=${q}`);
        // A NUL in an address, and nothing at all, are refused in words.
        assert.ok(found.ok || found.status === 400, `${found.status} ${path} ${text}`);
        if (!found.ok) assert.ok(text.includes('\0') || !/[\p{L}\p{N}]/u.test(text), `${path} ${text}`);
      }
    }
  });
});
