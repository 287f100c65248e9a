import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createReviews } from '@continuo/headless/reviews';
import type { TemplateResult } from 'lit';
import '../../define/review-form.ts';
import { accessibilityTree, everyWay } from '../../testing/everyway.ts';
import { fakeReviews, ownReview, type FakeReviews } from '../../testing/fake-reviews.ts';
import { fakeClient, json, pause, until } from '../../testing/support.ts';
import type { ContinuoReviewFormElement } from './review-form.ts';

type Wrap = (element: TemplateResult) => TemplateResult;
const plain: Wrap = (element) => html`<div>${element}</div>`;

interface Made extends FakeReviews {
  wrap?: Wrap;
  known?: boolean;
  /** What a submission is answered; default: it waits for a moderator. */
  create?: (body: {
    id: string;
    rating: number;
    title?: string;
    author: string;
  }) => Response | Promise<Response>;
  network?: { up: boolean };
  /** What a page left behind that was gone in the moment of a press. */
  left?: string;
}

async function make({ wrap = plain, known, create, network = { up: true }, left, ...fake }: Made = {}) {
  const own = [...(fake.own ?? [])];
  const answer = fakeReviews({ ...fake, own });
  const sent: { id: string; rating: number; title?: string; author: string }[] = [];
  const client = fakeClient(
    undefined,
    {},
    {
      fetch: async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        if (!network.up) throw new TypeError('no network');
        if (init?.method !== 'POST' || !url.pathname.endsWith('/pot/reviews')) return answer(url);
        const body = JSON.parse(init.body as string);
        sent.push(body);
        const answered = create ? await create(body) : json(ownReview(body.id, body), 201);
        if (answered.ok) own.push(await answered.clone().json());
        return answered;
      },
    },
  );
  if (left) client.platform.small.set('reviews', left);
  if (known) await client.identity.ensureDevice();
  const root = await fixture<HTMLElement>(
    wrap(
      html`<continuo-review-form product-id="pot" .client=${client}
        ><p slot="consent">Our <a href="#rules">rules</a></p></continuo-review-form
      >`,
    ),
  );
  const element = root.querySelector('continuo-review-form')!;
  await until('ready', () => element.matches(':state(ready)'));
  return { element, client, sent };
}
const one = <E extends HTMLElement = HTMLElement>(element: Element, selector: string) =>
  element.shadowRoot!.querySelector<E>(selector)!;
const text = (element: Element) => element.shadowRoot!.textContent.replace(/\s+/g, ' ');
const opened = async (options?: Made) => {
  const made = await make(options);
  one(made.element, '[part=open]').click();
  await until('the form is there', () => one(made.element, 'form'));
  await until('it has the focus', () => made.element.shadowRoot!.activeElement?.id === 'form-title');
  return made;
};
const type = (element: Element, name: string, value: string) => {
  const field = one<HTMLInputElement>(element, `[name=${name}]`);
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
};
const fill = async (element: ContinuoReviewFormElement) => {
  one(element, '[name=rating][value="4"]').click();
  type(element, 'title', 'Pours well');
  type(element, 'author', 'Mei');
  await element.updateComplete;
};
const submit = (element: Element) => one(element, '[part=submit]').click();
const said = () => document.querySelector('[data-continuo=announcer]')?.textContent ?? '';

