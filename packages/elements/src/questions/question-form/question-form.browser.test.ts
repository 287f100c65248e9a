import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { OwnQuestion } from '@continuo/protocol';
import type { TemplateResult } from 'lit';
import '../../define/question-form.ts';
import { accessibilityTree, everyWay } from '../../testing/everyway.ts';
import { fakeQuestions, ownQuestion, richQuestion } from '../../testing/fake-questions.ts';
import { fakeClient, json, until } from '../../testing/support.ts';

type Wrap = (element: TemplateResult) => TemplateResult;
interface Sent {
  id: string;
  body: string;
}

/** @param account where drafts are kept. */
async function make(
  wrap: Wrap = (t) => html`<div>${t}</div>`,
  create?: (body: Sent) => Promise<Response>,
  account: { draft?: object | null } = {},
  left?: string,
) {
  const questions: OwnQuestion[] = [];
  const answer = fakeQuestions({ similar: [richQuestion], own: { questions } });
  const sent: Sent[] = [];
  const client = fakeClient(
    undefined,
    {},
    {
      fetch: async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        if (url.pathname.endsWith('/pot/questions/draft')) {
          if (init?.method === 'PUT') Object.assign(account, JSON.parse(init.body as string));
          return json(account.draft ? account : {});
        }
        if (init?.method !== 'POST' || !url.pathname.endsWith('/pot/questions')) return answer(url);
        const body = JSON.parse(init.body as string) as Sent;
        sent.push(body);
        if (create) return create(body);
        questions.push(ownQuestion(body.id, body));
        return json(questions.at(-1), 201);
      },
    },
  );
  if (left) client.platform.small.set('reviews', left);
  const root = await fixture<HTMLElement>(
    wrap(
      html`<continuo-question-form product-id="pot" .client=${client}
        ><p slot="consent">Our <a href="#rules">rules</a></p></continuo-question-form
      >`,
    ),
  );
  const element = root.querySelector('continuo-question-form')!;
  await until('ready', () => element.matches(':state(ready)'));
  return { element, client, sent };
}
const one = <E extends HTMLElement = HTMLElement>(element: Element, selector: string) =>
  element.shadowRoot!.querySelector<E>(selector)!;
const text = (element: Element) => element.shadowRoot!.textContent.replace(/\s+/g, ' ');
const opened = async (...given: Parameters<typeof make>) => {
  const made = await make(...given);
  made.element.show();
  await until('it has the focus', () => made.element.shadowRoot!.activeElement?.id === 'form-title');
  return made;
};
const type = (element: Element, name: string, value: string) => {
  const field = one<HTMLInputElement>(element, `[name=${name}]`);
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
};
const said = () => document.querySelector('[data-continuo=announcer]')?.textContent ?? '';

