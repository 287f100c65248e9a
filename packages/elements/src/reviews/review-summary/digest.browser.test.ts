import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../define/review-summary.ts';
import { accessibilityTree, everyWay } from '../../testing/everyway.ts';
import { digest, fakeReviews } from '../../testing/fake-reviews.ts';
import { fakeClient, json, until, type Answer } from '../../testing/support.ts';

type Wrap = (element: TemplateResult) => TemplateResult;
const plain: Wrap = (element) => html`<div>${element}</div>`;
const isDigest = (url: URL) => url.pathname.endsWith('/reviews/digest');

async function open(
  answer: Answer,
  { wrap = plain, written }: { wrap?: Wrap; written?: TemplateResult } = {},
) {
  const client = fakeClient(answer);
  const root = await fixture<HTMLElement>(
    wrap(
      html`<continuo-review-summary product-id="pot" digest .client=${client}
        >${written}</continuo-review-summary
      >`,
    ),
  );
  const element = root.querySelector('continuo-review-summary')!;
  await until('ready', () => element.matches(':state(ready)'));
  const part = (name: string) => element.shadowRoot!.querySelector<HTMLElement>(`[part=${name}]`);
  return { element, part };
}
const said = (one: Element | null) =>
  one!.textContent
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

describe('<continuo-review-summary> with a digest', () => {
  everyWay('closed', { make: async (wrap) => (await open(fakeReviews({ digest }), { wrap })).element });
  everyWay('open', {
    make: async (wrap) => {
      const { element } = await open(fakeReviews({ digest }), { wrap });
      for (const one of element.shadowRoot!.querySelectorAll('details')) one.open = true;
      return element;
    },
  });

  it('shows it with the rest, says that nobody wrote it, and marks nothing up', async () => {
    const { part } = await open(fakeReviews({ digest }));
    expect(said(part('digest'))).to.include(
      'Reviews in short Generated automatically from 78 reviews on Mar 7',
    );
    expect([...part('claims')!.children].map((claim) => said(claim.firstElementChild))).to.deep.equal([
      'It pours without dripping.',
      'Some find it small.',
    ]);
    const criticism = part('claims')!.children[1]!.querySelector('.named')!;
    expect(said(criticism)).to.include('2 out of 5 <b>太小</b>');
    expect(criticism.querySelector<HTMLElement>('.name')!.lang).to.equal('zh-Hant');
  });

  it('keeps all of it inside, where text is twice as large and a phone small', async () => {
    const { element, part } = await open(fakeReviews({ digest }));
    document.documentElement.style.fontSize = '200%';
    element.style.cssText = 'display: block; inline-size: 256px';
    for (const one of element.shadowRoot!.querySelectorAll('details')) one.open = true;
    const { left, right } = part('digest')!.getBoundingClientRect();
    for (const inside of part('digest')!.querySelectorAll('*')) {
      const its = inside.getBoundingClientRect();
      if (!its.width) continue; // not drawn
      expect([its.left >= left, its.right <= right], inside.outerHTML.slice(0, 80)).to.deep.equal([
        true,
        true,
      ]);
    }
    document.documentElement.style.fontSize = '';
  });

  it('says with each claim how many reviews it rests on, and shows them by keyboard alone', async () => {
    const { part } = await open(fakeReviews({ digest }));
    const [first] = part('claims')!.querySelectorAll('details');
    const summary = first!.querySelector('summary')!;
    expect(said(summary)).to.equal('2 reviews');
    const tree = await accessibilityTree();
    if (tree) expect(tree.join('\n')).to.match(/2 reviews: .?It pours without dripping\./);
    const named = first!.querySelector<HTMLElement>('.named')!;
    expect(named.checkVisibility()).to.equal(false);
    summary.focus();
    await sendKeys({ press: 'Enter' });
    expect(named.checkVisibility()).to.equal(true);
    expect(named.children.length).to.equal(2);
    expect(said(named)).to.include('The best pot I have had');
    expect(said(named), 'what the list says of it').to.include('Got something in return');
    expect(said(named)).to.include('First published on Pot Forum');
    await sendKeys({ press: 'Enter' });
    expect(named.checkVisibility()).to.equal(false);
  });

  it('is shown without where there is none, and where it cannot be had', async () => {
    for (const answer of [
      fakeReviews(),
      fakeReviews({
        instead: (url) => (isDigest(url) ? json({ code: 'request/internal' }, 500) : undefined),
      }),
    ]) {
      const { element, part } = await open(answer);
      expect(said(element.shadowRoot!.firstElementChild)).to.include('78 reviews');
      expect(part('digest')).to.equal(null);
    }
  });

  it('does not wait for one that is late, and what is late moves nothing', async () => {
    let answer = () => {};
    const { element, part } = await open(
      fakeReviews({
        instead: (url) =>
          isDigest(url) ? new Promise((resolve) => (answer = () => resolve(json({ digest })))) : undefined,
      }),
    );
    const { height } = element.getBoundingClientRect();
    const client = element.client!;
    answer();
    const { createReviewDigest } = await import('@continuo/headless/reviews');
    const store = createReviewDigest(client, { productId: 'pot', locale: 'en' });
    await until('it is there', () => store.get().data);
    await element.updateComplete;
    expect(part('digest')).to.equal(null);
    expect(element.getBoundingClientRect().height).to.equal(height);
  });

  it('takes the place of what a server wrote without adding one', async () => {
    let asked = false;
    const answer: Answer = (url, ...rest) => {
      asked ||= isDigest(url);
      return fakeReviews({ digest })(url, ...rest);
    };
    const written = html`<div class="base"><p>4.3 out of 5</p></div>`;
    const { part } = await open(answer, { written });
    expect([asked, part('digest')]).to.deep.equal([false, null]);
    const withOne = html`<div class="base"><div class="digest">Reviews in short</div></div>`;
    expect((await open(answer, { written: withOne })).part('digest')).not.to.equal(null);
  });

  it('is asked for in the language of its place, and speaks it', async () => {
    const { part } = await open(fakeReviews({ digest: { ...digest, locale: 'zh-Hans' } }), {
      wrap: (inner) => html`<div lang="zh-CN">${inner}</div>`,
    });
    expect(said(part('digest'))).to.include('根据 78 条评价自动生成');
    expect(part('claims')!.querySelector<HTMLElement>('p')!.lang).to.equal('zh-Hans');
  });

  it('asks for none without the attribute', async () => {
    let asked = false;
    const client = fakeClient((url, ...rest) => {
      asked ||= isDigest(url);
      return fakeReviews({ digest })(url, ...rest);
    });
    const element = await fixture<HTMLElement>(
      html`<continuo-review-summary product-id="pot" highlights .client=${client}></continuo-review-summary>`,
    );
    await until('ready', () => element.matches(':state(ready)'));
    expect(asked).to.equal(false);
  });
});
