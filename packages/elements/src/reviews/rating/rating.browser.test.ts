import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../define/rating.ts';
import { accessibilityTree, everyWay } from '../../testing/everyway.ts';
import { fakeReviews, summary } from '../../testing/fake-reviews.ts';
import { fakeClient, json, pause, until, type Answer } from '../../testing/support.ts';

type Wrap = (element: TemplateResult) => TemplateResult;
const plain: Wrap = (element) => html`<div>${element}</div>`;

async function shown(state: string, answer: Answer, wrap = plain) {
  const client = fakeClient(answer);
  const root = await fixture<HTMLElement>(
    wrap(
      html`<continuo-rating product-id="pot" .client=${client}><a href="#r">Reviews</a></continuo-rating>`,
    ),
  );
  const element = root.querySelector('continuo-rating')!;
  await until(state, () => element.matches(`:state(${state})`));
  return { element, client };
}
const text = (element: Element) => element.shadowRoot!.textContent.trim().replace(/\s+/g, ' ');
const own = (element: Element) => element.querySelector('a')!.offsetHeight;

const answers: Record<string, Answer> = {
  loading: () => new Promise(() => {}),
  ready: fakeReviews(),
  empty: fakeReviews({ summary: { ...summary, count: 0, average: 0 } }),
  error: () => json({ code: 'request/internal', title: 'Broken' }, 500),
};

describe('<continuo-rating>', () => {
  for (const [state, answer] of Object.entries(answers))
    everyWay(state, { make: async (wrap) => (await shown(state, answer, wrap)).element });

  it('says its stars in words, and hides the picture of them from the tree', async () => {
    const { element } = await shown('ready', fakeReviews());
    expect(text(element)).to.equal('4.3 out of 5 (78 reviews)');
    expect(element.shadowRoot!.querySelector('svg')!.getAttribute('aria-hidden')).to.equal('true');
    const tree = await accessibilityTree();
    if (tree) expect(tree.join('\n')).to.include('4.3 out of 5 (78 reviews)');
  });

  it('fills as much of the stars as the average is', async () => {
    const { element } = await shown('ready', fakeReviews({ summary: { ...summary, average: 2.5 } }));
    const whole = element.shadowRoot!.querySelector('svg')!.getBoundingClientRect();
    const part = element.shadowRoot!.querySelector('svg svg')!;
    expect(Number(part.getAttribute('width')) / 120).to.equal(0.5);
    expect(whole.width).to.be.greaterThan(whole.height * 4);
  });

  it('says that there is none yet, which is true beside reviews from elsewhere that do not count', async () => {
    const { element } = await shown('empty', answers['empty']!);
    expect(text(element)).to.equal('No rating yet');
    const elsewhere = { count: 3, counted: false };
    const uncounted = { ...summary, count: 0, average: 0, elsewhere };
    const other = await shown('empty', fakeReviews({ summary: uncounted }));
    expect(text(other.element)).to.equal('No rating yet');
  });

  it('leaves what the page wrote until it knows better, and when it fails; and tells that', async () => {
    const { element } = await shown('loading', answers['loading']!);
    expect(own(element)).to.be.greaterThan(0);
    const failed = oneEvent(element, 'continuo-error');
    (element as typeof element & { client: unknown }).client = fakeClient(answers['error']);
    expect((await failed).detail).to.deep.equal({ code: 'request/internal', retryable: true });
    expect(own(element)).to.be.greaterThan(0);
    expect(element.shadowRoot!.querySelector('button')).to.equal(null);
  });

  it('comes back with the network', async () => {
    let works = false;
    const { element, client } = await shown('error', (url) =>
      works ? fakeReviews()(url) : Promise.reject(new TypeError('no network')),
    );
    works = true;
    client.page('online');
    await until('ready', () => element.matches(':state(ready)'));
  });

  it('asks once for sixty on a page, and moves nothing when the answer comes', async () => {
    const ids = Array.from({ length: 60 }, (_, n) => `p${n}`);
    const client = fakeClient((url) =>
      json({
        summaries: url.searchParams
          .get('products')!
          .split(',')
          .map((productId) => ({ ...summary, productId })),
      }),
    );
    const root = await fixture<HTMLElement>(
      html`<div>
        ${ids.map((id) => html`<continuo-rating product-id=${id} .client=${client}></continuo-rating>`)}
        <p>Below</p>
      </div>`,
    );
    const below = () => root.querySelector('p')!.getBoundingClientRect().top;
    const before = below();
    await until('all are there', () =>
      [...root.querySelectorAll('continuo-rating')].every((each) => each.matches(':state(ready)')),
    );
    expect(client.asked).to.deep.equal(['/v1/reviews/summaries']);
    expect(below()).to.equal(before);
  });

  it('shows another product when it is told to', async () => {
    const { element, client } = await shown('ready', (url) =>
      json({
        summaries: [
          {
            ...summary,
            productId: url.searchParams.get('products'),
            count: url.searchParams.get('products') === 'pot' ? 78 : 5,
          },
        ],
      }),
    );
    element.productId = 'bowl';
    await until('the other', () => text(element).includes('(5 reviews)'));
    expect(client.asked.length).to.equal(2);
  });

  it('speaks the language of its place', async () => {
    const { element } = await shown(
      'ready',
      fakeReviews(),
      (inner) => html`<div lang="zh-HK">${inner}</div>`,
    );
    await pause(10);
    expect(text(element)).to.equal('4.3 分，滿分 5 分（78 則評價）');
  });
});
