import type { ReviewTranslation } from '@continuo/protocol';
import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { everyWay } from '../../testing/everyway.ts';
import { fakeReviews, review } from '../../testing/fake-reviews.ts';
import { all, one, said, shown, text } from '../../testing/review-list-page.ts';
import { json, until } from '../../testing/support.ts';

const japanese = review('ja', {
  ...{ title: 'とても良い', body: '毎日<b>使って</b>います', locale: 'ja' },
  response: { text: 'ありがとう', author: 'Slow Crossing', at: '2026-03-06T09:00:00Z' },
});
const translation: ReviewTranslation = {
  ...{ reviewId: 'ja', from: 'ja', to: 'en', title: 'Very good', body: 'I <b>use</b> it every day' },
  response: 'Thank you',
};

/** A backend that can translate; `answer` is what it says to that. */
const translating = (answer: () => Response | Promise<Response> = () => json(translation)) => {
  const asked: URL[] = [];
  const backend = fakeReviews({
    reviews: [japanese, review('en')],
    settings: { translations: true },
    instead: (url) => {
      if (!url.pathname.endsWith('/translation')) return undefined;
      asked.push(url);
      return answer();
    },
  });
  return { backend, asked };
};
const offered = async (answer?: () => Response | Promise<Response>, more?: Parameters<typeof shown>[2]) => {
  const { backend, asked } = translating(answer);
  const { element } = await shown('ready', backend, more);
  await until('it is offered', () => one(element, '[part=translate]'));
  return { element, asked, button: one(element, '[part=translate]') };
};
const article = (element: Element) => one(element, '[data-id=ja]');
const words = (element: Element) =>
  one(element, '[part=translation]').textContent.replace(/\s+/g, ' ').trim();

describe('<continuo-review-list>, translations', () => {
  everyWay('offered', { make: async (wrap) => (await offered(undefined, { wrap })).element });
  everyWay('translated', {
    make: async (wrap) => {
      const { element, button } = await offered(undefined, { wrap });
      button.click();
      await until('it is shown', () => text(element).includes('Very good'));
      return element;
    },
  });

  it('says in which language a review was written, and shows another only when asked', async () => {
    const { element, asked, button } = await offered();
    expect(all(element, '[part=translate]').length).to.equal(1);
    expect(words(element)).to.equal('Written in Japanese. Translate');
    expect(button.getAttribute('aria-label')!.replace(/[\u2066-\u2069]/g, '')).to.equal(
      'Translate: とても良い',
    );
    expect(asked.length).to.equal(0);
    expect(article(element).querySelector('h3')!.lang).to.equal('ja');
  });

  it('shows a translation as such, keeps the focus, says it, and gives the original back', async () => {
    const { element, asked, button } = await offered();
    button.focus();
    button.click();
    await until('it is shown', () => article(element).querySelector('h3')!.textContent === 'Very good');
    expect(words(element)).to.equal('Translated from Japanese. Show original');
    const body = one(element, '[data-id=ja] [part=body]');
    expect([body.lang, body.textContent]).to.deep.equal(['en', 'I <b>use</b> it every day']);
    expect(article(element).querySelector('h3')!.lang).to.equal('en');
    expect(one(element, '[data-id=ja] [part=response]').textContent).to.include('Thank you');
    expect(element.shadowRoot!.activeElement).to.equal(button);
    await until('it is said', () => said() === 'Translated from Japanese.');
    expect(asked[0]!.searchParams.get('locale')).to.equal('en');
    button.click();
    await until(
      'the original is back',
      () => article(element).querySelector('h3')!.textContent === 'とても良い',
    );
    expect(one(element, '[data-id=ja] [part=body]').lang).to.equal('ja');
    expect(words(element)).to.equal('Written in Japanese. Translate');
    await until('it is said', () => said() === 'Written in Japanese.');
    button.click();
    await until('it is there at once', () => text(element).includes('Very good'));
    expect(asked.length).to.equal(1);
    expect(element.shadowRoot!.activeElement).to.equal(button);
  });

  it('is asked for once, and a failure is said and leaves the original', async () => {
    let answer: ((response: Response) => void) | undefined;
    const { element, asked, button } = await offered(() => new Promise((resolve) => (answer = resolve)));
    button.click();
    await until('it is under way', () => answer && button.getAttribute('aria-disabled') === 'true');
    button.click();
    expect(words(element)).to.include('Translating…');
    answer!(json({ code: 'review/translation-failed', title: 'Failed' }, 503));
    await until('it says so', () => words(element).startsWith('It could not be translated.'));
    await until('it is said', () => said().startsWith('It could not be translated.'));
    expect(article(element).querySelector('h3')!.textContent).to.equal('とても良い');
    expect(asked.length).to.equal(1);
    button.click();
    await until('it is asked again', () => asked.length === 2);
    answer!(json(translation));
    await until('it is shown', () => text(element).includes('Very good'));
  });

  it('keeps its room from the start, so that nothing moves', async () => {
    const { backend } = translating();
    const { element } = await shown('ready', backend);
    const top = () => one(element, '[data-id=ja] [part=vote]').getBoundingClientRect().top;
    const before = top();
    await until('it is offered', () => one(element, '[part=translate]'));
    expect(top()).to.equal(before);
  });

  it('offers nothing where the backend has no translator, nor in the language of the page', async () => {
    const plain = fakeReviews({ reviews: [japanese] });
    const { element } = await shown('ready', plain);
    expect(one(element, '[part=translation]')).to.equal(null);
    const wrap = (inner: unknown) => html`<div lang="ja-JP">${inner}</div>`;
    const { element: at } = await shown('ready', translating().backend, { wrap });
    await until('the other is offered', () => one(at, '[data-id=en] [part=translate]'));
    expect(one(at, '[data-id=ja] [part=translation]')).to.equal(null);
  });
});
