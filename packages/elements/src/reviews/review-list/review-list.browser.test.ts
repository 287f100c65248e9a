import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { accessibilityTree, everyWay } from '../../testing/everyway.ts';
import { fakeReviews, ownReview, review, rich, summary } from '../../testing/fake-reviews.ts';
import {
  all,
  byStars,
  chromium,
  make,
  many,
  one,
  opened,
  said,
  shown,
  text,
  titles,
  toggle,
} from '../../testing/review-list-page.ts';
import { fakeClient, json, laidOut, pause, until, type Answer } from '../../testing/support.ts';
import type { ContinuoReviewListElement } from './review-list.ts';

const answers: Record<string, Answer> = {
  loading: () => new Promise(() => {}),
  ready: fakeReviews(),
  empty: fakeReviews({ reviews: [], summary: { ...summary, count: 0, histogram: [0, 0, 0, 0, 0] } }),
  error: () => json({ code: 'request/internal', title: 'Broken' }, 500),
};

describe('<continuo-review-list>', () => {
  afterEach(() =>
    history.replaceState(null, '', location.pathname + location.search.replace(/[?&]r-[^&]*/g, '')),
  );

  for (const [state, answer] of Object.entries(answers))
    everyWay(state, { make: async (wrap) => (await shown(state, answer, { wrap })).element });
  everyWay('search and filters', {
    make: async (wrap) => (await opened('ready', answers['ready']!, { wrap })).element,
  });
  everyWay('nothing found', {
    make: async (wrap) => {
      const { element } = await opened('ready', fakeReviews({ find: byStars }), { wrap });
      toggle(element, '1 star').click();
      await until('empty', () => element.matches(':state(empty)'));
      return element;
    },
  });
  everyWay('own reviews', {
    make: async (wrap) => {
      const own = [ownReview('p'), ownReview('x', { state: 'refused', reason: 'advertising' })];
      const { element } = await shown('ready', fakeReviews({ own }), { wrap, known: true });
      await until('they are there', () => all(element, '[part=state]').length === 2);
      return element;
    },
  });

  it('shows its own content without a client and while loading', async () => {
    const element = await fixture<ContinuoReviewListElement>(
      html`<continuo-review-list product-id="pot"><p>78 reviews</p></continuo-review-list>`,
    );
    expect(element.matches(':state(unconfigured)')).to.equal(true);
    expect(element.querySelector('p')!.offsetHeight).to.be.greaterThan(0);
    element.client = fakeClient(answers['loading']);
    await until('loading', () => element.matches(':state(loading)'));
    expect(element.querySelector('p')!.offsetHeight).to.be.greaterThan(0);
    element.client = fakeClient(answers['ready']);
    await until('ready', () => element.matches(':state(ready)'));
    expect(element.querySelector('p')!.offsetHeight).to.equal(0);
  });

  it('shows its own content and nothing that loads where no product is named', async () => {
    const element = await fixture<ContinuoReviewListElement>(
      html`<continuo-review-list .client=${fakeClient(answers['ready'])}></continuo-review-list>`,
    );
    await until('empty', () => element.matches(':state(empty)'));
    expect(element.shadowRoot!.textContent.trim()).to.equal('');
    expect(element.shadowRoot!.querySelector('.skeleton')).to.equal(null);
  });

  it('has names and roles, and says all of a review as text', async () => {
    const { element } = await opened('ready', answers['ready']!);
    await laidOut(element);
    const tree = await accessibilityTree();
    for (const line of [
      'region Customer reviews',
      'heading Customer reviews',
      'searchbox Search in reviews',
      'combobox Sort by',
      'button 5 stars, 48 reviews',
      'button 1 star, 3 reviews',
      'checkbox Verified purchases only',
      'heading The best pot I have had',
      'article The best pot I have had',
      'button Yes',
    ])
      if (tree) expect(tree).to.include(line);
    const words = text(element);
    for (const each of [
      '5 out of 5',
      'Recommends this product',
      'Verified purchase',
      'We have found an order of this product by the author.',
      'Got something in return',
      'Top contributor',
      'At least 3 reviews by the author were each found helpful by 3 readers or more.',
      'Featured by the shop',
      'It does not change the order or the average.',
      'Drinks mostly',
      'Oolong',
      'Too small, a little',
      'Answer from Slow Crossing',
      'First published on Pot Forum',
      '12 of 14 found this helpful',
      'Anybody may write a review.',
    ])
      expect(words).to.include(each);
    expect(one(element, 'article time').getAttribute('datetime')).to.equal(rich.at);
    expect(one(element, '[part=body]').lang).to.equal('en');
    expect(one(element, 'article .stars').getAttribute('aria-hidden')).to.equal('true');
    expect(one(element, '[part=source] a').getAttribute('rel')).to.include('ugc');
  });

  for (const [product, says] of [
    ['pot', false],
    ['cup', true],
  ] as const)
    it(`beside a summary of ${product}, ${says ? 'says' : 'leaves it to that to say'} how reviews are made sure to be real`, async () => {
      const { element } = await shown('ready', answers['ready']!, {
        wrap: (inner) =>
          html`<div><continuo-review-summary product-id=${product}></continuo-review-summary>${inner}</div>`,
      });
      expect(text(element).includes('Anybody may write a review.')).to.equal(says);
    });

  it('takes its place in the outline of the page', async () => {
    const { element } = await shown('ready', answers['ready']!, { level: 4 });
    expect(one(element, '#title').localName).to.equal('h4');
    expect(one(element, 'article [part=heading]').localName).to.equal('h5');
  });

  it('has the heading that the page gives it, for pages with several', async () => {
    const { element } = await shown('ready', answers['ready']!);
    element.heading = 'Reviews of the pot';
    await element.updateComplete;
    expect(one(element, '#title').textContent).to.equal('Reviews of the pot');
    element.heading = undefined;
    await element.updateComplete;
    expect(one(element, '#title').textContent).to.equal('Customer reviews');
  });

  it('shows more, goes on with the first new one, and says how many there are', async () => {
    const { element } = await shown('ready', fakeReviews({ reviews: many(45) }));
    const more = () => one(element, '[part=show-more]');
    expect(more().textContent.trim()).to.equal('Show 20 more');
    more().focus();
    await sendKeys({ press: 'Enter' });
    await until('they are there', () => all(element, 'article').length === 40);
    await until(
      'the first new one has the focus',
      () => element.shadowRoot!.activeElement?.getAttribute('data-id') === 'r20',
    );
    await until('it is said', () => said() === '20 more. 40 of 45 reviews are shown.');
    expect(more().textContent.trim()).to.equal('Show 5 more');
    more().focus();
    await sendKeys({ press: 'Enter' });
    await until('all are there', () => all(element, 'article').length === 45);
    await until(
      'the focus is not lost',
      () => element.shadowRoot!.activeElement?.getAttribute('data-id') === 'r40',
    );
    expect(more()).to.equal(null);
  });

  it('tells of all reviews to those who cannot see, also of those that are out of sight', async () => {
    const reviews = many(20).map((each, n) => ({ ...each, title: `Title ${n}` }));
    const { element } = await shown('ready', fakeReviews({ reviews }));
    await laidOut(element);
    const tree = await accessibilityTree();
    if (tree) expect(tree).to.include.members(reviews.map(({ title }) => `article ${title}`));
  });

  it('leaves the focus where somebody went meanwhile', async () => {
    const { element } = await opened('ready', fakeReviews({ reviews: many(30) }));
    one(element, '[part=show-more]').focus();
    one(element, '[part=show-more]').click();
    one(element, '[part=search]').focus();
    await until('they are there', () => all(element, 'article').length === 30);
    await pause(50);
    expect(element.shadowRoot!.activeElement).to.equal(one(element, '[part=search]'));
  });

  it('shows own reviews first while they wait, and why one was refused', async () => {
    const own = [ownReview('p', { title: 'Mine' }), ownReview('x', { state: 'refused', reason: 'copied' })];
    const { element } = await shown('ready', fakeReviews({ own }), { known: true });
    await until('they are there', () => all(element, '[part=state]').length === 2);
    expect(titles(element)[0]).to.equal('Mine');
    expect(text(element))
      .to.include('Waits for a moderator')
      .and.to.include('The text is from somebody else.');
    expect(all(element, 'article')[0]!.querySelector('[part=vote]')).to.equal(null);
  });

  it('keeps what is shown when others cannot be loaded, says so, and tries again', async () => {
    let broken = false;
    const instead = (url: URL) =>
      broken && url.pathname.endsWith('/reviews') ? json({ code: 'request/internal' }, 500) : undefined;
    const { element } = await opened('ready', fakeReviews({ instead, find: byStars }));
    broken = true;
    toggle(element, '2 stars').click();
    await until('it says so', () => text(element).includes('could not be loaded'));
    expect(all(element, 'article').length).to.equal(3);
    broken = false;
    one(element, '[part=retry]').click();
    await until('they are there', () => all(element, 'article').length === 1);
  });

  it('shows all of a long text when asked', async () => {
    const { element } = await shown(
      'ready',
      fakeReviews({ reviews: [review('l', { body: 'tea '.repeat(400) })] }),
    );
    const more = one(element, '[part=more]');
    const height = one(element, '[part=body]').offsetHeight;
    expect(more.getAttribute('aria-expanded')).to.equal('false');
    more.click();
    await until('it is opened', () => more.getAttribute('aria-expanded') === 'true');
    expect(one(element, '[part=body]').offsetHeight).to.be.greaterThan(height);
  });

  it('speaks Chinese to its readers', async () => {
    const { element } = await shown('ready', answers['ready']!, {
      wrap: (t) => html`<div lang="zh-HK">${t}</div>`,
    });
    expect(one(element, '#title').textContent).to.equal('顧客評價');
    expect(text(element)).to.include('最有幫助的在前').and.to.include('2026年3月5日');
  });

  it('moves nothing on the page when its reviews come, where its space is kept', async () => {
    if (!chromium) return; // the only one that measures it
    let shift = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
    });
    observer.observe({ type: 'layout-shift', buffered: false });
    let answer!: () => void;
    const waits = new Promise<void>((resolve) => (answer = resolve));
    const { element } = await make(async (url) => (await waits, answers['ready']!(url)), {
      wrap: (inner) =>
        html`<div style="--continuo-review-list-min-block-size: 90rem">
          ${inner}
          <p>What follows</p>
        </div>`,
    });
    await pause(100);
    answer();
    await until('ready', () => element.matches(':state(ready)'));
    await pause(100);
    observer.disconnect();
    expect(shift).to.equal(0);
  });
});
