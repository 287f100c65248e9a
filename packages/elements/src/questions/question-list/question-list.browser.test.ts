import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { OwnAnswer } from '@continuo/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { nothing, type TemplateResult } from 'lit';
import '../../define/question-list.ts';
import { accessibilityTree, everyWay } from '../../testing/everyway.ts';
import {
  fakeQuestions,
  ownQuestion,
  question,
  richQuestion,
  type FakeQuestions,
} from '../../testing/fake-questions.ts';
import { fakeClient, json, laidOut, until, type Answer } from '../../testing/support.ts';
import type { ContinuoQuestionListElement } from './question-list.ts';

type Wrap = (element: TemplateResult) => TemplateResult;
const plain: Wrap = (element) => html`<div>${element}</div>`;

interface Options {
  wrap?: Wrap;
  /** The visitor has been here before. */
  known?: boolean;
  /** Keeps what is searched in the address. */
  url?: string;
}

async function shown(state: string, answer: Answer, { wrap = plain, known = false, url }: Options = {}) {
  const client = fakeClient(answer);
  if (known) await client.identity.ensureDevice();
  const root = await fixture<HTMLElement>(
    wrap(
      html`<continuo-question-list
        product-id="pot"
        url-state=${url ?? nothing}
        .client=${client}
      ></continuo-question-list>`,
    ),
  );
  const element = root.querySelector('continuo-question-list')!;
  await until(state, () => element.matches(`:state(${state})`));
  return { element, client };
}
const all = (element: Element, selector: string) => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
const one = <E extends HTMLElement = HTMLElement>(element: Element, selector: string) =>
  element.shadowRoot!.querySelector<E>(selector)!;
const text = (element: Element) =>
  element.shadowRoot!.textContent.replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ');
const said = () => document.querySelector('[data-continuo=announcer]')?.textContent ?? '';

const answers: Record<string, Answer> = {
  loading: () => new Promise(() => {}),
  ready: fakeQuestions(),
  empty: fakeQuestions({ questions: [] }),
  error: () => json({ code: 'request/internal', title: 'Broken' }, 500),
};

