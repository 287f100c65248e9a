import { createClient, type Client } from '@continuo/core';
import { browserPlatform } from '@continuo/core/browser';
import { expect } from '@open-wc/testing';
import { commerce } from './commerce/commerce.ts';
import { createTracker, type Tracker } from './index.ts';
import { pageViews } from './page-views/page-views.ts';

interface Message {
  type: string;
  event?: string;
  name?: string;
  properties?: Record<string, unknown>;
  messageId: string;
  anonymousId: string;
  context: { page: { path: string; url: string } };
}

type Marked = { Marked: { n: number } };

const settle = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (what: string, done: () => unknown, ms = 30_000) => {
  const end = Date.now() + ms;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await settle(20);
  }
};

async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as T;
}

/** What lies on this browser's disk under a key. */
async function traces(key: string): Promise<string[]> {
  const databases = await indexedDB.databases();
  return [...Object.keys(localStorage), ...databases.map(({ name }) => name!)].filter(
    (name) => name.includes(key) && !name.endsWith(':consent'),
  );
}

describe('the tracker in a browser', () => {
  const ended: (() => void)[] = [];
  let sent: Message[];
  let refuse: boolean;

  /** A client of a fresh workspace of the real backend, or of a network that only listens. */
  async function clientOf(real = false, again?: string): Promise<{ client: Client; key: string }> {
    const key =
      again ??
      (real
        ? (await post<{ publishable: string }>('/test/workspaces', {})).publishable
        : `pk_${crypto.randomUUID().slice(0, 8)}`);
    const platform = Object.create(browserPlatform(), {
      fetch: {
        value: async (url: string, init: RequestInit) => {
          if (refuse) throw new TypeError('refused');
          const body = await new Response(init.body).arrayBuffer();
          const packed = new Uint8Array(body)[0] === 0x1f;
          const stream = new Blob([body]).stream();
          const text = await new Response(
            packed ? stream.pipeThrough(new DecompressionStream('gzip')) : stream,
          ).text();
          sent.push(...(JSON.parse(text).batch as Message[]));
          return real ? fetch(url, { ...init, body }) : Response.json({ success: true });
        },
      },
    });
    const client = createClient({ endpoint: location.origin, key, platform });
    ended.push(() => client.destroy());
    return { client, key };
  }

  function start(client: Client, options: Parameters<typeof createTracker>[1] = {}): Tracker<Marked> {
    const tracker = createTracker<Marked>(client, options);
    ended.push(() => tracker.destroy());
    return tracker;
  }

  const agree = (client: Client) => client.consent.choose({ analytics: true }, 'test');

  beforeEach(() => {
    sent = [];
    refuse = false;
  });
  afterEach(() => {
    ended.splice(0).forEach((end) => end());
  });

  it('is taken by the real backend, packed and plain', async function () {
    // The first to ask waits for the backend to start, which on a busy machine takes its time.
    this.timeout(150_000);
    const { client } = await clientOf(true);
    agree(client);
    const tracker = start(client);
    let delivered = 0;
    const drops: unknown[] = [];
    tracker.on('deliver', ({ count }) => (delivered += count));
    tracker.on('drop', (drop) => drops.push(drop));
    tracker.page('plain');
    await tracker.flush();
    for (let n = 0; n < 100; n++) tracker.track('Marked', { n });
    tracker.identify('u1', { plan: 'gold' });
    tracker.screen('menu');
    tracker.group('g1');
    tracker.alias('u2');
    await tracker.flush();
    expect(drops).to.deep.equal([]);
    expect(delivered).to.equal(105);
  });

  it('leaves nothing while the visitor has not chosen, and sends what waited once they agree', async () => {
    const { client, key } = await clientOf();
    const tracker = start(client, { plugins: [pageViews()] });
    tracker.track('Marked', { n: 1 });
    await tracker.flush();
    await settle(100);
    expect(await traces(key)).to.deep.equal([]);
    expect(sent).to.deep.equal([]);
    agree(client);
    await tracker.flush();
    expect(sent.map(({ type }) => type)).to.deep.equal(['page', 'track']);
  });

  it('is on the disk at once, and a later visit sends it', async () => {
    refuse = true;
    const first = await clientOf();
    agree(first.client);
    const tracker = start(first.client);
    tracker.track('Marked', { n: 1 });
    tracker.track('Marked', { n: 2 });
    await settle(200);
    tracker.destroy();
    refuse = false;
    const next = await clientOf(false, first.key);
    await start(next.client).flush();
    expect(sent.map(({ properties }) => properties!.n)).to.deep.equal([1, 2]);
  });

  it('deletes queue, anonymousId and session within a second of a withdrawal', async () => {
    refuse = true;
    const { client, key } = await clientOf();
    agree(client);
    const tracker = start(client);
    tracker.track('Marked', { n: 1 });
    await tracker.flush();
    await until('something is stored', async () => (await traces(key)).length > 1);
    client.consent.choose({ analytics: false }, 'test');
    await until('nothing is left', async () => (await traces(key)).length === 0);
    refuse = false;
    tracker.track('Marked', { n: 2 });
    await tracker.flush();
    expect(sent).to.deep.equal([]);
  });

  it('sees pages come and go without a new document', async () => {
    const { client } = await clientOf();
    agree(client);
    const before = location.href;
    const tracker = start(client, { plugins: [pageViews()] });
    history.pushState(null, '', '/tea?leaf=oolong');
    await settle();
    history.replaceState(null, '', '/tea?leaf=oolong#top');
    await settle();
    history.pushState(null, '', '/cups');
    await settle();
    history.back();
    await settle(200);
    history.replaceState(null, '', before);
    await settle();
    await tracker.flush();
    const paths = sent.map(({ context }) => context.page.path);
    expect(paths).to.deep.equal([
      new URL(before).pathname,
      '/tea',
      '/cups',
      '/tea',
      new URL(before).pathname,
    ]);
    expect(sent[1]!.properties!.search).to.equal('?leaf=oolong');
  });

  it('puts history back as it was when it ends', async () => {
    const { pushState } = history;
    const { client } = await clientOf();
    const tracker = start(client, { plugins: [pageViews()] });
    expect(history.pushState).not.to.equal(pushState);
    tracker.destroy();
    expect(history.pushState).to.equal(pushState);
  });

  it('hears the elements, through shadow roots', async () => {
    const { client } = await clientOf();
    agree(client);
    const tracker = start(client, { plugins: [commerce()] });
    const host = document.body.appendChild(document.createElement('div'));
    const inner = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('button'));
    inner.dispatchEvent(
      new CustomEvent('continuo-cart-added', {
        bubbles: true,
        composed: true,
        detail: {
          cartId: 'c1',
          variantId: 'v1',
          productId: 'p1',
          unit: { amount: 500, currency: 'JPY' },
          quantity: 2,
        },
      }),
    );
    host.remove();
    await tracker.flush();
    expect(sent[0]!.event).to.equal('Product Added');
    expect(sent[0]!.properties).to.deep.equal({
      cart_id: 'c1',
      product_id: 'p1',
      sku: 'v1',
      price: 500,
      currency: 'JPY',
      quantity: 2,
    });
  });

  it('gives to a request that outlives the page what a hiding page has not sent', async () => {
    const { client } = await clientOf();
    agree(client);
    const tracker = start(client);
    for (let n = 0; n < 20; n++) tracker.track('Marked', { n });
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await settle();
    expect(sent.length).to.equal(20);
  });
});
