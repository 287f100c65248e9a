import { expect } from '@open-wc/testing';
import { makeToken, makeWorkspace, type Workspace } from '../testing/backend.ts';
import { openTab, until, type OpenTab } from '../testing/open-tab.ts';
import type { ClientOptions } from '../types.ts';

const tabs: OpenTab[] = [];
const open = async (workspace: Workspace, wants = {}, options: Partial<ClientOptions> = {}) => {
  const tab = await openTab(wants);
  tabs.push(tab);
  const client = tab.createClient({
    endpoint: workspace.endpoint,
    key: workspace.publishable,
    platform: tab.browserPlatform(),
    ...options,
  });
  return { ...tab, client };
};
const stored = ({ publishable }: Workspace) =>
  Object.keys(localStorage)
    .filter((name) => name.includes(publishable))
    .map((name) => name.split(':').at(-1))
    .sort();
const databases = async ({ publishable }: Workspace) =>
  (await indexedDB.databases()).map(({ name }) => name!).filter((name) => name.includes(publishable));

describe('a client in a browser', () => {
  // The first workspace starts the backend.
  before(async function () {
    this.timeout(60_000);
    await makeWorkspace();
  });

  afterEach(() => {
    for (const tab of tabs.splice(0)) tab.close();
  });

  it('leaves no trace before anybody asked for anything', async () => {
    const workspace = await makeWorkspace();
    const page = await open(workspace, {}, { getToken: async () => null });
    page.client.consent.allows('analytics');
    expect(await page.client.platform.records('cart').entries()).to.deep.equal([]);
    page.client.changes.on(
      'cart',
      () => {},
      () => {},
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(page.window.document.cookie).to.equal('');
    expect(stored(workspace)).to.deep.equal([]);
    expect(await databases(workspace)).to.deep.equal([]);
    const asked = page.window.performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname);
    expect(asked.filter((path) => path.startsWith('/v1/'))).to.deep.equal([]);
  });

  it('shares device and consent with the other tabs', async () => {
    const workspace = await makeWorkspace();
    const [here, there] = [await open(workspace), await open(workspace)];
    await here.client.identity.ensureDevice();
    here.client.consent.choose({ analytics: true }, 'banner');
    await until(() => there.client.identity.device && there.client.consent.allows('analytics'));
    expect(there.client.identity.device!.deviceId).to.equal(here.client.identity.device!.deviceId);
    here.client.consent.choose({ analytics: false }, 'preferences');
    await until(() => !there.client.consent.allows('analytics'));
  });

  it('makes one device for three tabs that ask at once', async () => {
    const workspace = await makeWorkspace();
    const pages = await Promise.all([1, 2, 3].map(() => open(workspace)));
    const made = await Promise.all(pages.map(({ client }) => client.identity.ensureDevice()));
    expect(new Set(made.map(({ deviceId }) => deviceId)).size).to.equal(1);
  });

  it('keeps records on disk, over a reload and over a wipe by another tab', async () => {
    const workspace = await makeWorkspace();
    const [here, there] = [await open(workspace), await open(workspace)];
    const records = here.client.platform.records('cart');
    await records.set([
      ['a', { n: 1 }],
      ['b', 2],
    ]);
    expect(await records.update<{ n: number }>('a', (old) => ({ n: old!.n + 1 }))).to.deep.equal({ n: 2 });
    const other = there.client.platform.records('cart');
    expect(await other.entries()).to.deep.equal([
      ['a', { n: 2 }],
      ['b', 2],
    ]);
    await other.delete(['b']);
    expect(await records.get('b')).to.equal(undefined);
    await other.wipe();
    await until(async () => !(await databases(workspace)).length);
    await records.set([['c', 3]]);
    expect(await records.entries()).to.deep.equal([['c', 3]]);
    expect(records.kind).to.equal('disk');
    await records.wipe();
  });

  it('logs out in all tabs and leaves only the consent choice', async () => {
    const workspace = await makeWorkspace();
    const getToken = () => makeToken(workspace, 'ada');
    const pages = await Promise.all([1, 2, 3].map(() => open(workspace, {}, { getToken })));
    const [here, ...others] = pages as [(typeof pages)[0], ...typeof pages];
    here.client.consent.choose({ analytics: true }, 'banner');
    await here.client.identity.ensureDevice();
    for (const { client } of pages) {
      await client.identity.token();
      await client.platform.records('cart').set([['line', 1]]);
    }
    await until(() => stored(workspace).includes('user'));
    await here.client.logout();
    await until(() => others.every(({ client }) => !client.identity.device && !client.identity.userId));
    await until(async () => !(await databases(workspace)).length);
    expect(stored(workspace)).to.deep.equal(['consent', 'wipes']);
  });

  it('asks the merchant once when the token of three tabs ends', async () => {
    const workspace = await makeWorkspace();
    let asked = 0;
    const getToken = () => {
      asked++;
      const iat = Math.floor(Date.now() / 1000);
      return makeToken(workspace, 'ada', asked === 1 ? { iat, exp: iat + 4 } : {});
    };
    const pages = await Promise.all([1, 2, 3].map(() => open(workspace, {}, { getToken })));
    await pages[0]!.client.identity.token();
    await until(() => pages.every(({ client }) => client.identity.userId === 'ada'));
    expect(asked).to.equal(1);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    const tokens = await Promise.all(pages.map(({ client }) => client.identity.token()));
    expect(asked).to.equal(2);
    expect(new Set(tokens).size).to.equal(1);
  });

  for (const storage of ['blocked', 'full'])
    it(`works in memory where storage is ${storage}`, async () => {
      const workspace = await makeWorkspace();
      const { client } = await open(workspace, { storage });
      client.consent.choose({ analytics: true }, 'banner');
      expect(client.consent.allows('analytics')).to.equal(true);
      const device = await client.identity.ensureDevice();
      expect(await client.identity.ensureDevice()).to.deep.equal(device);
      const records = client.platform.records('cart');
      await records.set([['line', 1]]);
      expect(await records.entries()).to.deep.equal([['line', 1]]);
      expect(records.kind).to.equal('memory');
      expect(stored(workspace)).to.deep.equal([]);
      await client.logout();
      expect(client.identity.device).to.equal(undefined);
      expect(client.consent.allows('analytics')).to.equal(true);
      expect(await records.entries()).to.deep.equal([]);
    });

  it('works on an insecure page, without locks and random UUIDs', async () => {
    const workspace = await makeWorkspace();
    const { client } = await open(workspace, { page: 'insecure' });
    const [a, b] = await Promise.all([client.identity.ensureDevice(), client.identity.ensureDevice()]);
    expect(a).to.deep.equal(b);
  });
});
