import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { Client } from '@continuo/core';
import { memoryPlatform } from '@continuo/core';
import '../define/consent.ts';
import { accessibilityTree, everyWay } from '../testing/everyway.ts';
import { fakeClient, until } from '../testing/support.ts';
import type { ContinuoConsentElement } from './consent.ts';

const make = async (
  client: Client | undefined = fakeClient(),
  wrap = (t: unknown) => html`<div>${t}</div>`,
) => {
  const root = await fixture<HTMLElement>(
    wrap(
      html`<continuo-consent .client=${client}
        ><a slot="links" href="#p">Privacy policy</a></continuo-consent
      >`,
    ),
  );
  const element = (
    root.matches('continuo-consent') ? root : root.querySelector('continuo-consent')
  ) as ContinuoConsentElement;
  await element.updateComplete;
  return element;
};
const part = (element: ContinuoConsentElement, name: string) =>
  element.shadowRoot!.querySelector<HTMLElement>(`[part=${name}]`)!;
const opened = async (element: ContinuoConsentElement) => {
  element.show();
  await until('the settings are open', () => element.shadowRoot!.querySelector('dialog')?.open);
  return element;
};

describe('<continuo-consent>', () => {
  everyWay('ready', { make: (wrap) => make(undefined, wrap as never), overlay: true });
  everyWay('open', { make: async (wrap) => opened(await make(undefined, wrap as never)), overlay: true });

  it('shows nothing without a client', async () => {
    const element = await fixture<ContinuoConsentElement>(html`<continuo-consent></continuo-consent>`);
    await element.updateComplete;
    expect(element.matches(':state(unconfigured)')).to.equal(true);
    expect(element.shadowRoot!.querySelector('[part=banner]')).to.equal(null);
  });

  it('asks, and the answers measure the same', async () => {
    const element = await make();
    expect(element.matches(':state(ready)')).to.equal(true);
    const [yes, no] = [part(element, 'accept'), part(element, 'reject')];
    expect(yes.offsetWidth).to.equal(no.offsetWidth);
    expect(yes.offsetHeight).to.equal(no.offsetHeight);
    for (const property of ['color', 'backgroundColor', 'fontWeight', 'fontSize', 'borderColor'] as const)
      expect(getComputedStyle(yes)[property]).to.equal(getComputedStyle(no)[property]);
  });

  it('asks so on the narrowest screen, too, in every language', async () => {
    await setViewport({ width: 320, height: 640 });
    try {
      for (const lang of ['en', 'zh-Hans', 'zh-Hant']) {
        const element = await make(undefined, (inner) => html`<div lang=${lang}>${inner}</div>`);
        await until('its words are there', () => element.matches(':state(ready)'));
        const [yes, no] = [part(element, 'accept'), part(element, 'reject')].map((one) =>
          one.getBoundingClientRect(),
        );
        expect([yes!.width, yes!.height, yes!.top], lang).to.deep.equal([no!.width, no!.height, no!.top]);
      }
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('leaves the page usable: a press beside it reaches the page', async () => {
    await make();
    expect(document.elementFromPoint(10, 10)?.localName).not.to.equal('continuo-consent');
  });

  it('says what it is to a screen reader', async () => {
    await make();
    const tree = (await accessibilityTree()) ?? [];
    for (const line of [
      'region Your privacy',
      'button Reject all',
      'button Accept all',
      'button Choose in detail',
      'link Privacy policy',
    ])
      if (tree.length) expect(tree).to.include(line);
  });

  for (const [name, allowed] of [
    ['accept', true],
    ['reject', false],
  ] as const)
    it(`${name}: keeps the choice, tells the page, and goes`, async () => {
      const client = fakeClient();
      const element = await make(client);
      const told = oneEvent(element, 'continuo-consent-changed');
      part(element, name).click();
      const { detail } = await told;
      await element.updateComplete;
      expect(detail).to.deep.equal({
        categories: { necessary: true, functional: allowed, analytics: allowed, marketing: allowed },
        source: 'banner',
      });
      expect(client.consent.allows('analytics')).to.equal(allowed);
      expect(client.consent.choice?.source).to.equal('banner');
      expect(element.matches(':state(empty)')).to.equal(true);
      expect(part(element, 'banner')).to.equal(null);
    });

  it('chooses in detail with the keyboard alone', async () => {
    const client = fakeClient();
    const element = await make(client);
    part(element, 'choose').focus();
    await sendKeys({ press: 'Enter' });
    await until('the settings are open', () => element.shadowRoot!.querySelector('dialog')?.open);
    expect(element.shadowRoot!.activeElement?.id).to.equal('settings');
    element.shadowRoot!.querySelector<HTMLElement>('#analytics')!.focus();
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'Enter' });
    await until('the choice is made', () => client.consent.choice);
    expect(client.consent.allows('analytics')).to.equal(true);
    expect(client.consent.allows('marketing')).to.equal(false);
    expect(client.consent.choice?.source).to.equal('preferences');
    expect(element.shadowRoot!.querySelector('dialog')).to.equal(null);
  });

  it('Escape closes without a choice and gives the focus back', async () => {
    const client = fakeClient();
    const element = await make(client);
    part(element, 'choose').focus();
    await sendKeys({ press: 'Enter' });
    await until('the settings are open', () => element.shadowRoot!.querySelector('dialog')?.open);
    await sendKeys({ press: 'Escape' });
    await until('the settings are closed', () => !element.matches(':state(open)'));
    expect(client.consent.choice).to.equal(undefined);
    expect(element.shadowRoot!.activeElement).to.equal(part(element, 'choose'));
  });

  it('is opened again by anything that says so, after the choice', async () => {
    const client = fakeClient();
    client.consent.choose({ analytics: true }, 'banner');
    const element = await make(client);
    const button = await fixture<HTMLElement>(
      html`<button data-continuo-consent-open><b>Settings</b></button>`,
    );
    button.querySelector('b')!.click();
    await until('the settings are open', () => element.shadowRoot!.querySelector('dialog')?.open);
    expect(element.shadowRoot!.querySelector<HTMLInputElement>('#analytics')!.checked).to.equal(true);
    expect(element.shadowRoot!.querySelector<HTMLInputElement>('#marketing')!.checked).to.equal(false);
    expect(element.shadowRoot!.querySelector<HTMLInputElement>('#necessary')!.disabled).to.equal(true);
    element.close();
  });

  it('goes when another place has asked', async () => {
    const client = fakeClient();
    const element = await make(client);
    client.consent.choose({ analytics: false }, 'page');
    await element.updateComplete;
    expect(element.matches(':state(empty)')).to.equal(true);
  });

  it('respects Global Privacy Control and says so', async () => {
    const platform = { ...memoryPlatform(), privacyControl: true };
    const client = fakeClient(undefined, { consent: 'opt-out', platform });
    const element = await opened(await make(client));
    expect(element.shadowRoot!.querySelector<HTMLInputElement>('#marketing')!.checked).to.equal(false);
    expect(element.shadowRoot!.querySelector<HTMLInputElement>('#analytics')!.checked).to.equal(false);
    expect(element.shadowRoot!.querySelector<HTMLInputElement>('#functional')!.checked).to.equal(true);
    expect(element.shadowRoot!.textContent).to.include('asks not to be tracked');
    element.close();
  });

  for (const [lang, title] of [
    ['zh-HK', '你的私隱'],
    ['zh-CN', '你的隐私'],
    ['fr', 'Your privacy'],
  ])
    it(`speaks to a reader of ${lang}`, async () => {
      const element = await make(undefined, (t) => html`<div lang=${lang}>${t}</div>`);
      await until('the texts are there', () => part(element, 'title'));
      expect(part(element, 'title').textContent).to.equal(title);
    });

  it('changes its language with the page', async () => {
    const element = await make();
    element.parentElement!.lang = 'zh-TW';
    await until('the title is Chinese', () => part(element, 'title')?.textContent === '你的私隱');
  });
});
