import { expect } from '@open-wc/testing';
import type { Cart, Receipt } from './cart.ts';
import type { TabWindow } from './testing/tab.ts';

interface Workspace {
  endpoint: string;
  publishable: string;
}

const makeWorkspace = async (): Promise<Workspace> => {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch('/test/workspaces', { method: 'POST', headers, body: '{}' });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
};

const until = async (holds: () => unknown, what: string, ms = 10_000): Promise<void> => {
  for (const end = Date.now() + ms; !holds();) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

interface Tab {
  cart: Cart;
  window: TabWindow;
  online(up: boolean): void;
  shows(): Record<string, number>;
  close(): void;
}

const frames = new Set<HTMLIFrameElement>();
const openTab = async (
  { endpoint, publishable }: Workspace,
  wants: Record<string, string> = {},
): Promise<Tab> => {
  const frame = document.createElement('iframe');
  const query = new URLSearchParams({ endpoint, key: publishable, ...wants });
  frame.src = `/packages/cart/src/testing/tab.html?${query}`;
  document.body.append(frame);
  frames.add(frame);
  await until(() => (frame.contentWindow as TabWindow | null)?.cart, 'the tab');
  const window = frame.contentWindow as TabWindow;
  return {
    cart: window.cart!,
    window,
    online(up) {
      window.network.up = up;
      window.dispatchEvent(new Event(up ? 'online' : 'offline'));
    },
    shows: () => Object.fromEntries(window.cart!.$lines.get().map((line) => [line.key, line.quantity])),
    close() {
      frames.delete(frame);
      frame.remove();
    },
  };
};
const quiet = (tab: Tab) =>
  until(() => tab.cart.$status.get().pending === 0 && tab.cart.$status.get().saved, 'all confirmed');

describe('a cart in a browser', () => {
  // The first workspace starts the backend.
  before(async function () {
    this.timeout(60_000);
    await makeWorkspace();
  });
  afterEach(() => {
    for (const frame of frames) frame.remove();
    frames.clear();
  });

  it('leaves no trace and asks nothing until something is put into it', async () => {
    const workspace = await makeWorkspace();
    const tab = await openTab(workspace);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(tab.cart.$status.get().phase).to.equal('ready');
    expect(tab.window.network.requests).to.equal(0);
    const names = Object.keys(localStorage).filter((name) => name.includes(workspace.publishable));
    expect(names).to.deep.equal([]);
    const databases = (await indexedDB.databases()).filter(({ name }) =>
      name?.includes(workspace.publishable),
    );
    expect(databases).to.deep.equal([]);
  });

  it('shows what was added after the page is opened again, also without a network', async () => {
    const workspace = await makeWorkspace();
    const tab = await openTab(workspace);
    await tab.cart.add('A', { n: 2 }).accepted;
    tab.online(false);
    await tab.cart.add('B').saved;
    tab.close();
    const again = await openTab(workspace);
    await until(() => again.shows()['A'] === 2 && again.shows()['B'] === 1, 'the cart');
    await quiet(again);
    const third = await openTab(workspace);
    await until(() => third.cart.$status.get().priced === 'fresh', 'a price');
    expect(third.shows()).to.deep.equal({ A: 2, B: 1 });
    expect(third.cart.$status.get().storage).to.equal('disk');
  });

  it('keeps what was pressed in the moment in which the page is left', async function () {
    this.timeout(60_000);
    const workspace = await makeWorkspace();
    const moments = [0, 0, 1, 2, 4, 8, 16, 32, 64];
    for (const ms of moments) {
      const tab = await openTab(workspace);
      await until(() => tab.cart.$status.get().phase === 'ready', 'ready');
      void tab.cart.add('A');
      if (ms) await new Promise((resolve) => setTimeout(resolve, ms));
      tab.close();
    }
    const next = await openTab(workspace);
    await until(() => next.cart.$status.get().priced === 'fresh', 'a price');
    expect(next.shows()).to.deep.equal({ A: moments.length });
  });

  it('finds the cart and its device again where the browser was killed before it wrote its small values', async () => {
    const workspace = await makeWorkspace();
    const tab = await openTab(workspace);
    await tab.cart.add('A').accepted;
    await quiet(tab);
    tab.online(false);
    await tab.cart.add('B').saved;
    const { deviceId } = tab.window.client.identity.device!;
    tab.close();
    for (const name of Object.keys(localStorage))
      if (name.includes(workspace.publishable)) localStorage.removeItem(name);
    const again = await openTab(workspace);
    await until(() => again.shows()['A'] === 1 && again.shows()['B'] === 1, 'the cart');
    await quiet(again);
    expect(again.window.client.identity.device!.deviceId).to.equal(deviceId);
    expect(again.cart.$status.get().phase).to.equal('ready');
  });

  for (const wants of [{}, { lockless: '1' }] as Record<string, string>[]) {
    it(`counts each press of two tabs once${'lockless' in wants ? ', also without Web Locks' : ''}`, async () => {
      const workspace = await makeWorkspace();
      const one = await openTab(workspace, wants);
      const two = await openTab(workspace, wants);
      for (let i = 0; i < 10; i++) (i % 2 ? one : two).cart.add('A');
      await until(() => one.shows()['A'] === 10 && two.shows()['A'] === 10, 'ten in both');
      await Promise.all([quiet(one), quiet(two)]);
      two.cart.set('A', 3);
      await until(() => one.shows()['A'] === 3, 'three in the other tab');
      await Promise.all([quiet(one), quiet(two)]);
      expect(one.cart.$status.get().cartId).to.equal(two.cart.$status.get().cartId);
      // The goods are in no catalogue here, which is told; that quantities met is not.
      expect(one.cart.$notices.get().map(({ kind }) => kind)).to.deep.equal(['unavailable-here']);
    });
  }

  it('sends from another tab what a closed one left', async () => {
    const workspace = await makeWorkspace();
    const one = await openTab(workspace);
    const two = await openTab(workspace);
    await one.cart.add('A').accepted;
    one.online(false);
    await one.cart.add('B').saved;
    one.close();
    await until(() => two.shows()['B'] === 1, 'B in the other tab');
    await quiet(two);
  });

  it('works in memory where storage is blocked, and says so', async () => {
    const tab = await openTab(await makeWorkspace(), { blocked: '1' });
    await tab.cart.add('A').accepted;
    expect(tab.shows()).to.deep.equal({ A: 1 });
    expect(tab.cart.$status.get().storage).to.equal('memory');
  });

  it('forgets everything in all tabs at logout', async () => {
    const workspace = await makeWorkspace();
    const one = await openTab(workspace);
    const two = await openTab(workspace);
    await one.cart.add('A').accepted;
    await until(() => two.shows()['A'] === 1, 'A in the other tab');
    await one.window.client.logout();
    await until(() => two.cart.$count.get() === 0, 'an empty cart in the other tab');
    expect(one.shows()).to.deep.equal({});
    await two.cart.add('C').accepted;
    await until(() => one.shows()['C'] === 1, 'the next visitor’s cart');
    expect(one.shows()).to.deep.equal({ C: 1 });
  });

  it('loses no press of the next visitor, in whatever tab and however soon after a logout', async function () {
    this.timeout(60_000);
    const workspace = await makeWorkspace();
    const [one, two, three] = [await openTab(workspace), await openTab(workspace), await openTab(workspace)];
    const all = [one, two, three];
    for (const wait of [0, 1, 5, 20, 60]) {
      await one.cart.add('A').accepted;
      await until(() => all.every((tab) => tab.shows()['A'] === 1), 'A in all tabs');
      // One of them hears of the logout late.
      const pressed = all.map(
        (tab) =>
          new Promise<Receipt>((resolve) => {
            const end = tab.window.client.onWipe(() => {
              end();
              setTimeout(() => resolve(tab.cart.add('C')), tab === two ? wait : 0);
            });
          }),
      );
      await one.window.client.logout();
      const receipts = await Promise.all(pressed);
      expect(await Promise.all(receipts.map(({ saved }) => saved))).to.deep.equal([true, true, true]);
      for (const { accepted } of receipts) expect(await accepted).to.deep.equal({ ok: true });
      await until(() => all.every((tab) => tab.shows()['C'] === 3), 'three in all tabs');
      const later = await openTab(workspace);
      await until(() => later.shows()['C'] === 3, 'three in a later page');
      expect(later.shows()).to.deep.equal({ C: 3 });
      later.close();
      await one.window.client.logout();
      await until(() => all.every((tab) => tab.cart.$count.get() === 0), 'nothing in all tabs');
    }
    const left = async () =>
      (await indexedDB.databases()).filter(({ name }) => name!.includes(workspace.publishable)).length;
    for (const end = Date.now() + 1_000; await left();) expect(Date.now()).to.be.lessThan(end);
  });
});
