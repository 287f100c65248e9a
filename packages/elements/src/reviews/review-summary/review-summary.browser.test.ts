import { createReviews } from '@continuo/headless/reviews';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../define/review-summary.ts';
import { accessibilityTree, everyWay } from '../../testing/everyway.ts';
import { fakeReviews, review, summary } from '../../testing/fake-reviews.ts';
import { fakeClient, json, pause, until, type Answer } from '../../testing/support.ts';

type Wrap = (element: TemplateResult) => TemplateResult;
const plain: Wrap = (element) => html`<div>${element}</div>`;
const rated = {
  ...summary,
  ratings: [
    { name: 'quality', average: 4.6, count: 60 },
    { name: 'size', average: 2.1, count: 40 },
  ],
};

async function shown(state: string, answer: Answer, wrap = plain) {
  const client = fakeClient(answer);
  const root = await fixture<HTMLElement>(
    wrap(
      html`<continuo-review-summary product-id="pot" .client=${client}
        ><a slot="empty" href="#write">Write the first</a></continuo-review-summary
      >`,
    ),
  );
  const element = root.querySelector('continuo-review-summary')!;
  await until(state, () => element.matches(`:state(${state})`));
  const rows = () => [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('[part=row]')];
  return { element, client, rows };
}
const text = (element: Element) =>
  element.shadowRoot!.textContent.replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ');

const answers: Record<string, Answer> = {
  loading: () => new Promise(() => {}),
  ready: fakeReviews({ summary: rated }),
  empty: fakeReviews({ summary: { ...summary, count: 0, average: 0 } }),
  error: () => json({ code: 'request/internal', title: 'Broken' }, 500),
};

