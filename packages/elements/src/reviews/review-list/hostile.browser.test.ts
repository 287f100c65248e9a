import { expect, html } from '@open-wc/testing';
import type { Review } from '@continuo/protocol';
import { hostileTexts } from '@continuo/protocol/testing';
import { fakeReviews, review } from '../../testing/fake-reviews.ts';
import { all, one, opened, shown } from '../../testing/review-list-page.ts';
import { json, until } from '../../testing/support.ts';

describe('<continuo-review-list>, hostile texts', () => {
  const hostile = [
    '<img src=x onerror="window.pwned=1">',
    '<script>window.pwned=1</script>',
    '"><svg onload=window.pwned=1>',
    '${window.pwned=1}{{constructor.constructor("window.pwned=1")()}}',
    'javascript:window.pwned=1',
    '</article></ul></section><h1>Buy</h1>',
    '<!--><b>x</b>-->',
    '<?lit$123$?><!--lit-part-->',
    '\u202Etfel ot thgir\u202C and \u2066isolated',
    '\u2069\u202E escape',
    'Z̸̡̢̛̰͓̪a̷̢̛̛lgo'.repeat(20),
    'W'.repeat(3000),
    '\u0000\u0008\uFFFE\uD800',
    '&lt;b&gt;&amp;',
  ];

  it('change nothing but their own text', async () => {
    const reviews: Review[] = hostile.map((each, n) =>
      review(`h${n}`, {
        title: each,
        body: each,
        author: each,
        response: { text: each, author: each, at: '2026-03-06T09:00:00Z' },
        source: { name: each, url: each },
      }),
    );
    const { element } = await shown('ready', fakeReviews({ reviews }), {
      wrap: (inner) => html`<div style="inline-size: 320px">${inner}</div>`,
    });
    all(element, 'article').forEach((article, n) => {
      expect(article.querySelector('h3')!.textContent).to.equal(hostile[n]);
      expect(article.querySelector('[part=body]')!.textContent).to.equal(hostile[n]);
      expect(article.querySelector('[part=author]')!.textContent).to.equal(hostile[n]);
      expect(article.querySelectorAll('img, script, h1, b, a').length).to.equal(0);
      expect(article.querySelector('[part=report]')!.getAttribute('aria-label')).not.to.match(
        /[\u202a-\u202e]/,
      );
    });
    expect((window as { pwned?: unknown }).pwned).to.equal(undefined);
    const { right } = element.getBoundingClientRect();
    for (const article of all(element, 'article > *'))
      expect(article.getBoundingClientRect().right, article.outerHTML.slice(0, 300)).to.be.at.most(right + 1);
  });

  it('a thousand at once, in every place that a review has, run nothing and push nothing off the page', async function () {
    this.timeout(0); // so much text takes as long as the machine needs
    const texts = hostileTexts(1_000);
    const reviews = texts.map((_, n) => {
      const text = (turn: number) => texts[(n + turn * 7) % texts.length]!;
      return review(`h${n}`, {
        title: text(0),
        body: text(1),
        author: text(2),
        response: { text: text(3), author: text(4), at: '2026-03-06T09:00:00Z' },
        source: { name: text(5), url: text(6) },
      });
    });
    const instead = ({ pathname }: URL) =>
      pathname.endsWith('/products/pot/reviews') ? json({ reviews, total: reviews.length }) : undefined;
    const before = document.body.childElementCount;
    const { element } = await shown('ready', fakeReviews({ instead }), {
      wrap: (inner) => html`<div style="inline-size: 320px">${inner}</div>`,
    });
    const articles = all(element, 'article');
    expect(articles.length).to.equal(1_000);
    const texts_ = (article: HTMLElement, selector: string) => article.querySelector(selector)?.textContent;
    for (const [n, article] of articles.entries()) {
      const { title, body, author } = reviews[n]!;
      expect([title, body, author]).to.deep.equal([
        texts_(article, 'h3') ?? '',
        texts_(article, '[part=body]') ?? '',
        texts_(article, '[part=author]'),
      ]);
    }
    const shadow = element.shadowRoot!;
    expect(
      shadow.querySelectorAll('script, img, iframe, svg[onload], h1, style, base, meta').length,
    ).to.equal(0);
    for (const link of shadow.querySelectorAll('a')) expect(link.protocol).to.match(/^https?:$/);
    for (const one of shadow.querySelectorAll('*'))
      for (const { name } of one.attributes) expect(name).not.to.match(/^on/);
    expect((window as { pwned?: unknown }).pwned).to.equal(undefined);
    expect(document.body.childElementCount).to.equal(before + 1);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth + 1);
  });

  it('are searched for as text', async () => {
    const reviews = [review('h', { title: hostile[0]!, body: hostile[0]! })];
    const { element } = await opened('ready', fakeReviews({ reviews }));
    const field = one(element, '[part=search]') as HTMLInputElement;
    field.value = 'onerror="window';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await until('it is marked', () => all(element, 'mark').length === 2);
    expect(one(element, 'article').querySelectorAll('img').length).to.equal(0);
    expect(one(element, '[part=body]').textContent).to.equal(hostile[0]);
  });
});
