import { expect, waitUntil } from '@open-wc/testing';
import { cleanPage, open, OTHER, settle, TOKEN, type World } from '../testing/linked-page.ts';
import { linker } from './linker.ts';

describe('a link to another domain that leaves', () => {
  const page = cleanPage();

  /** Puts markup on the page and answers its first element. */
  function show<T extends HTMLElement>(html: string): T {
    const host = document.createElement('div');
    host.className = 'here';
    host.innerHTML = html;
    document.body.append(host);
    return host.firstElementChild as T;
  }
  /** Shows an intent, waits, follows; answers the address that the browser would have opened. */
  async function follow(
    link: HTMLElement,
    {
      sign = 'pointerover',
      way = 'click',
      init = {},
    }: { sign?: string; way?: string; init?: MouseEventInit } = {},
  ): Promise<string> {
    const Kind = sign.startsWith('pointer') ? PointerEvent : FocusEvent;
    link.dispatchEvent(new Kind(sign, { bubbles: true, composed: true }));
    await settle();
    let went = '';
    addEventListener(
      way,
      (event) => {
        event.preventDefault();
        went = (event.composedPath()[0] as HTMLAnchorElement).href;
      },
      { once: true },
    );
    link.dispatchEvent(new MouseEvent(way, { bubbles: true, composed: true, cancelable: true, ...init }));
    return went;
  }
  /** Follows until the token was there in time: how long it takes is up to the machine. */
  async function takesToken(...how: Parameters<typeof follow>): Promise<string> {
    for (let tries = 0; tries < 50; tries++) {
      const went = await follow(...how);
      if (new URL(went).searchParams.has('_continuo')) return went;
    }
    throw new Error('no token came');
  }
  const start = (world: World) => void linker(world.client, ['checkout.example'], page.signal);

  it('takes the visit along, and is itself again for who copies it', async () => {
    const world = open();
    start(world);
    const link = show<HTMLAnchorElement>(`<a href="${OTHER}/pay?x=1#top">Pay</a>`);
    expect(await takesToken(link)).to.equal(`${OTHER}/pay?x=1&_continuo=${TOKEN}#top`);
    await settle();
    expect(link.getAttribute('href')).to.equal(`${OTHER}/pay?x=1#top`);
    expect(world.calls).to.deep.equal([
      {
        path: '/v1/links',
        body: {
          key: world.client.options.key,
          anonymousId: 'mine',
          sessionId: 's1',
          campaign: { source: 'ad' },
        },
      },
    ]);
  });

  for (const [what, html, options] of [
    ['by keyboard', `<a href="${OTHER}/">Pay</a>`, { sign: 'focusin' }],
    [
      'by a press of the middle button',
      `<a href="${OTHER}/">Pay</a>`,
      { way: 'auxclick', init: { button: 1 } },
    ],
    ['into a new tab', `<a href="${OTHER}/" target="_blank">Pay</a>`, { init: { ctrlKey: true } }],
    ['to a domain below it', '<a href="https://www.checkout.example/">Pay</a>', {}],
    ['as an area of a picture', `<map><area href="${OTHER}/"></map>`, {}],
  ] as const)
    it(`is followed ${what}`, async () => {
      start(open());
      const shown = show(html);
      const went = await takesToken(
        shown.matches('map') ? (shown.firstElementChild as HTMLElement) : shown,
        options,
      );
      expect(new URL(went).searchParams.get('_continuo')).to.equal(TOKEN);
    });

  it('is found inside shadow roots', async () => {
    start(open());
    const inner = show('<div></div>').attachShadow({ mode: 'open' });
    const link = inner.appendChild(document.createElement('a'));
    link.href = OTHER;
    expect(await takesToken(link)).to.include(TOKEN);
  });

  for (const [what, html, options] of [
    ['to the same host', '<a href="/pay">Pay</a>', {}],
    ['to a domain that is not listed', '<a href="https://elsewhere.example/">Other</a>', {}],
    ['to a name that merely looks alike', '<a href="https://evilcheckout.example/">Other</a>', {}],
    ['that does not say where it comes from', `<a rel="noopener noreferrer" href="${OTHER}/">Pay</a>`, {}],
    ['by mail', '<a href="mailto:a@checkout.example">Mail</a>', {}],
    [
      'with the menu of the right button',
      `<a href="${OTHER}/">Pay</a>`,
      { way: 'auxclick', init: { button: 2 } },
    ],
  ] as const)
    it(`stays as it is ${what}`, async () => {
      start(open());
      expect(await follow(show(html), options)).not.to.include('_continuo');
    });

  it('stays as it is without consent, and nothing is asked', async () => {
    for (const agreed of [undefined, false]) {
      const world = open({}, { agreed: false });
      if (agreed === false) world.client.consent.choose({ analytics: false }, 'test');
      world.client.platform.small.set('visit', '{"a":"old","s":"s","t":1,"c":"{}"}');
      start(world);
      expect(await follow(show(`<a href="${OTHER}/">Pay</a>`))).to.equal(`${OTHER}/`);
      expect(world.calls).to.deep.equal([]);
    }
  });

  it('stays as it is when the visitor withdrew or became another since the token came', async () => {
    const world = open();
    start(world);
    const link = show<HTMLAnchorElement>(`<a href="${OTHER}/">Pay</a>`);
    link.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    await settle();
    world.client.platform.small.set('visit', '{"a":"next","s":"s2","t":1,"c":"{}"}');
    expect(await follow(link, { sign: 'pointerout' })).to.equal(`${OTHER}/`);
    link.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    await settle();
    world.client.consent.choose({ analytics: false }, 'test');
    expect(await follow(link, { sign: 'pointerout' })).to.equal(`${OTHER}/`);
  });

  it('is never waited for: followed at once, or where the backend fails, it stays as it is', async () => {
    for (const answer of [() => new Promise<Response>(() => {}), () => new Response('', { status: 500 })]) {
      start(open({ '/v1/links': answer }));
      expect(await follow(show(`<a href="${OTHER}/">Pay</a>`))).to.equal(`${OTHER}/`);
      page.end();
    }
  });

  it('has a token of its own each time, and no more of them than it needs', async () => {
    const world = open();
    start(world);
    const link = show<HTMLAnchorElement>(`<a href="${OTHER}/">Pay</a>`);
    for (let i = 0; i < 5; i++) link.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    expect(await takesToken(link)).to.include(TOKEN);
    expect(world.calls.length).to.equal(1);
    expect(await follow(link, { sign: 'pointerout' })).to.equal(`${OTHER}/`);
    expect(await takesToken(link)).to.include(TOKEN);
    expect(world.calls.length).to.equal(2);
  });

  it('is got ready by any touch where there is no sign before', async () => {
    const world = open();
    start(world);
    show(`<a href="${OTHER}/">Pay</a>`);
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse' }));
    await settle();
    expect(world.calls.length).to.equal(0);
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }));
    await waitUntil(() => world.calls.length === 1, 'it is asked for', { timeout: 30_000 });
  });

  it('as a form that asks takes it as a field, for that one time; one that posts does not', async () => {
    start(open());
    const sent = async (html: string): Promise<string | null> => {
      const form = show<HTMLFormElement>(html);
      form.querySelector('button')!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      await settle();
      let value: string | null = null;
      const heard = (event: Event) => {
        event.preventDefault();
        value = new FormData(form).get('_continuo') as string | null;
      };
      addEventListener('submit', heard, { once: true });
      form.querySelector('button')!.click();
      await settle();
      expect(new FormData(form).has('_continuo')).to.equal(false);
      return value;
    };
    const asks = `<form action="${OTHER}/"><button>Go</button></form>`;
    await waitUntil(async () => (await sent(asks)) === TOKEN, 'the form takes it', { timeout: 30_000 });
    expect(await sent(`<form><button formaction="${OTHER}/">Go</button></form>`)).to.equal(null);
    expect(await sent(`<form method="post" action="${OTHER}/"><button>Go</button></form>`)).to.equal(null);
    expect(await sent('<form action="/search"><button>Go</button></form>')).to.equal(null);
  });
});
