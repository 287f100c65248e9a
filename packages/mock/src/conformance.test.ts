import { after, before, describe, it } from 'node:test';
import { setupServer } from 'msw/node';
import { conformance, fixture, type Subject } from './conformance/index.ts';
import { createMock } from './mock.ts';
import { handlers } from './msw.ts';

const server = setupServer();
before(() => server.listen());
after(() => server.close());

function subject(through: 'fetch' | 'msw'): Subject {
  const mock = createMock({
    ...{ ...fixture, reviews: [], questions: [], answers: [] },
    translate: async ({ texts, to }) => texts.map((text) => `[${to}] ${text}`),
  });
  if (through === 'msw') server.use(...handlers(mock));
  return {
    ...{ endpoint: mock.endpoint, key: mock.key },
    fetch: (request) => (through === 'msw' ? fetch(request) : mock.fetch(request)),
    token: (userId) => Promise.resolve(mock.token(userId)),
    decide: (_, id, state) => Promise.resolve(mock.decide(id, state)),
  };
}

for (const through of ['fetch', 'msw'] as const)
  describe(`the mock by its ${through} does what every backend does`, () => {
    for (const { name, run } of conformance) it(name, () => run(subject(through)));
  });
