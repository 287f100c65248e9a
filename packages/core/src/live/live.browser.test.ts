import { expect } from '@open-wc/testing';
import { makeToken, makeWorkspace, type Workspace } from '../testing/backend.ts';
import { openTab, until, type OpenTab } from '../testing/open-tab.ts';
import type { Client, ClientOptions } from '../types.ts';
import type { Timings } from './timings.ts';

const WORKER = '/packages/core/src/live-worker.ts';
const tabs: OpenTab[] = [];
let carts = 0;

/** Something happens on the server: the visitor's cart gets a line. */
const change = async (client: Client) => {
  const cart = `cart-${Date.now()}-${++carts}`;
  await client.request(`/v1/carts/${cart}/ops`, {
    as: 'visitor',
    body: {
      p: 1,
      replica: `r${carts}${Math.random().toString(36).slice(2, 8)}`,
      h: -1,
      ops: [[1, 0, 'a', 'c/v1', 1]],
    },
  });
  return cart;
};

interface Options {
  wants?: Record<string, string>;
  timings?: Partial<Timings>;
  client?: Partial<ClientOptions>;
  /** Streams bring nothing. */
  stalled?: boolean;
}

const open = async (
  workspace: Workspace,
  { wants = {}, timings, client: options, stalled }: Options = {},
) => {
  const tab = await openTab(wants);
  tabs.push(tab);
  const client = tab.createClient({
    endpoint: workspace.endpoint,
    key: workspace.publishable,
    platform: tab.browserPlatform(),
    workerUrl: WORKER,
    ...options,
  });
  const page = { client, tab, seen: [] as string[], resets: 0, connections: 0, open: 0 };
  const around = tab.surroundings(client);
  const live = tab.createLive(
    client,
    new Set([
      {
        kind: 'cart',
        listener: (news: { kind: string; data: unknown }) =>
          page.seen.push((news.data as { cart: string }).cart),
        onReset: () => page.resets++,
      },
    ]),
    {
      ...around,
      timings: { ...tab.TIMINGS, ...timings },
      open(request, tell) {
        page.connections++;
        page.open++;
        let over = false;
        const end = () => {
          if (!over) page.open--;
          over = true;
        };
        const close = around.open(request, (events) => {
          const last = events.at(-1)!;
          if ('status' in last) end();
          if (!stalled || 'status' in last) tell(stalled ? [last] : events);
        });
        return () => {
          end();
          close();
        };
      },
    },
  );
  client.identity.subscribe(live.check);
  live.check();
  await until(() => page.resets);
  return page;
};
type Page = Awaited<ReturnType<typeof open>>;
const visitor = async (workspace: Workspace) => {
  const tab = await openTab();
  tabs.push(tab);
  const client = tab.createClient({
    endpoint: workspace.endpoint,
    key: workspace.publishable,
    platform: tab.browserPlatform(),
  });
  await client.identity.ensureDevice();
  return client;
};
const streams = (pages: Page[]) => pages.reduce((sum, page) => sum + page.open, 0);

