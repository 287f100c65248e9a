import { expect, fixture, html } from '@open-wc/testing';
import { createClient, memoryPlatform } from '@continuo/core';
import '../define/review-form.ts';
import '../define/review-list.ts';
import { until } from '../testing/support.ts';

/** A client of a fresh workspace of the real backend, which sells nothing yet. */
async function realClient() {
  const response = await fetch('/test/workspaces', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  const { endpoint, publishable } = (await response.json()) as { endpoint: string; publishable: string };
  const platform = Object.assign(memoryPlatform(), { fetch: globalThis.fetch.bind(globalThis) });
  return createClient({ endpoint, key: publishable, platform });
}
const text = (element: Element) => element.shadowRoot!.textContent.replace(/\s+/g, ' ');

describe('reviews on the real backend', () => {
  before(async function () {
    this.timeout(60_000); // its database is made when it is asked for the first time
    await realClient();
  });

  it('a product without reviews has an empty list', async () => {
    const client = await realClient();
    const element = await fixture(
      html`<continuo-review-list product-id="pot" .client=${client}></continuo-review-list>`,
    );
    await until('empty', () => element.matches(':state(empty)'));
    expect(text(element)).to.include('There are no reviews yet.');
    await expect(element).to.be.accessible();
  });

  it('a product that nobody sells is not reviewed, and what was written stays', async () => {
    const client = await realClient();
    const element = await fixture<HTMLElementTagNameMap['continuo-review-form']>(
      html`<continuo-review-form product-id="no-such-pot" .client=${client}></continuo-review-form>`,
    );
    await until('ready', () => element.matches(':state(ready)'));
    element.show();
    await until('open', () => element.shadowRoot!.querySelector('form'));
    element.shadowRoot!.querySelector<HTMLElement>('[name=rating][value="5"]')!.click();
    const author = element.shadowRoot!.querySelector<HTMLInputElement>('[name=author]')!;
    author.value = 'Mei';
    author.dispatchEvent(new InputEvent('input', { bubbles: true }));
    element.shadowRoot!.querySelector<HTMLElement>('[part=submit]')!.click();
    await until('it says so', () => text(element).includes('This product is no longer available'));
    expect(author.value).to.equal('Mei');
  });
});