describe('<continuo-review-summary>', () => {
  for (const [state, answer] of Object.entries(answers))
    everyWay(state, { make: async (wrap) => (await shown(state, answer, wrap)).element });

  it('says everything in words', async () => {
    const { element } = await shown('ready', answers['ready']!);
    for (const part of [
      '4.3 out of 5',
      '78 reviews',
      '89% would recommend it (40 of 45)',
      'Quality',
      '4.6 out of 5',
      'Rather “Too small”',
      'Anybody may write a review.',
    ])
      expect(text(element)).to.include(part);
  });

  for (const count of [78, 0])
    it(`says how many from elsewhere do not count, where ${count} do`, async () => {
      const elsewhere = { count: 12, counted: false };
      const state = count ? 'ready' : 'empty';
      const { element } = await shown(state, fakeReviews({ summary: { ...summary, count, elsewhere } }));
      const told = '12 reviews that were first published elsewhere are in the list and do not count here.';
      expect(text(element)).to.include(told);
      const counted = { ...summary, count, elsewhere: { count: 12, counted: true } };
      const other = await shown(state, fakeReviews({ summary: counted }));
      expect(text(other.element)).not.to.include('elsewhere');
    });

  it('keeps the words of its rows inside, where text is twice as large and a phone small', async () => {
    const { element, rows } = await shown('ready', answers['ready']!);
    element.style.cssText = 'display: block; inline-size: 256px; font-size: 32px';
    for (const row of rows()) {
      const { left, right } = row.getBoundingClientRect();
      for (const words of row.querySelectorAll('span')) {
        const its = words.getBoundingClientRect();
        expect(its.left).to.be.at.least(left);
        expect(its.right).to.be.at.most(right);
        expect(words.scrollWidth).to.be.at.most(Math.ceil(its.width));
      }
    }
  });

  it('names its rows with what they count, and says which are chosen', async () => {
    const { rows } = await shown('ready', answers['ready']!);
    const tree = await accessibilityTree();
    for (const name of ['5 stars, 48 reviews, 62%', '1 star, 3 reviews, 4%'])
      if (tree) expect(tree).to.include(`button ${name}`);
    expect(rows().map((row) => row.getAttribute('aria-label'))).to.deep.equal([
      '5 stars, 48 reviews, 62%',
      '4 stars, 15 reviews, 19%',
      '3 stars, 8 reviews, 10%',
      '2 stars, 4 reviews, 5%',
      '1 star, 3 reviews, 4%',
    ]);
    expect(rows().map((row) => row.getAttribute('aria-pressed'))).to.deep.equal(Array(5).fill('false'));
  });

  it('filters the list of the same product by stars, with the keyboard alone, and takes it back', async () => {
    const { element, client, rows } = await shown('ready', answers['ready']!);
    const { $filters } = createReviews(client, { productId: 'pot' });
    rows()[0]!.focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    expect($filters.get().stars).to.deep.equal([5, 4]);
    await element.updateComplete;
    expect(rows().map((row) => row.getAttribute('aria-pressed'))).to.deep.equal([
      'true',
      'true',
      'false',
      'false',
      'false',
    ]);
    rows()[0]!.click();
    expect($filters.get().stars).to.deep.equal([4]);
    createReviews(client, { productId: 'pot' }).setFilters({ stars: [] });
    await element.updateComplete;
    expect(rows()[1]!.getAttribute('aria-pressed')).to.equal('false');
  });

  it('offers no stars that nobody gave', async () => {
    const { rows } = await shown(
      'ready',
      fakeReviews({ summary: { ...summary, histogram: [0, 1, 2, 3, 72] } }),
    );
    expect(rows().at(-1)!.disabled).to.equal(true);
    expect(rows().at(-1)!.getAttribute('aria-label')).to.equal('1 star, 0 reviews, 0%');
  });

  it('leads on where there are no reviews', async () => {
    const { element } = await shown('empty', answers['empty']!);
    expect(text(element)).to.include('No rating yet');
    expect(element.querySelector('a')!.offsetHeight).to.be.greaterThan(0);
  });

  it('is complete at once, so that nothing moves, and works without settings', async () => {
    let settings: (() => void) | undefined;
    const slow = fakeReviews({
      summary: rated,
      instead: (url) =>
        url.pathname.endsWith('/settings')
          ? new Promise((resolve) => (settings = () => resolve(json({ code: 'request/internal' }, 500))))
          : undefined,
    });
    const { element } = await shown('loading', slow);
    await until('asked', () => settings);
    await pause(30);
    expect(element.shadowRoot!.querySelector('[part=row]')).to.equal(null);
    settings!();
    await until('ready', () => element.matches(':state(ready)'));
    expect(text(element)).not.to.include('Quality');
  });

  describe('with highlights', () => {
    const pair = {
      positive: review('a', {
        rating: 5,
        title: '茶壺<b>很好</b>',
        locale: 'zh-Hant',
        helpful: { yes: 9, no: 1 },
      }),
      critical: review('b', { rating: 2, title: '', badges: ['incentivised'], helpful: { yes: 3, no: 0 } }),
    };
    const withThem = (highlights?: typeof pair): Answer =>
      fakeReviews({
        instead: (url) =>
          url.pathname.endsWith('/pot/reviews') && url.searchParams.get('limit') === '1'
            ? json({ reviews: [], total: 78, ...(highlights && { highlights }) })
            : undefined,
      });
    const open = async (answer: Answer, wrap = plain) => {
      const root = await fixture<HTMLElement>(
        wrap(
          html`<continuo-review-summary
            product-id="pot"
            highlights
            .client=${fakeClient(answer)}
          ></continuo-review-summary>`,
        ),
      );
      const element = root.querySelector('continuo-review-summary')!;
      await until('ready', () => element.matches(':state(ready)'));
      return element;
    };
    everyWay('shown', { make: (wrap) => open(withThem(pair), wrap) });

    it('shows praise beside criticism at once with the rest, with what is said of both', async () => {
      const element = await open(withThem(pair));
      const [praise, criticism] = element.shadowRoot!.querySelectorAll<HTMLElement>('[part=highlight]');
      const said = (one: HTMLElement) => one.textContent.replace(/\s+/g, ' ').trim();
      expect(said(praise!)).to.include('Most helpful praise 5 out of 5 茶壺<b>很好</b>');
      expect(said(praise!)).to.include('9 of 10 found this helpful');
      expect(said(criticism!)).to.include('Most helpful criticism 2 out of 5 It pours without dripping');
      expect(said(criticism!)).to.include('Got something in return');
      expect(praise!.querySelector<HTMLElement>('.name')!.lang).to.equal('zh-Hant');
    });

    it('shows neither where there are not both, and asks for none without the attribute', async () => {
      const element = await open(withThem());
      expect(element.shadowRoot!.querySelector('[part=highlights]')).to.equal(null);
      let asked = false;
      const { element: other } = await shown('ready', (url) => {
        if (url.searchParams.get('limit') === '1') asked = true;
        return withThem(pair)(url);
      });
      expect(other.shadowRoot!.querySelector('[part=highlights]')).to.equal(null);
      expect(asked).to.equal(false);
    });

    it('shows the summary without them where they cannot be had', async () => {
      const element = await open((url) =>
        url.pathname.endsWith('/pot/reviews') ? json({ code: 'request/internal' }, 500) : withThem()(url),
      );
      expect(text(element)).to.include('78 reviews');
      expect(element.shadowRoot!.querySelector('[part=highlights]')).to.equal(null);
    });
  });

  it('tries again when asked', async () => {
    let works = false;
    const { element } = await shown('error', (url) =>
      works ? fakeReviews()(url) : json({ code: 'request/internal' }, 500),
    );
    works = true;
    element.shadowRoot!.querySelector<HTMLElement>('[part=retry]')!.click();
    await until('ready', () => element.matches(':state(ready)'));
  });

  it('keeps the space that it needs', async () => {
    const { element } = await shown('loading', answers['loading']!);
    const { height } = element.getBoundingClientRect();
    element.client = fakeClient(fakeReviews({ summary }));
    await until('ready', () => element.matches(':state(ready)'));
    expect(element.getBoundingClientRect().height).to.be.at.most(height + 1);
  });

  it('speaks the language of its place', async () => {
    const { element } = await shown(
      'ready',
      answers['ready']!,
      (inner) => html`<div lang="zh-CN">${inner}</div>`,
    );
    expect(text(element)).to.include('78 条评价');
  });
});