describe('live changes in a browser', () => {
  // The first workspace starts the backend.
  before(async function () {
    this.timeout(60_000);
    await makeWorkspace();
  });

  afterEach(() => {
    for (const tab of tabs.splice(0)) tab.close();
  });

  it('reach three tabs by one stream, and go on when the leader closes', async () => {
    const workspace = await makeWorkspace();
    const client = await visitor(workspace);
    const pages = [await open(workspace), await open(workspace), await open(workspace)];
    await until(() => streams(pages) === 1);
    const first = await change(client);
    await until(() => pages.every(({ seen }) => seen.includes(first)));
    expect(pages.map(({ connections }) => connections)).to.deep.equal([1, 0, 0]);
    pages[0]!.tab.close();
    const second = await change(client);
    const rest = pages.slice(1);
    await until(() => rest.every(({ seen }) => seen.includes(second)));
    for (const { seen } of rest) expect(seen).to.deep.equal([first, second]);
    await until(() => streams(rest) === 1);
  });

  it('are read in a worker of its own file, so that the page asks for no stream itself', async () => {
    const workspace = await makeWorkspace();
    const client = await visitor(workspace);
    const page = await open(workspace);
    await until(() => page.open === 1);
    const cart = await change(client);
    await until(() => page.seen.includes(cart));
    const asked = page.tab.window.performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname);
    expect(asked).to.include(WORKER);
    expect(asked).not.to.include('/v1/live');
  });

  for (const [what, csp] of [
    ['a policy allows no worker', "worker-src 'none'"],
    ['Trusted Types refuse our policy', "require-trusted-types-for 'script'; trusted-types other"],
  ] as const)
    it(`are read in the page where ${what}`, async () => {
      const workspace = await makeWorkspace();
      const client = await visitor(workspace);
      const page = await open(workspace, { wants: { csp } });
      await until(() => page.open === 1);
      const cart = await change(client);
      await until(() => page.seen.includes(cart));
      expect(page.connections).to.equal(1);
    });

  it('come through a worker where Trusted Types allow our policy', async () => {
    const workspace = await makeWorkspace();
    const client = await visitor(workspace);
    const violations: string[] = [];
    const page = await open(workspace, {
      wants: { csp: "require-trusted-types-for 'script'; trusted-types continuo" },
    });
    page.tab.window.document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.violatedDirective),
    );
    const cart = await change(client);
    await until(() => page.seen.includes(cart));
    expect(violations).to.deep.equal([]);
  });

  it('go on when a stream is half open: silence ends it', async () => {
    const workspace = await makeWorkspace();
    const client = await visitor(workspace);
    // Shorter than the backend's comments, so to this tab every stream falls silent.
    const page = await open(workspace, {
      timings: { silent: 300, backoff: { least: 50, most: 50 }, poll: 200 },
    });
    await until(() => page.connections === 2);
    const cart = await change(client);
    await until(() => page.seen.includes(cart));
  });

  it('come by questions where a proxy holds the stream back', async () => {
    const workspace = await makeWorkspace();
    const client = await visitor(workspace);
    const page = await open(workspace, {
      stalled: true,
      timings: { silent: 100, backoff: { least: 20, most: 50 }, poll: 100 },
    });
    await until(() => page.connections === 2 && page.open === 0);
    const cart = await change(client);
    await until(() => page.seen.includes(cart));
    expect(page.connections).to.equal(2);
  });

  it('are those of the customer after login, and of nobody after logout', async () => {
    const workspace = await makeWorkspace();
    let user: string | null = null;
    await visitor(workspace);
    const page = await open(workspace, {
      client: { getToken: async () => user && makeToken(workspace, user) },
    });
    await until(() => page.open === 1);
    user = 'ada';
    await page.client.login();
    await until(() => page.connections === 2 && page.open === 1);
    await page.client.logout();
    await until(() => page.open === 0);
  });

  it('start by themselves with the first listener and the first device', async () => {
    const workspace = await makeWorkspace();
    const tab = await openTab();
    tabs.push(tab);
    const client = tab.createClient({
      endpoint: workspace.endpoint,
      key: workspace.publishable,
      platform: tab.browserPlatform(),
      workerUrl: WORKER,
    });
    const seen: string[] = [];
    let resets = 0;
    const stop = client.changes.on(
      'cart',
      ({ data }) => seen.push(data.cart),
      () => resets++,
    );
    const chunk = () =>
      tab.window.performance.getEntriesByName(new URL('/packages/core/src/live.ts', location.href).href);
    await client.identity.ensureDevice();
    await until(() => resets === 1);
    expect(chunk().length).to.be.greaterThan(0);
    const cart = await change(client);
    await until(() => seen.includes(cart));
    stop();
    client.destroy();
  });
});
