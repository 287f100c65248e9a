import { memoryPlatform, type Platform } from '@continuo/core';
import { browserPlatform } from '@continuo/core/browser';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NewReview } from '@continuo/protocol';
import type { TemplateResult } from 'lit';
import '../../define/review-form.ts';
import { blindClipFile, clipFile } from '../../testing/clip.ts';
import { everyWay } from '../../testing/everyway.ts';
import { fakeMedia, photoFile } from '../../testing/fake-media.ts';
import { fakeReviews, ownReview } from '../../testing/fake-reviews.ts';
import { fakeClient, json, pause, until } from '../../testing/support.ts';

type Wrap = (element: TemplateResult) => TemplateResult;
const plain: Wrap = (element) => html`<div>${element}</div>`;

interface Made {
  wrap?: Wrap;
  media?: ReturnType<typeof fakeMedia>;
  /** Of the browser: tabs with the same one share what is stored. */
  around?: Platform;
}

/** The open form on a backend that takes photos. */
async function opened({ wrap = plain, media = fakeMedia(), around = memoryPlatform() }: Made = {}) {
  const answer = fakeReviews();
  const sent: NewReview[] = [];
  const client = fakeClient(
    undefined,
    {},
    {
      ...{ small: around.small, records: around.records, wipe: around.wipe },
      fetch: async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        const its = await media.answer(url, init);
        if (its) return its;
        if (init?.method !== 'POST' || !url.pathname.endsWith('/pot/reviews')) return answer(url);
        sent.push(JSON.parse(init.body as string) as NewReview);
        return json(ownReview(sent.at(-1)!.id, { rating: 4 }), 201);
      },
    },
  );
  const root = await fixture<HTMLElement>(
    wrap(html`<continuo-review-form product-id="pot" .client=${client}></continuo-review-form>`),
  );
  const element = root.querySelector('continuo-review-form')!;
  await until('ready', () => element.matches(':state(ready)'));
  element.show();
  await until('the form is there', () => one(element, '[part=media]'));
  return { element, client, sent, media: media.state };
}
const one = <E extends HTMLElement = HTMLElement>(element: Element, selector: string) =>
  element.shadowRoot!.querySelector<E>(selector)!;
