import { expect } from '@open-wc/testing';
import type { Command } from './commands.ts';

const here = (path: string) => new URL(path, import.meta.url).pathname;
const globals = globalThis as unknown as { said: Command[]; CHUNKS: unknown; VERSION: string };
const until = async (condition: () => unknown) => {
  for (const end = Date.now() + 30_000; !condition() && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 10));
};
/** The script's tag; it is not fetched, the loader's source is run instead. */
const tag = (attributes: Record<string, string>, query = '') => {
  document.querySelector('script[src*="/continuo.js"]')?.remove();
  const script = document.createElement('script');
  script.type = 'text/plain';
  script.src = `${here('./testing/')}continuo.js${query}`;
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(`data-${name}`, value);
  document.head.append(script);
};

describe('the script tag', () => {
  before(() => {
    globals.VERSION = '1.2.3';
    globals.CHUNKS = {
      files: ['base-part.ts', 'tag-part.ts', 'missing-part.ts'],
      page: [0],
      tags: { 'continuo-test-tag': [1], 'continuo-missing-tag': [2] },
    };
  });

  it('configures from its attributes first, then says what was said before it came', async () => {
    window.continuo = Object.assign((..._: Command) => {}, { q: [['track', 'Early', { a: 1 }] as Command] });
    tag({
      endpoint: 'https://api.test',
      key: 'pk_1',
      market: 'hk',
      'token-url': '/token',
      'link-domains': 'a.test b.test',
      'cookie-domain': 'shop.test',
      'cookie-server': '',
    });
    await import('./loader.ts');
    window.continuo?.('page');
    await until(() => globals.said?.length === 3);
    const [configure, early, page] = globals.said;
    expect(configure![0]).to.equal('configure');
    expect(configure![1]).to.deep.include({
      endpoint: 'https://api.test',
      key: 'pk_1',
      market: 'hk',
      linkDomains: 'a.test b.test',
      cookieDomain: 'shop.test',
      cookieServer: '',
    });
    expect(early).to.deep.equal(['track', 'Early', { a: 1 }]);
    expect(page).to.deep.equal(['page']);
    expect(window.continuo?.version).to.equal('1.2.3');
    window.continuo?.('reset');
    expect(globals.said.at(-1)).to.deep.equal(['reset']);
  });

  it('asks the shop’s own address for a token, and says when that fails', async () => {
    const { getToken } = globals.said[0]![1] as { getToken: () => Promise<string | null> };
    const { fetch } = window;
    window.fetch = async () => Response.json({ token: 'jwt' });
    expect(await getToken()).to.equal('jwt');
    window.fetch = async () => Response.json({});
    expect(await getToken()).to.equal(null);
    window.fetch = async () => new Response('', { status: 500 });
    const failure = await getToken().catch((cause: Error) => cause.message);
    window.fetch = fetch;
    expect(failure).to.include('/token answered 500');
  });

  it('loads an element whose tag comes later, also inside others', async () => {
    const outer = document.createElement('div');
    outer.innerHTML = '<p><continuo-test-tag></continuo-test-tag><continuo-unknown></continuo-unknown></p>';
    document.body.append(outer);
    await until(() => customElements.get('continuo-test-tag'));
    expect(outer.querySelector('continuo-test-tag')!.matches(':defined')).to.equal(true);
    outer.remove();
  });

  it('a part that cannot be loaded breaks nothing and is said once', async () => {
    const warned: unknown[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => warned.push(words[0]);
    const element = document.createElement('continuo-missing-tag');
    document.body.append(element);
    await until(() => warned.length);
    console.warn = warn;
    expect(warned).to.deep.equal(['continuo: continuo-missing-tag could not be loaded']);
    element.remove();
  });

  it('pasted twice: the second only repeats its configuration', async () => {
    const first = window.continuo;
    tag({ endpoint: 'https://other.test', key: 'pk_2' });
    await import(`${here('./loader.ts')}?twice`);
    expect(window.continuo).to.equal(first);
    expect(globals.said.at(-1)![1]).to.deep.include({ key: 'pk_2' });
  });

  it('reads its query where attributes were dropped', async () => {
    delete window.continuo;
    tag({}, '?endpoint=https%3A%2F%2Fapi.test&key=pk_3&consent=opt-out');
    await import(`${here('./loader.ts')}?query`);
    await until(() => (globals.said[0]?.[1] as { key?: string })?.key === 'pk_3');
    expect(globals.said[0]![1]).to.deep.include({
      endpoint: 'https://api.test',
      key: 'pk_3',
      consent: 'opt-out',
    });
  });
});