describe('<continuo-question-list>', () => {
  for (const [state, answer] of Object.entries(answers))
    everyWay(state, { make: async (wrap) => (await shown(state, answer, { wrap })).element });
  everyWay('answering and reporting', {
    make: async (wrap) => {
      const { element } = await shown('ready', fakeQuestions(), { wrap });
      one(element, '[part=report]').click();
      one(element, '[part=answer-button]').click();
      await until('the form is there', () => one(element, '.form') && one(element, '.report'));
      return element;
    },
  });

  it('shows its own content without a client', async () => {
    const element = await fixture<ContinuoQuestionListElement>(
      html`<continuo-question-list product-id="pot"><p>3 questions</p></continuo-question-list>`,
    );
    expect(element.matches(':state(unconfigured)')).to.equal(true);
    expect(element.querySelector('p')!.offsetHeight).to.be.greaterThan(0);
  });

  it('shows its own content and nothing that loads where no product is named', async () => {
    const element = await fixture<ContinuoQuestionListElement>(
      html`<continuo-question-list .client=${fakeClient(answers['ready'])}></continuo-question-list>`,
    );
    await until('empty', () => element.matches(':state(empty)'));
    expect(element.shadowRoot!.textContent.trim()).to.equal('');
    expect(element.shadowRoot!.querySelector('.skeleton')).to.equal(null);
  });

  it('has the heading that the page gives it, for pages with several', async () => {
    const { element } = await shown('ready', answers['ready']!);
    element.heading = 'Questions about the pot';
    await element.updateComplete;
    expect(one(element, '#title').textContent).to.equal('Questions about the pot');
    element.heading = undefined;
    await element.updateComplete;
    expect(one(element, '#title').textContent).to.equal('Questions and answers');
  });

  it('has names and roles, and says what badges mean', async () => {
    const { element } = await shown('ready', answers['ready']!);
    await laidOut(element);
    const tree = await accessibilityTree();
    for (const line of [
      'region Questions and answers',
      'heading Questions and answers',
      'searchbox Search in questions and answers',
      'combobox Sort by',
      'article Can it go into the dishwasher?',
      'heading Can it go into the dishwasher?',
      'button Show all 5 answers',
    ])
      if (tree) expect(tree).to.include(line);
    for (const each of [
      'Asked by Mei L.',
      'Best answer',
      'The shop marked it as the one that answers the question best.',
      'Answer of the shop',
      'Somebody of Slow Crossing wrote this answer.',
      '2 of 3 found this helpful',
      'Not answered yet.',
      '3 questions',
    ])
      expect(text(element)).to.include(each);
    expect(one(element, '[part=body]').lang).to.equal('en');
  });

  it('votes with one press, and a double click is one', async () => {
    const { element } = await shown('ready', answers['ready']!);
    const yes = () => one(element, '[part=vote]');
    const told = oneEvent(element, 'continuo-answer-voted');
    yes().click();
    expect((await told).detail).to.deep.equal({ answerId: 'best', productId: 'pot', vote: 'yes' });
    yes().dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
    await element.updateComplete;
    expect(yes().getAttribute('aria-pressed')).to.equal('true');
    yes().click();
    await element.updateComplete;
    expect(yes().getAttribute('aria-pressed')).to.equal('false');
  });

  it('searches, says how many were found, and shows all again', async () => {
    const { element } = await shown('ready', answers['ready']!);
    const field = one<HTMLInputElement>(element, '[part=search]');
    field.value = 'dishwasher';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await until('found', () => all(element, 'article').length === 1);
    await until('it is said', () => said() === '1 question');
    field.value = 'nothing';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await until('empty', () => element.matches(':state(empty)'));
    one(element, '[part=clear]').click();
    await until('all are there', () => all(element, 'article').length === 3);
    expect(element.shadowRoot!.activeElement?.id).to.equal('title');
  });

  it('marks what was searched in questions and answers, and what was written stays text', async () => {
    const questions = [
      question('café', { body: 'Is it for CAFÉS? <b>Cafés</b>' }),
      question('zh', {
        body: '可以用洗碗機洗嗎？',
        answerCount: 1,
        answers: [{ ...richQuestion.answers[0]!, body: '可以洗，也可以用洗碗機。' }],
      }),
    ];
    const variants = { 機: '机' };
    const find = () => questions;
    const { element } = await shown('ready', fakeQuestions({ questions, find, variants }));
    const field = one<HTMLInputElement>(element, '[part=search]');
    const search = async (q: string, ...marks: string[]) => {
      field.value = q;
      field.dispatchEvent(new Event('change', { bubbles: true }));
      await until(
        'they are marked',
        () =>
          all(element, 'mark')
            .map((each) => each.textContent)
            .join() === marks.join(),
      );
    };
    await search('cafe', 'CAFÉ', 'Café');
    expect(all(element, 'b').length).to.equal(0);
    await search('洗', '洗', '洗', '洗', '洗');
    await search('洗碗机', '洗碗機', '洗碗機');
    await search('机', '機', '機');
    await search('');
  });

  it('shows more and all answers, and goes on where the reader was', async () => {
    const many = Array.from({ length: 13 }, (_, n) => question(`n${n}`));
    const { element } = await shown('ready', fakeQuestions({ questions: [richQuestion, ...many] }));
    one(element, '[part=show-more]').focus();
    await sendKeys({ press: 'Enter' });
    const focused = () => element.shadowRoot!.activeElement?.getAttribute('data-id');
    await until('the first new one has the focus', () => focused() === 'n9');
    await until('it is said', () => said() === '4 more. 14 of 14 questions are shown.');
    expect(one(element, '[part=show-more]')).to.equal(null);
    one(element, '[part=all-answers]').click();
    await until('all are there', () => all(element, '[data-id=rich] [part=answer]').length === 5);
    await until('its question has the focus', () => focused() === 'rich');
  });

  it('reports with the keyboard alone', async () => {
    const { element } = await shown('ready', answers['ready']!);
    one(element, '[data-id=other] [part=report]').focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    const told = oneEvent(element, 'continuo-question-reported');
    await sendKeys({ press: 'Enter' });
    expect((await told).detail).to.deep.include({ kind: 'answer', id: 'other', reason: 'offensive' });
    await until('it is said', () => said().startsWith('Thank you. It was reported'));
    expect(one(element, '[data-id=other] [part=report]').textContent).to.equal('Reported');
  });

  it('takes an answer, which waits, and puts the focus back to its question', async () => {
    const mine: OwnAnswer[] = [];
    const instead = (url: URL) => {
      if (url.pathname !== '/v1/questions/b/answers') return undefined;
      const more = { id: 'mine', questionId: 'b', body: 'No.', state: 'pending' } as const;
      mine.push({ ...richQuestion.answers[2]!, ...more });
      return json(mine[0], 201);
    };
    const backend = fakeQuestions({ instead, own: { answers: mine } });
    const { element } = await shown('ready', backend, { known: true });
    one(element, '[data-id=b] [part=answer-button]').click();
    await until('it has the focus', () => element.shadowRoot!.activeElement?.id === 'form-title');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'No.' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Ada' });
    const told = oneEvent(element, 'continuo-question-answered');
    await sendKeys({ press: 'Enter' });
    expect((await told).detail).to.deep.include({ questionId: 'b', answerId: 'mine', productId: 'pot' });
    await until('it waits', () => text(element).includes('Your answer: Waits for a moderator'));
    await until(
      'the focus is back',
      () => element.shadowRoot!.activeElement?.getAttribute('data-id') === 'b',
    );
  });

  it('lets a reader be told of answers, and shows own questions first while they wait', async () => {
    const own = { questions: [ownQuestion('p'), ownQuestion('x', { state: 'refused', reason: 'copied' })] };
    const { element } = await shown('ready', fakeQuestions({ own }), { known: true });
    await until('they are there', () => all(element, '[part=state]').length === 2);
    expect(text(element))
      .to.include('Your question: Waits')
      .and.to.include('The text is from somebody else.');
    const tell = () => one(element, '[data-id=b] [part=tell-me]');
    tell().click();
    await until('it is pressed', () => tell().getAttribute('aria-pressed') === 'true');
    await until('it is said', () => said() === 'You will be told here when it is answered.');
  });

  it('speaks Chinese to its readers, and lets nothing that was written become markup', async () => {
    const hostile = '<img src=x onerror="window.pwned=3">\u202E';
    const questions = [
      question('h', {
        body: hostile,
        author: hostile,
        answerCount: 1,
        answers: [{ ...richQuestion.answers[1]!, body: hostile, author: hostile }],
      }),
    ];
    const { element } = await shown('ready', fakeQuestions({ questions }), {
      wrap: (t) => html`<div lang="zh-HK">${t}</div>`,
    });
    expect(one(element, '#title').textContent).to.equal('問與答');
    expect(one(element, 'article h3').textContent).to.equal(hostile);
    expect(one(element, '[part=body]').textContent).to.equal(hostile);
    expect(all(element, 'img').length).to.equal(0);
    expect((window as { pwned?: unknown }).pwned).to.equal(undefined);
  });
});

