import { createClient, memoryPlatform, type Client } from '@continuo/core';
import { expect } from '@open-wc/testing';
import { createAnalytics } from './analytics.ts';
import { start } from './page.ts';

interface Sent {
  event?: string;
  type: string;
  timestamp: string;
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (condition: () => unknown) => {
  for (const end = Date.now() + 30_000; !condition() && Date.now() < end;) await pause(10);
};

/** A backend's answers; the events that it gets are put into the list. */
const platformTo = (sent: Sent[]) => ({
  ...memoryPlatform(),
  fetch: async (_url: RequestInfo | URL, init?: RequestInit) => {
    const bytes = new Uint8Array(await new Response(init?.body).arrayBuffer());
    const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const body = new Blob([bytes]).stream();
    const text = await new Response(
      gzipped ? body.pipeThrough(new DecompressionStream('gzip')) : body,
    ).text();
    sent.push(...((JSON.parse(text || '{}') as { batch?: Sent[] }).batch ?? []));
    return Response.json({ success: true, accepted: 1, rejected: [] });
  },
});

describe('what a page says', () => {
  const sent: Sent[] = [];
  const run = start();
  let client: Client | undefined;

  it('waits for the configuration', async () => {
    run(['ready', (given) => (client = given)]);
    run(['track', 'Early', { n: 1 }]);
    expect(client).to.equal(undefined);
    const platform = platformTo(sent);
    run(['configure', { endpoint: 'https://api.test', key: 'pk_page', platform }]);
    expect(client?.options.key).to.equal('pk_page');
  });

  it('nothing is sent before consent', async () => {
    const view = { productId: 'pot', title: 'Pot', unit: { amount: 48800, currency: 'HKD' } };
    document.dispatchEvent(new CustomEvent('continuo-product-viewed', { detail: view }));
    await pause(300);
    expect(sent).to.deep.equal([]);
  });

  it('after consent everything that waited is sent, with the time when it happened, and what comes', async () => {
    const agreed = Date.now();
    run(['consent', { analytics: true }]);
    expect(client?.consent.choice?.source).to.equal('page');
    await until(() => sent.some(({ event }) => event === 'Product Viewed'));
    document.dispatchEvent(new CustomEvent('continuo-search', { detail: { query: 'tea', results: 2 } }));
    await until(() => sent.some(({ event }) => event === 'Products Searched'));
    expect(sent.map(({ event, type }) => event ?? type)).to.include.members([
      'page',
      'Early',
      'Product Viewed',
      'Products Searched',
    ]);
    const late = (name: string) =>
      Date.parse(sent.find(({ event, type }) => (event ?? type) === name)!.timestamp) - agreed;
    // The visitor looked for a third of a second before they agreed.
    for (const name of ['page', 'Early', 'Product Viewed']) expect(late(name)).to.be.below(-250);
    expect(late('Products Searched')).to.be.at.least(0);
  });

  it('who refuses and agrees later is counted from then on: what waited, and what they did meanwhile, is dropped', async () => {
    const its: Sent[] = [];
    const client = createClient({ endpoint: 'https://api.test', key: 'pk_no', platform: platformTo(its) });
    const { say } = createAnalytics(client);
    say(['track', 'Before']);
    client.consent.choose({ analytics: false }, 'banner');
    say(['track', 'Meanwhile']);
    await pause(50);
    const agreed = Date.now();
    client.consent.choose({ analytics: true }, 'preferences');
    say(['track', 'After']);
    await until(() => its.some(({ event }) => event === 'After'));
    expect(its.map(({ event, type }) => event ?? type)).to.deep.equal(['page', 'After']);
    expect(Date.parse(its[0]!.timestamp)).to.be.at.least(agreed);
  });

  it('a mistake in one command is told and does not stop the next', () => {
    const told: unknown[] = [];
    const { error } = console;
    console.error = (...words: unknown[]) => told.push(words[0]);
    run([
      'ready',
      () => {
        throw new Error('theirs');
      },
    ]);
    run(['nonsense'] as never);
    let reached = false;
    run(['ready', () => (reached = true)]);
    console.error = error;
    expect(reached).to.equal(true);
    expect(told.map(String)).to.deep.equal(['Error: theirs', 'continuo: there is no command "nonsense"']);
  });
});
