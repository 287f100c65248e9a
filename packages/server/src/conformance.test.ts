import { after, before, describe, it } from 'node:test';
import { conformance, fixture, fixtureLines, type Subject } from '@continuo/mock/conformance';
import { transact } from './database/index.ts';
import { importFeed } from './imports/testing.ts';
import { decideReview, putReviewSettings, type NewReviewSettings } from './reviews/index.ts';
import { decideAnswer, decideQuestion } from './questions/index.ts';
import { openTestBackend, TEST_ORIGIN, type TestBackend } from './testing.ts';

let backend: TestBackend;
before(async () => {
  backend = await openTestBackend({
    rateLimits: { reads: 1e9, writes: 1e9, devices: 1e9 },
    translate: async ({ texts, to }) => texts.map((text) => `[${to}] ${text}`),
    summarize: async ({ reviews }) => [
      { text: 'Praise', reviewIds: reviews.filter(({ rating }) => rating > 3).map(({ id }) => id) },
      { text: 'Criticism', reviewIds: reviews.filter(({ rating }) => rating < 4).map(({ id }) => id) },
    ],
  });
});
after(() => backend.close());

/** The settings of all languages in one. */
function settings(): NewReviewSettings {
  const [first] = fixture.settings;
  const texts = (of: (one: (typeof fixture.settings)[number]) => string | undefined) =>
    Object.fromEntries(fixture.settings.map((one) => [one.locale, of(one)!]));
  return {
    ratings: first!.ratings.map(({ name, low, high }, i) => ({
      ...{ name, label: texts((one) => one.ratings[i]?.label) },
      ...(low !== undefined && { low: texts((one) => one.ratings[i]?.low) }),
      ...(high !== undefined && { high: texts((one) => one.ratings[i]?.high) }),
    })),
    attributes: first!.attributes.map(({ name, values }, i) => ({
      ...{ name, label: texts((one) => one.attributes[i]?.label) },
      values: values.map(({ value }, j) => ({
        value,
        label: texts((one) => one.attributes[i]?.values[j]?.label),
      })),
    })),
    askIncentive: first!.askIncentive,
    topics: first!.topics.map(({ name }, i) => ({
      ...{ name, label: texts((one) => one.topics[i]?.label) },
      words: { en: [...fixture.topics[name]!] },
    })),
    authenticity: texts((one) => one.authenticity),
  };
}

async function subject(): Promise<Subject> {
  const ws = await backend.workspace({ markets: [...fixture.markets] });
  await importFeed(ws, fixtureLines(), { kind: 'jsonl' });
  await putReviewSettings(backend.database.db, ws.workspace, settings());
  return {
    ...{ endpoint: 'http://backend.test', key: ws.publishable, origin: TEST_ORIGIN },
    fetch: (request) => backend.backend.fetch(request),
    token: (userId) => ws.token(userId),
    async decide(what, id, state) {
      const decision = state === 'refused' ? ({ state, reason: 'fraud' } as const) : { state };
      const act = { review: decideReview, question: decideQuestion, answer: decideAnswer }[what];
      await transact(backend.database.db, async (tx) => {
        await act(tx, ws.workspace, id, decision, new Date());
      });
    },
  };
}

describe('the reference backend does what every backend does', () => {
  for (const { name, run } of conformance) it(name, async () => run(await subject()));
});