describe('<continuo-question-list>, its address', () => {
  const home = location.href;
  const parameter = (name: string) => new URL(location.href).searchParams.get(name);
  /** The page's own address with some parameters. */
  const address = (parameters: Record<string, string>) => {
    const url = new URL(home);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url;
  };
  const search = (field: HTMLInputElement, words: string) => {
    field.value = words;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  afterEach(() => history.replaceState(null, '', home));

  it('keeps search and order, takes them from it, and goes back', async () => {
    const asked: string[] = [];
    const find: FakeQuestions['find'] = (query, all) => {
      asked.push(`${query.get('q')} ${query.get('sort')}`);
      return all;
    };
    const { element } = await shown('ready', fakeQuestions({ find }), { url: '' });
    const field = one<HTMLInputElement>(element, '[part=search]');
    const select = one<HTMLSelectElement>(element, '[part=select]');
    const entries = history.length;
    search(field, 'lid');
    await until('the search is there', () => parameter('questions-q') === 'lid');
    select.value = 'newest';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await until('so is the order', () => parameter('questions-sort') === 'newest');
    expect(history.length).to.equal(entries);

    history.pushState(null, '', address({ 'questions-q': 'spout' }));
    dispatchEvent(new PopStateEvent('popstate'));
    await until('the other is asked', () => asked.at(-1) === 'spout null');
    expect([field.value, select.value]).to.deep.equal(['spout', 'answers']);
    history.back();
    await until('the one before is asked again', () => asked.at(-1) === 'lid newest');
    await until('and shown', () => field.value === 'lid' && select.value === 'newest');

    asked.length = 0;
    const again = await shown('ready', fakeQuestions({ find }), { url: '' });
    expect(asked).to.deep.equal(['lid newest']);
    expect(one<HTMLInputElement>(again.element, '[part=search]').value).to.equal('lid');
  });

  it('has nothing of a list that does not want it, and keeps apart what is of two', async () => {
    history.replaceState(null, '', address({ 'questions-q': 'leak', 'cup-q': 'glaze', 'reviews-q': 'tea' }));
    const plainly = await shown('ready', fakeQuestions());
    const pot = await shown('ready', fakeQuestions(), { url: '' });
    const cup = await shown('empty', fakeQuestions(), { url: 'cup' });
    const fields = [plainly, pot, cup].map(({ element }) => one<HTMLInputElement>(element, '[part=search]'));
    expect(fields.map(({ value }) => value)).to.deep.equal(['', 'leak', 'glaze']);
    search(fields[0]!, 'Does');
    await until('it is searched', () => all(plainly.element, 'mark').length);
    search(fields[2]!, 'leak');
    await until('it is found', () => cup.element.matches(':state(ready)'));
    search(fields[1]!, '');
    await until('all are asked for', () => parameter('questions-q') === null);
    expect([parameter('cup-q'), parameter('reviews-q')]).to.deep.equal(['leak', 'tea']);
  });
});
