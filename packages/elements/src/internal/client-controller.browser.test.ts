import type { Client } from '@continuo/core';
import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { fakeClient, pause } from '../testing/support.ts';
import { ClientController, PROVIDE } from './client-controller.ts';

/** Remembers every client it was given: a wrong one would have been a request to the wrong merchant. */
class Probe extends LitElement {
  static override properties = { client: { attribute: false } };
  declare client: Client | undefined;
  seen: (string | undefined)[] = [];
  found = new ClientController(this, (client) => this.seen.push(client?.options.key));
}
customElements.define('client-probe', Probe);
const PAGE = Symbol.for('continuo.client');
type Page = { client?: Client; waiting: Set<(client: Client) => void> };
const page = () => ((globalThis as { [PAGE]?: Page })[PAGE] ??= { waiting: new Set() });
/** What `configure()` does, without its first-one-stays. */
const configure = (client: Client) => {
  page().client = client;
  page().waiting.forEach((listener) => listener(client));
};
const probeIn = (root: ParentNode) => root.querySelector<Probe>('client-probe')!;
const settled = () => pause(20);

describe('which client an element uses', () => {
  const mine = fakeClient(undefined, { key: 'mine' });
  const theirs = fakeClient(undefined, { key: 'theirs' });
  const standard = fakeClient(undefined, { key: 'standard' });
  afterEach(() => delete page().client);

  // These run before the provider is defined, as an autoloading page may have it.
  it('waits for a provider that is not defined yet, although the page has a default', async () => {
    configure(standard);
    const root = await fixture<HTMLElement>(
      html`<div>
        <continuo-provider .client=${theirs}><client-probe></client-probe></continuo-provider>
      </div>`,
    );
    await settled();
    expect(probeIn(root).seen).to.deep.equal([]);
    await import('../define/provider.ts');
    await settled();
    expect(probeIn(root).seen).to.deep.equal(['theirs']);
  });

  it('takes its own before all else', async () => {
    configure(standard);
    const root = await fixture<HTMLElement>(
      html`<continuo-provider .client=${theirs}
        ><client-probe .client=${mine}></client-probe
      ></continuo-provider>`,
    );
    await settled();
    expect(probeIn(root).seen).to.deep.equal(['mine']);
  });

  it('takes its own when that is set right after it was put into the page', async () => {
    configure(standard);
    const probe = document.createElement('client-probe') as Probe;
    document.body.append(probe);
    probe.client = mine;
    await settled();
    expect(probe.seen).to.deep.equal(['mine']);
    probe.remove();
  });

  it('takes the page default without a provider', async () => {
    configure(standard);
    const root = await fixture<HTMLElement>(html`<div><client-probe></client-probe></div>`);
    await settled();
    expect(probeIn(root).seen).to.deep.equal(['standard']);
  });

  it('waits for a late configure()', async () => {
    const root = await fixture<HTMLElement>(html`<div><client-probe></client-probe></div>`);
    await settled();
    expect(probeIn(root).seen).to.deep.equal([]);
    configure(standard);
    expect(probeIn(root).found.client?.options.key).to.equal('standard');
  });

  it('never sees the default under a provider that gets its client later', async () => {
    configure(standard);
    const root = await fixture<HTMLElement>(
      html`<continuo-provider><client-probe></client-probe></continuo-provider>`,
    );
    await settled();
    expect(probeIn(root).found.client === undefined).to.equal(true);
    (root as HTMLElement & { client: Client }).client = theirs;
    await settled();
    expect(probeIn(root).seen).to.deep.equal(['theirs']);
  });

  it('takes the nearest of nested providers, also when that is upgraded last', async () => {
    const root = await fixture<HTMLElement>(
      html`<continuo-provider .client=${theirs}
        ><div>
          <continuo-provider .client=${mine}><client-probe></client-probe></continuo-provider></div
      ></continuo-provider>`,
    );
    await settled();
    expect(probeIn(root).seen).to.deep.equal(['mine']);
  });

  for (const mode of ['open', 'closed'] as const)
    it(`finds a provider outside its ${mode} shadow root`, async () => {
      const root = await fixture<HTMLElement>(
        html`<continuo-provider .client=${theirs}><div></div></continuo-provider>`,
      );
      const shadow = root.querySelector('div')!.attachShadow({ mode });
      const probe = document.createElement('client-probe') as Probe;
      shadow.append(probe);
      await settled();
      expect(probe.seen).to.deep.equal(['theirs']);
    });

  it('finds a provider through the slot it is shown in', async () => {
    const host = await fixture<HTMLElement>(html`<div><client-probe></client-probe></div>`);
    host.querySelector('client-probe')!.remove();
    const provider = document.createElement('continuo-provider') as HTMLElement & { client: Client };
    provider.client = theirs;
    provider.append(document.createElement('slot'));
    host.attachShadow({ mode: 'open' }).append(provider);
    const probe = document.createElement('client-probe') as Probe;
    host.append(probe);
    await settled();
    expect(probe.seen).to.deep.equal(['theirs']);
  });

  it('forgets its client when it is moved, and takes the one of the new place', async () => {
    configure(standard);
    const root = await fixture<HTMLElement>(
      html`<div>
        <continuo-provider .client=${theirs}><client-probe></client-probe></continuo-provider>
        <p></p>
      </div>`,
    );
    await settled();
    const probe = probeIn(root);
    root.querySelector('p')!.append(probe);
    await settled();
    expect(probe.seen).to.deep.equal(['theirs', undefined, 'standard']);
    (root.querySelector('continuo-provider') as HTMLElement & { client: Client }).client = mine;
    await settled();
    expect(probe.found.client?.options.key).to.equal('standard');
  });

  it('follows its own property when that changes, and back', async () => {
    configure(standard);
    const root = await fixture<HTMLElement>(html`<div><client-probe></client-probe></div>`);
    const probe = probeIn(root);
    await settled();
    probe.client = mine;
    await settled();
    probe.client = undefined;
    await settled();
    expect(probe.seen).to.deep.equal(['standard', 'mine', 'standard']);
  });

  it('understands a provider of another bundle', async () => {
    const provider = await fixture<HTMLElement>(html`<continuo-provider></continuo-provider>`);
    Object.defineProperty(provider, PROVIDE, {
      value: (listener: (client: Client) => void) => {
        listener(theirs);
        return () => {};
      },
    });
    expect(PROVIDE).to.equal(Symbol.for('continuo:provide'));
    const probe = document.createElement('client-probe') as Probe;
    provider.append(probe);
    await settled();
    expect(probe.seen).to.deep.equal(['theirs']);
  });
});

describe('a provider with attributes', () => {
  it('shares one client with its twin, keeps it through a move, and lets it go in the end', async () => {
    const root = await fixture<HTMLElement>(
      html`<div>
        <continuo-provider endpoint="https://a.test" publishable-key="pk_1"
          ><client-probe></client-probe
        ></continuo-provider>
        <continuo-provider endpoint="https://a.test" publishable-key="pk_1"
          ><client-probe></client-probe
        ></continuo-provider>
        <continuo-provider endpoint="https://a.test" publishable-key="pk_2"
          ><client-probe></client-probe
        ></continuo-provider>
      </div>`,
    );
    await settled();
    const [a, b, c] = [...root.querySelectorAll<Probe>('client-probe')].map((probe) => probe.found.client);
    expect(a?.options.key).to.equal('pk_1');
    expect(a === b).to.equal(true);
    expect(c?.options.key).to.equal('pk_2');
    const [first, second] = root.querySelectorAll('continuo-provider');
    second!.remove();
    root.append(first!);
    await settled();
    expect(probeIn(first!).found.client === a).to.equal(true);
    first!.remove();
    await pause(150);
    root.append(first!);
    await settled();
    expect(probeIn(first!).found.client === a).to.equal(false);
  });
});