describe('<continuo-question-form>', () => {
  everyWay('closed', { make: async (wrap) => (await make(wrap)).element });
  everyWay('with similar questions and what is missing', {
    make: async (wrap) => {
      const { element } = await opened(wrap);
      type(element, 'body', 'dishwasher');
      await until('they are there', () => one(element, '[part=similar]'));
      one(element, '[part=submit]').click();
      await until('it says so', () => text(element).includes('Please give a name.'));
      return element;
    },
  });
  everyWay('sent', {
    make: async (wrap) => {
      const { element } = await opened(wrap);
      type(element, 'body', 'Does it leak?');
      type(element, 'author', 'Mei');
      one(element, '[part=submit]').click();
      await until('it is there', () => one(element, '[part=sent]'));
      return element;
    },
  });

  it('asks with the keyboard alone', async () => {
    const { element, sent } = await make();
    one(element, '[part=open]').focus();
    await sendKeys({ press: 'Enter' });
    await until('the heading has the focus', () => element.shadowRoot!.activeElement?.id === 'form-title');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Leaks?' });
    await until('similar ones are there', () => one(element, '[part=similar]'));
    await until('it is said', () => said() === '1 question like yours below the field.');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await until('its answer can be read', () => one(element, '[part=similar] details').matches('[open]'));
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Mei' });
    const told = oneEvent(element, 'continuo-question-asked');
    await sendKeys({ press: 'Enter' });
    const { detail } = (await told) as CustomEvent<{ questionId: string }>;
    expect(detail).to.deep.equal({ questionId: sent[0]!.id, productId: 'pot' });
    expect(sent[0]!.body).to.equal('Leaks?');
    await until('the thanks have the focus', () => element.shadowRoot!.activeElement?.part.contains('sent'));
    await until('it is shown', () => text(element).includes('Waits for a moderator'));
    expect(text(element)).to.include('Leaks?');
  });

  it('has names and roles', async () => {
    await opened();
    const tree = await accessibilityTree();
    for (const line of [
      'form Your question',
      'heading Your question',
      'textbox What would you like to know? required',
      'textbox Name that is shown required',
      'button Submit question',
    ])
      if (tree) expect(tree).to.include(line);
  });

  it('makes one question of five presses, and keeps the draft when it fails', async () => {
    let broken = true;
    const { element, sent } = await opened(undefined, async (body) =>
      broken ? json({ code: 'request/internal' }, 500) : json(ownQuestion(body.id, body), 201),
    );
    type(element, 'body', 'Does it leak?');
    type(element, 'author', 'Mei');
    const told = oneEvent(element, 'continuo-error');
    one(element, '[part=submit]').click();
    await told;
    await until('it says so', () => text(element).includes('could not be submitted'));
    expect(one<HTMLTextAreaElement>(element, '[name=body]').value).to.equal('Does it leak?');
    broken = false;
    for (let n = 0; n < 5; n++) one(element, '[part=submit]').click();
    await until('it is sent', () => one(element, '[part=sent]'));
    expect(sent.length).to.equal(2);
    expect(new Set(sent.map(({ id }) => id)).size).to.equal(1);
  });

  it('keeps the draft when it is closed, and is empty for another question', async () => {
    const { element } = await opened();
    type(element, 'body', 'Does it leak?');
    await element.updateComplete;
    one(element, '[part=close]').click();
    await until('the button has the focus', () => element.shadowRoot!.activeElement?.part.contains('open'));
    element.show();
    await until(
      'it is there again',
      () => one<HTMLTextAreaElement>(element, '[name=body]')?.value === 'Does it leak?',
    );
    type(element, 'author', 'Mei');
    one(element, '[part=submit]').click();
    await until('it is sent', () => one(element, '[part=sent]'));
    element.show();
    await until('it is empty', () => one<HTMLTextAreaElement>(element, '[name=body]')?.value === '');
  });

  it('submits by itself what a page submitted that was left before it heard of it, and leaves the focus alone', async () => {
    const draft = { id: 'x'.repeat(32), body: 'Does it leak?', author: 'Mei', at: new Date().toISOString() };
    const left = ['1', JSON.stringify(['draft-question:pot', draft]), '["submitted:draft-question:pot",{}]'];
    const { element, sent } = await make(undefined, undefined, {}, left.join('\n'));
    await until('it is sent', () => one(element, '[part=sent]'));
    expect(sent.map(({ id }) => id)).to.deep.equal([draft.id]);
    expect(document.activeElement).to.equal(document.body);
  });

  it('closes with Escape, which keeps the draft and puts the focus back', async () => {
    const { element } = await opened();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Does it leak?' });
    await sendKeys({ press: 'Escape' });
    await until('the button has the focus', () => element.shadowRoot!.activeElement?.part.contains('open'));
    expect(one(element, '[part=form]')).to.equal(null);
    await sendKeys({ press: 'Enter' });
    await until(
      'it is there again',
      () => one<HTMLTextAreaElement>(element, '[name=body]')?.value === 'Does it leak?',
    );
  });

  it('puts the focus on its heading also where the device is slow to find the draft', async () => {
    const { element, client } = await opened();
    type(element, 'body', 'Does it');
    const records = client.platform.records('reviews');
    await until('the device keeps something', () => client.platform.small.get('reviews'));
    element.productId = 'pan';
    await element.updateComplete;
    one(element, '[part=open]').focus();
    const find = records.get;
    let resolve = () => {};
    const found = new Promise<void>((done) => (resolve = done));
    let looks = false;
    records.get = <V>(key: string) => {
      looks = true;
      return found.then(() => find<V>(key));
    };
    await sendKeys({ press: 'Enter' });
    await until('it is looked for', () => looks);
    await until('it is said', () => text(element).includes('Loading'));
    await nextFrame();
    resolve();
    await until('the heading has the focus', () => element.shadowRoot!.activeElement?.id === 'form-title');
  });

  it('goes on with what was typed on another device, and deletes it everywhere', async () => {
    const begun = { id: 'x'.repeat(32), body: 'Does it', author: 'Mei', at: new Date().toISOString() };
    const account: { draft?: object | null } = { draft: begun };
    const { element, client } = await make(undefined, undefined, account);
    await client.identity.ensureDevice();
    element.show();
    const body = () => one<HTMLTextAreaElement>(element, '[name=body]');
    await until('it is there', () => body()?.value === 'Does it');
    type(element, 'body', 'Does it leak?');
    await until('it is said where it is kept', () => one(element, '[part=saved]').textContent);
    one(element, '[part=discard]').click();
    await until('it is gone there', () => account.draft === null);
  });
});