const all = (element: Element, selector: string) => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
/** Its words; none while it is not there. */
const text = (element: Element, selector: string) =>
  (element.shadowRoot!.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
/** What the browser's own dialog does. */
function choose(element: Element, ...files: File[]): void {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  const input = one<HTMLInputElement>(element, '#media-input');
  input.files = data.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
/** With the stars and the name that must be there. */
function submit(element: Element): void {
  one(element, '[name=rating][value="4"]').click();
  const author = one<HTMLInputElement>(element, '[name=author]');
  author.value = 'Mei';
  author.dispatchEvent(new InputEvent('input', { bubbles: true }));
  one(element, '[part=submit]').click();
}
const ready = (element: Element) =>
  until('it is ready', () => text(element, '[part=upload]').includes('Ready'));
const said = () => document.querySelector('[data-continuo=announcer]')?.textContent ?? '';

describe('<continuo-review-form>, photos and videos', () => {
  everyWay('with a photo', {
    make: async (wrap) => {
      const { element } = await opened({ wrap });
      choose(element, await photoFile());
      await until('it is sent', () => element.shadowRoot!.querySelector('[part=upload] .muted'));
      await until('it stands still', () => /Ready|就绪|就緒/.test(text(element, '[part=upload]')));
      return element;
    },
  });

  it('shows what was chosen at a known size, says how far it is, and sends it with its words', async () => {
    const { element, sent, media } = await opened();
    const go = media.hold();
    choose(element, await photoFile());
    await until('it is on its way', () => text(element, '[part=upload]').includes('% sent'));
    const canvas = one<HTMLCanvasElement>(element, 'canvas');
    expect([canvas.offsetWidth, canvas.offsetHeight]).to.deep.equal([88, 88]);
    await until('it is drawn', () => canvas.getContext('2d')!.getImageData(88, 88, 1, 1).data[0] === 200);
    const field = one<HTMLInputElement>(element, '[part=upload] input');
    field.value = 'The lid';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    submit(element);
    await until('it says what it waits for', () => text(element, '[part=saved]').includes('as soon as'));
    expect(sent).to.deep.equal([]);
    go();
    await until('it is submitted', () => sent.length);
    expect(sent[0]!.media).to.deep.equal([{ id: [...media.uploads.keys()][0], alt: 'The lid' }]);
  });

  it('shows a video by a frame of it, under the sign, and sends both', async () => {
    const { element, sent, media } = await opened();
    choose(element, clipFile());
    await ready(element);
    await until('it has a picture', () => one(element, '[part=upload] canvas + .play'));
    const canvas = one<HTMLCanvasElement>(element, 'canvas');
    expect([canvas.offsetWidth, canvas.offsetHeight]).to.deep.equal([88, 88]);
    const [film, still] = [...media.uploads.keys()];
    const pixel = (x: number) => canvas.getContext('2d')!.getImageData(x, 88, 1, 1).data;
    await until('it is drawn', () => pixel(44)[0]! > 150 && pixel(132)[2]! > 150);
    expect(all(element, '[part=upload]').length, 'it is one upload to the author').to.equal(1);
    const field = one<HTMLInputElement>(element, '[part=upload] input');
    field.value = 'It pours';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    submit(element);
    await until('it is submitted', () => sent.length);
    expect(sent[0]!.media).to.deep.equal([{ id: film, poster: still, alt: 'It pours' }]);
  });

  for (const [why, file, backend, uploads] of [
    ['this browser cannot make a frame', blindClipFile, fakeMedia, 1],
    ['the backend refuses the frame', clipFile, () => fakeMedia({ refusesPhotos: true }), 2],
  ] as const)
    it(`sends a video without a picture where ${why}`, async () => {
      const { element, sent, media } = await opened({ media: backend() });
      choose(element, file());
      await ready(element);
      await until('all is looked at', () => media.uploads.size === uploads);
      await until('there is no picture', () => !one(element, '[part=upload] canvas'));
      expect(one(element, '[part=upload] .play').textContent).to.equal('▶');
      submit(element);
      await until('it is submitted', () => sent.length);
      expect(sent[0]!.media).to.deep.equal([{ id: [...media.uploads.keys()][0] }]);
    });

  it('shows a video of an earlier page by what the backend has made of its frame', async () => {
    const around = browserPlatform();
    const media = fakeMedia();
    const first = await opened({ media, around });
    choose(first.element, clipFile());
    await ready(first.element);
    type Draft = { media?: { poster?: string }[] };
    const kept = () => first.client.platform.records('reviews').get<Draft>('draft:pot');
    while (!(await kept())?.media?.[0]?.poster) await pause(20);
    const files = () => first.client.platform.records('media').entries();
    while (media.state.uploads.size < 2 || (await files()).length) await pause(20);
    first.element.remove();
    const second = await opened({ media, around });
    await until('it is there again', () => one(second.element, '[part=upload] picture + .play'));
    expect(media.state.uploads.size).to.equal(2);
    one(second.element, '[part=remove]').click();
    await until('both are forgotten', () => media.state.removed.length === 2);
    await second.client.logout();
  });

  it('is operated by keys alone, from the button to the review that is sent', async () => {
    const { element, sent } = await opened();
    const active = () => element.shadowRoot!.activeElement as HTMLElement | null;
    const back = async () => {
      await sendKeys({ down: 'Shift' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ up: 'Shift' });
    };
    const tabTo = async (selector: string) => {
      for (let i = 0; i < 60 && !active()?.matches(selector); i++) await sendKeys({ press: 'Tab' });
      expect(active()?.matches(selector), selector).to.equal(true);
    };
    await tabTo('[name=rating]');
    await sendKeys({ press: 'ArrowRight' });
    await tabTo('[name=author]');
    await sendKeys({ type: 'Mei' });
    await tabTo('#media-input');
    choose(element, await photoFile());
    await ready(element);
    expect(active()?.id, 'the focus stays').to.equal('media-input');
    await back();
    expect(active()?.matches('[part=remove]')).to.equal(true);
    expect(active()?.getAttribute('aria-label')).to.equal('Remove: Photo 1');
    await back();
    await sendKeys({ type: 'From above' });
    await tabTo('[part=submit]');
    await sendKeys({ press: 'Enter' });
    await until('it is submitted', () => sent.length);
    expect(sent[0]!.media?.map(({ alt }) => alt)).to.deep.equal(['From above']);
  });

  it('says in words why a file cannot be used, and sends nothing of it', async () => {
    const { element, media } = await opened();
    choose(element, new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'a.png', { type: 'image/png' }));
    await until('it says so', () => text(element, '[part=upload]').includes('cannot be used'));
    await until('it is said', () => said().startsWith('Photo 1: This kind of file cannot be used.'));
    expect(media.uploads.size).to.equal(0);
    one(element, '[part=remove]').click();
    await until('it is gone', () => all(element, '[part=upload]').length === 0);
    expect(element.shadowRoot!.activeElement?.id).to.equal('media-input');
  });

  it('takes what is dropped and what is pasted, as many as there is room for', async () => {
    const { element } = await opened();
    const data = new DataTransfer();
    for (let i = 0; i < 4; i++) data.items.add(await photoFile(`${i}.png`));
    const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    one(element, '[part=media]').dispatchEvent(drop);
    expect(drop.defaultPrevented).to.equal(true);
    await until('four are there', () => all(element, '[part=upload]').length === 4);
    // Firefox gives an event that a script makes no files.
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    one(element, '[name=title]').dispatchEvent(Object.assign(paste, { clipboardData: data }));
    await until('six are there', () => all(element, '[part=upload]').length === 6);
    expect(text(element, '[part=media] [role=alert]')).to.equal(
      'There is room for 6 photos and one video. The others were left out.',
    );
  });

  it('goes on after the tab was killed on the way', async () => {
    const around = browserPlatform();
    const media = fakeMedia();
    const first = await opened({ media, around });
    first.media.hold();
    choose(first.element, await photoFile());
    await until('it is on its way', () => text(first.element, '[part=upload]').includes('% sent'));
    const kept = () => first.client.platform.records('reviews').get<{ media?: unknown }>('draft:pot');
    while (!(await kept())?.media) await pause(20);
    first.element.remove();
    media.state.hold()();
    const second = await opened({ media, around });
    await until('it is there again', () => all(second.element, '[part=upload]').length === 1);
    await ready(second.element);
    expect(media.state.uploads.size).to.equal(1);
    await second.client.logout();
  });

  it('is forgotten with the draft', async () => {
    const { element, media } = await opened();
    choose(element, await photoFile());
    await ready(element);
    const [id] = [...media.uploads.keys()];
    one(element, '[part=discard]').click();
    await until('it is gone', () => media.removed.includes(id!));
  });
});