describe('<continuo-review-form>', () => {
  everyWay('closed', { make: async (wrap) => (await make({ wrap })).element });
  everyWay('open', { make: async (wrap) => (await opened({ wrap })).element });
  everyWay('with answers missing', {
    make: async (wrap) => {
      const { element } = await opened({ wrap });
      submit(element);
      await until('it says so', () => one(element, '[role=alert]').textContent.trim());
      return element;
    },
  });
  everyWay('sent', {
    make: async (wrap) => {
      const { element } = await opened({ wrap });
      await fill(element);
      submit(element);
      await until('it is shown', () => one(element, 'article'));
      return element;
    },
  });

  it('submits by itself what a page submitted that was left before it heard of it, and leaves the focus alone', async () => {
    const draft = { id: 'x'.repeat(32), rating: 4, author: 'Mei', at: new Date().toISOString() };
    const left = ['1', JSON.stringify(['draft:pot', draft]), '["submitted:draft:pot",{}]'].join('\n');
    const submitted = oneEvent(document, 'continuo-review-submitted');
    const { element, sent, client } = await make({ left });
    const { detail } = await submitted;
    expect(detail.reviewId).to.equal(draft.id);
    await until('it is shown', () => text(element).includes('Waits for a moderator'));
    await until('it is said', () => said().includes('Thank you'));
    expect(document.activeElement).to.equal(document.body);
    expect(sent.length).to.equal(1);
    expect(client.platform.small.get('reviews')).to.equal('1');
  });

  it('asks whether something was received for it where the settings say so, and sends the answer', async () => {
    const { element: plain } = await opened();
    expect(one(plain, '[name=incentivised]')).to.equal(null);
    const { element, sent } = await opened({ settings: { askIncentive: true } });
    const box = one<HTMLInputElement>(element, '[name=incentivised]');
    expect(box.labels![0]!.textContent.trim()).to.equal('I received something for this review');
    await fill(element);
    box.click();
    await element.updateComplete;
    box.click();
    await element.updateComplete;
    box.click();
    submit(element);
    await until('it is sent', () => sent.length);
    expect(sent[0]).to.include({ incentivised: true, rating: 4 });
  });

  it('shows its own content without a client', async () => {
    const element = await fixture<ContinuoReviewFormElement>(
      html`<continuo-review-form product-id="pot"
        ><a href="mailto:a@b.c">Write to us</a></continuo-review-form
      >`,
    );
    expect(element.matches(':state(unconfigured)')).to.equal(true);
    expect(element.querySelector('a')!.offsetHeight).to.be.greaterThan(0);
  });

  it('has names and roles', async () => {
    await opened();
    const tree = await accessibilityTree();
    for (const line of [
      'form Your review',
      'heading Your review',
      'radio 1 star',
      'radio 5 stars',
      'textbox In a few words',
      'textbox Your experience',
      'textbox Name that is shown required',
      'radio No answer',
      'combobox Size',
      'combobox Drinks mostly',
      'button Submit review',
    ])
      if (tree) expect(tree).to.include(line);
  });

  it('is filled in and sent with the keyboard alone', async () => {
    const { element, sent } = await make();
    one(element, '[part=open]').focus();
    await sendKeys({ press: 'Enter' });
    await until('the heading has the focus', () => element.shadowRoot!.activeElement?.id === 'form-title');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Good' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Mei' });
    const told = oneEvent(element, 'continuo-review-submitted');
    await sendKeys({ press: 'Enter' });
    expect((await told).detail).to.deep.include({ productId: 'pot', rating: 3 });
    expect(sent[0]).to.deep.include({ rating: 3, title: 'Good', author: 'Mei' });
    await until('the thanks have the focus', () => element.shadowRoot!.activeElement?.part.contains('sent'));
  });

  it('shows what waits for a moderator, and what happens next', async () => {
    const { element } = await opened();
    await fill(element);
    submit(element);
    await until('it is said', () => text(element).includes('Your review was submitted'));
    await until('it is shown', () => text(element).includes('Waits for a moderator'));
    expect(text(element)).to.include('Pours well');
    expect(element.matches(':state(sent)')).to.equal(true);
    expect(one(element, 'form')).to.equal(null);
  });

  it('asks for what is missing in words, and puts the focus there', async () => {
    const { element, sent } = await opened();
    submit(element);
    await until('it says so', () => text(element).includes('2 answers are missing.'));
    const { activeElement } = element.shadowRoot!;
    expect((activeElement as HTMLInputElement).name).to.equal('rating');
    expect(one(element, '#rating-problem').textContent).to.equal('Please choose 1 to 5 stars.');
    one(element, '[name=rating][value="2"]').click();
    submit(element);
    await until(
      'the name has the focus',
      () => element.shadowRoot!.activeElement?.getAttribute('name') === 'author',
    );
    expect(element.shadowRoot!.activeElement!.getAttribute('aria-invalid')).to.equal('true');
    expect(text(element)).to.include('Please give a name.').and.not.to.include('Please choose');
    expect(sent).to.deep.equal([]);
    type(element, 'author', 'Mei');
    await element.updateComplete;
    expect(one(element, '[name=author]').hasAttribute('aria-invalid')).to.equal(false);
  });

  it('makes one review of five presses', async () => {
    let answer!: (response: Response) => void;
    const { element, sent } = await opened({ create: () => new Promise((resolve) => (answer = resolve)) });
    await fill(element);
    for (let n = 0; n < 5; n++) submit(element);
    await until('it is sent', () => sent.length > 0);
    expect(one(element, 'form').getAttribute('aria-busy')).to.equal('true');
    expect(one<HTMLButtonElement>(element, '[part=submit]').disabled).to.equal(false);
    submit(element);
    await pause(50);
    expect(sent.length).to.equal(1);
    answer(json(ownReview(sent[0]!.id), 201));
    await until('it is shown', () => element.matches(':state(sent)'));
  });

  it('keeps the draft when it is closed, and says where', async () => {
    const { element } = await opened();
    await fill(element);
    expect(one(element, '[part=saved]').textContent.trim()).not.to.equal('');
    one(element, '[part=close]').click();
    await until('the button has the focus', () => element.shadowRoot!.activeElement?.part.contains('open'));
    expect(one(element, 'form')).to.equal(null);
    element.show();
    await until('it is there again', () => one<HTMLInputElement>(element, '[name=author]')?.value === 'Mei');
    expect(one<HTMLInputElement>(element, '[name=rating][value="4"]').checked).to.equal(true);
    one(element, '[part=discard]').click();
    await until('it is closed', () => !one(element, 'form'));
    element.show();
    await until('it is empty', () => one<HTMLInputElement>(element, '[name=author]')?.value === '');
  });

  it('keeps the draft when submitting fails', async () => {
    let broken = true;
    const { element, sent } = await opened({
      create: (body) => (broken ? json({ code: 'request/internal' }, 500) : json(ownReview(body.id), 201)),
    });
    await fill(element);
    const told = oneEvent(element, 'continuo-error');
    submit(element);
    expect((await told).detail).to.deep.equal({ code: 'request/internal', retryable: true });
    await until('it says so', () => text(element).includes('could not be submitted'));
    expect(one<HTMLInputElement>(element, '[name=author]').value).to.equal('Mei');
    broken = false;
    submit(element);
    await until('it is taken', () => element.matches(':state(sent)'));
    expect(new Set(sent.map(({ id }) => id)).size).to.equal(1);
  });

  it('waits without a network, and sends by itself when it is back', async () => {
    const network = { up: true };
    const { element, client } = await opened({ network, known: true });
    await fill(element);
    network.up = false;
    Object.defineProperty(client.platform, 'online', { value: false, configurable: true });
    const alerts = new Set<string>();
    new MutationObserver(() => alerts.add(one(element, '[role=alert]').textContent.trim())).observe(
      one(element, '[role=alert]'),
      { childList: true, characterData: true, subtree: true },
    );
    submit(element);
    await until('it says so', () => element.matches(':state(offline)'));
    alerts.delete('');
    expect([...alerts]).to.have.lengthOf(1, 'and nothing else before');
    expect(text(element)).to.include('as soon as you are online again');
    network.up = true;
    Object.defineProperty(client.platform, 'online', { value: true, configurable: true });
    client.page('online');
    await until('it is taken', () => element.matches(':state(sent)'));
  });

  it('says that there is a review already', async () => {
    const { element } = await opened({ create: () => json({ code: 'review/exists' }, 409) });
    await fill(element);
    submit(element);
    await until('it says so', () => text(element).includes('You have reviewed this product already.'));
  });

  it('shows the own review instead of the form, and lets a refused one be followed by another', async () => {
    const first = await make({ known: true, own: [ownReview('a')] });
    await until('it is shown', () => first.element.shadowRoot!.querySelector('article'));
    expect(one(first.element, '[part=open]')).to.equal(null);
    const second = await make({ known: true, own: [ownReview('a', { state: 'refused', reason: 'copied' })] });
    await until('it is shown', () => one(second.element, 'article'));
    expect(text(second.element)).to.include('The text is from somebody else.');
    expect(one(second.element, '[part=open]').textContent.trim()).to.equal('Write another review');
  });

  it('opens for who presses while their refused review is still on its way', async () => {
    const { element, client } = await make({ known: true, own: [ownReview('a', { state: 'refused' })] });
    const { $own } = createReviews(client, { productId: 'pot' });
    await new Promise<void>((known) => $own.subscribe(({ reviews }) => reviews.length && known()));
    await element.updateComplete;
    one(element, '[part=open]').click();
    await until('the form is there', () => one(element, 'form'));
    await until('so is the review', () => one(element, 'article'));
  });

  it('is empty again for another review after the one that was just refused', async () => {
    const { element, sent } = await opened({
      create: (body) => json(ownReview(body.id, { state: 'refused', reason: 'off-topic' }), 201),
    });
    await fill(element);
    submit(element);
    await until('it is shown', () => one(element, 'article'));
    one(element, '[part=open]').click();
    await until('it is empty', () => one<HTMLInputElement>(element, '[name=author]')?.value === '');
    await fill(element);
    submit(element);
    await until('it is sent', () => sent.length === 2);
    expect(sent[1]!.id).not.to.equal(sent[0]!.id);
  });

  it('says how much room is left near the end only', async () => {
    const { element } = await opened();
    type(element, 'title', 'a'.repeat(100));
    await element.updateComplete;
    expect(one(element, '#title-left').textContent.trim()).to.equal('');
    type(element, 'title', 'a'.repeat(140));
    await element.updateComplete;
    expect(one(element, '#title-left').textContent.trim()).to.equal('10 characters left');
    await until('it is said', () => said() === '10 characters left');
  });

  it('speaks Chinese to its readers', async () => {
    const { element } = await opened({ wrap: (t) => html`<div lang="zh-TW">${t}</div>` });
    expect(one(element, '#form-title').textContent).to.equal('你的評價');
    expect(text(element)).to.include('提交評價');
  });

  it('lets nothing that is typed become markup', async () => {
    const hostile = '<img src=x onerror="window.pwned=2">\u202E';
    const { element } = await opened();
    one(element, '[name=rating][value="1"]').click();
    for (const name of ['title', 'body', 'author']) type(element, name, hostile);
    submit(element);
    await until('it is shown', () => one(element, 'article'));
    expect(one(element, 'article h3').textContent).to.equal(hostile);
    expect(element.shadowRoot!.querySelectorAll('img').length).to.equal(0);
    expect((window as { pwned?: unknown }).pwned).to.equal(undefined);
  });
});
