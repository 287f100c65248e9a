import { expect, fixture, html } from '@open-wc/testing';
import { createClient, memoryPlatform } from '@continuo/core';
import { createMedia, mediaUrl } from '@continuo/headless/media';
import '../define/review-form.ts';
import '../define/review-list.ts';
import { clipFile } from '../testing/clip.ts';
import { photoFile } from '../testing/fake-media.ts';
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
/** What the browser's own dialog does. */
function choose(element: Element, file: File): void {
  const chosen = new DataTransfer();
  chosen.items.add(file);
  const input = element.shadowRoot!.querySelector<HTMLInputElement>('#media-input')!;
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
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

  it('a photo is sent, shown as the backend has drawn it, and taken back', async () => {
    const client = await realClient();
    const element = await fixture<HTMLElementTagNameMap['continuo-review-form']>(
      html`<continuo-review-form product-id="pot" .client=${client}></continuo-review-form>`,
    );
    await until('ready', () => element.matches(':state(ready)'));
    element.show();
    await until('open', () => element.shadowRoot!.querySelector('[part=media]'));
    choose(element, await photoFile('pot.png', 700));
    await until('it is ready', () => text(element).includes('Ready'));
    const [upload] = Object.values(createMedia(client).$uploads.get());
    const { media } = upload!;
    expect([media!.width, media!.height, media!.placeholder]).to.deep.equal([700, 700, '#c82828']);
    const image = new Image();
    image.src = mediaUrl(client, media!.sources[0]!.url);
    await image.decode();
    expect(image.naturalWidth).to.equal(160);
    element.shadowRoot!.querySelector<HTMLElement>('[part=remove]')!.click();
    await until('it is gone', () => !element.shadowRoot!.querySelector('[part=upload]'));
  });

  it('a video is sent with a frame of it, which the backend draws as any photo', async () => {
    const client = await realClient();
    const element = await fixture<HTMLElementTagNameMap['continuo-review-form']>(
      html`<continuo-review-form product-id="pot" .client=${client}></continuo-review-form>`,
    );
    await until('ready', () => element.matches(':state(ready)'));
    element.show();
    await until('open', () => element.shadowRoot!.querySelector('[part=media]'));
    choose(element, clipFile());
    const uploads = () => Object.values(createMedia(client).$uploads.get());
    await until('both are ready', () => uploads().filter(({ state }) => state === 'ready').length === 2);
    const [film, still] = uploads().map(({ media }) => media!);
    expect([film!.kind, film!.width, film!.height]).to.deep.equal(['video', 160, 90]);
    expect([still!.kind, still!.width, still!.height]).to.deep.equal(['photo', 160, 90]);
    const image = new Image();
    image.src = mediaUrl(client, still!.sources[0]!.url);
    await image.decode();
    const video = document.createElement('video');
    video.src = mediaUrl(client, film!.sources[0]!.url);
    await new Promise((loaded, failed) => Object.assign(video, { onloadeddata: loaded, onerror: failed }));
    expect([video.videoWidth, video.videoHeight]).to.deep.equal([160, 90]);
  });
});
