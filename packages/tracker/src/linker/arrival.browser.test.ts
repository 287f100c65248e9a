import { expect } from '@open-wc/testing';
import { createTracker } from '../index.ts';
import { cleanPage, open, settle, TOKEN, type World } from '../testing/linked-page.ts';
import { linker } from './linker.ts';

describe('a link to another domain that arrives', () => {
  const page = cleanPage();

  const land = (path = `?_continuo=${TOKEN}#here`, referrer = 'https://shop.example/') => {
    history.replaceState({ theirs: 1 }, '', path);
    Object.defineProperty(document, 'referrer', { value: referrer, configurable: true });
  };
  const arrive = ({ client }: World) => linker(client, ['shop.example'], page.signal);
  const claims = ({ calls }: World) => calls.filter(({ path }) => path === '/v1/links/claim').length;

  it('goes on with the visit, and leaves no trace in the address', async () => {
    const world = open({}, { visit: false });
    land(`?a=1&_continuo=${TOKEN}&b=%20#here`);
    const arrival = arrive(world);
    expect(location.search + location.hash).to.equal('?a=1&b=%20#here');
    expect(history.state).to.deep.equal({ theirs: 1 });
    await arrival;
    expect(world.visit()).to.include({ a: 'theirs', s: 'session', c: '{"source":"letter"}' });
    expect(world.calls[0]!.body).to.deep.equal({ key: world.client.options.key, link: TOKEN });
  });

  it('gives its first event the visit already, and the session goes on', async () => {
    const world = open({}, { visit: false });
    land();
    const tracker = createTracker(world.client, { arrival: arrive(world) });
    tracker.page();
    await settle(50);
    await tracker.flush();
    const { batch } = world.calls.find(({ path }) => path === '/v1/batch')!.body as {
      batch: {
        anonymousId: string;
        context: { sessionId: string; sessionStart: boolean; page: { url: string } };
      }[];
    };
    tracker.destroy();
    expect(batch[0]!.anonymousId).to.equal('theirs');
    expect(batch[0]!.context).to.include({ sessionId: 'session', sessionStart: false });
    expect(batch[0]!.context.page.url).not.to.include('_continuo');
  });

  it('takes the place of an anonymousId that was there, but never of a customer’s', async () => {
    const visitor = open();
    land();
    await arrive(visitor);
    expect(visitor.visit()!.a).to.equal('theirs');

    const named = open();
    named.client.platform.small.set('visit', '{"a":"mine","u":"ada","s":"s","t":1,"c":"{}"}');
    land();
    await arrive(named);
    expect(named.visit()!.a).to.equal('mine');

    const claims = { sub: 'ada', exp: Math.floor(Date.now() / 1000) + 900 };
    const token = [{}, claims, {}].map((part) => btoa(JSON.stringify(part))).join('.');
    const customer = open({}, { getToken: async () => token });
    land();
    await arrive(customer);
    expect(customer.visit()!.a).to.equal('mine');
  });

  it('is not taken where it is not known whether a customer is here', async () => {
    const world = open({}, { getToken: () => Promise.reject(new Error('down')) });
    land();
    await arrive(world);
    expect(world.visit()!.a).to.equal('mine');
  });

  it('waits for consent; a refusal ends it', async () => {
    const yes = open({}, { agreed: false });
    land();
    const arrival = arrive(yes);
    await settle();
    expect(yes.calls).to.deep.equal([]);
    expect(location.search).to.equal('');
    yes.client.consent.choose({ analytics: true }, 'test');
    await arrival;
    expect(yes.visit()!.a).to.equal('theirs');

    const no = open({}, { agreed: false });
    land();
    const refused = arrive(no);
    no.client.consent.choose({ analytics: false }, 'test');
    await refused;
    expect([no.calls, no.visit()]).to.deep.equal([[], null]);
  });

  it('is not taken when consent is withdrawn while it is asked for', async () => {
    let answer = (_: Response) => {};
    const world = open(
      { '/v1/links/claim': () => new Promise<Response>((resolve) => (answer = resolve)) },
      {
        visit: false,
      },
    );
    land();
    const arrival = arrive(world);
    await settle();
    world.client.consent.choose({ analytics: false }, 'test');
    answer(Response.json({ anonymousId: 'theirs' }));
    await arrival;
    expect(world.visit()).to.equal(null);
  });

  for (const [what, path, referrer] of [
    ['from a site that is not listed', undefined, 'https://evil.example/'],
    ['from a name that merely looks alike', undefined, 'https://evilshop.example/'],
    ['from nowhere, such as a mail or a bookmark', undefined, ''],
    ['without a token', '?a=1', undefined],
  ] as const)
    it(`is not asked for ${what}`, async () => {
      const world = open({}, { visit: false });
      land(path, referrer);
      await arrive(world);
      expect([claims(world), world.visit()]).to.deep.equal([0, null]);
      expect(location.search).not.to.include('_continuo');
    });

  for (const [what, answer] of [
    ['refused', () => Response.json({ code: 'link/unknown', status: 404 }, { status: 404 })],
    ['not answered', () => new Promise<Response>(() => {})],
    ['lost', () => Promise.reject(new TypeError('network'))],
  ] as const)
    it(`that is ${what} is a visit of its own, and soon`, async () => {
      const world = open({ '/v1/links/claim': answer }, { visit: false });
      land();
      await arrive(world);
      expect(world.visit()).to.equal(null);
    });

  it('is waited for no longer when the page goes', async () => {
    const listeners: (() => void)[] = [];
    const world = open({ '/v1/links/claim': () => new Promise<Response>(() => {}) }, { visit: false });
    const { platform } = world.client;
    platform.on = (event, listener) => {
      if (event === 'hide') listeners.push(listener);
      return () => {};
    };
    land();
    const arrival = arrive(world);
    await settle();
    const late = new Promise((resolve) => setTimeout(resolve, 1_500, 'late')); // before it would give up by itself
    listeners.forEach((listener) => listener());
    expect(await Promise.race([arrival.then(() => 'ended'), late])).to.equal('ended');
  });
});
