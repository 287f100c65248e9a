import { aTimeout, expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { ModerationItem } from '@continuo/protocol';
import { HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { en } from '../words/en.ts';
import { answering, asking, FakeModeration, waiting } from '../testing/backend.ts';
import { titleOf } from './describe.ts';
import type { DeskReviewQueue } from './review-queue.ts';
import { Desk, restoreAddress, text, until } from '../testing/desk.ts';

const worker = setupWorker();
let fake: FakeModeration;
/** The desk with these reviews in its list. */
const openWith = async (...items: ModerationItem[]): Promise<Desk> => {
  fake = new FakeModeration(items);
  worker.use(...fake.handlers);
  const desk = await Desk.open();
  await desk.lists(...fake.items.filter((item) => item.state === 'pending').map((item) => titleOf(item, en)));
  return desk;
};
const three = () => [waiting('r1', 'One'), waiting('r2', 'Two'), waiting('r3', 'Three')];
const tab = async (desk: Desk, name: string): Promise<void> =>
  [...desk.list.querySelectorAll<HTMLButtonElement>('.tabs button')]
    .find((button) => text(button).startsWith(name))!
    .click();
/** Longer than two presses that mean the same. */
const later = (): Promise<void> => aTimeout(550);

describe('deciding about reviews', () => {
  before(async () => {
    await setViewport({ width: 1280, height: 800 });
    await worker.start({ quiet: true });
  });
  after(() => worker.stop());
  afterEach(() => {
    worker.resetHandlers();
    localStorage.clear();
    restoreAddress();
  });

  it('is done with the keys alone: the next review has the focus, and a line says what happened', async () => {
    const desk = await openWith(...three());
    await desk.press('p');
    await desk.says('First choose something with j or k.');
    expect(fake.arrived).to.deep.equal([]);
    await desk.press('j', 'j', 'k', 'ArrowDown', 'ArrowUp');
    await desk.focuses('One');
    await desk.press('p');
    await desk.lists('Two', 'Three');
    await desk.focuses('Two');
    await desk.says('Published. 2 wait.');
    await later();
    await desk.press('r');
    await until(() => desk.refusal.open);
    await desk.isAccessible();
    await desk.press('4');
    await desk.lists('Three');
    await desk.focuses('Three');
    await desk.says('Refused. 1 waits.');
    await later();
    await desk.press('p');
    await desk.says('Published. Nothing waits.');
    await until(() => desk.focused?.localName === 'h1', 'the focus is not lost with the last one');
    expect(fake.arrived).to.deep.equal(['r1 publish', 'r2 refuse advertising', 'r3 publish']);
  });

  it('is done with the pointer alone, and a refusal asks for the reason first', async () => {
    const desk = await openWith(...three());
    desk.button(desk.list, 'Refuse: Two').click();
    await until(() => desk.refusal.open);
    desk.button(desk.refusal, 'Refuse').click();
    expect(desk.refusal.open, 'not without a reason').to.equal(true);
    desk.refusal.querySelector<HTMLInputElement>('[value=fraud]')!.click();
    desk.button(desk.refusal, 'Refuse').click();
    await desk.lists('One', 'Three');
    await desk.focuses('Three');
    expect(fake.arrived).to.deep.equal(['r2 refuse fraud']);
    await later();
    desk.button(desk.list, 'Publish: One').click();
    await desk.lists('Three');
  });

  it('refuses nothing when the question is left with Escape', async () => {
    const desk = await openWith(...three());
    await desk.press('j', 'r');
    await until(() => desk.refusal.open);
    await desk.press('p', 'j', 'Escape');
    await until(() => !desk.refusal.open);
    await desk.focuses('One');
    expect(fake.arrived).to.deep.equal([]);
  });

  it('means one review with a double press, and with a key that is held down', async () => {
    const desk = await openWith(...three());
    await desk.press('j', 'p', 'p');
    await desk.lists('Two', 'Three');
    await desk.press('p');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', repeat: true }));
    await later();
    expect(fake.arrived).to.deep.equal(['r1 publish']);
  });

  it('says when an answer got lost, keeps the review, and sends the same decision again', async () => {
    const desk = await openWith(...three());
    fake.instead = () => HttpResponse.error();
    await desk.press('j', 'p');
    await until(() => text(desk.list.querySelector('article [role=alert]')).includes('This was not saved.'));
    await desk.isAccessible();
    expect(desk.titles).to.deep.equal(['One', 'Two', 'Three']);
    fake.instead = undefined;
    desk.button(desk.list, 'Try again: One').click();
    await desk.lists('Two', 'Three');
    await desk.says('Published. 2 wait.');
    expect(fake.arrived).to.deep.equal(['r1 publish', 'r1 publish']);
  });

  it('shows what somebody else has decided when the answer says so', async () => {
    const desk = await openWith(...three());
    fake.instead = () => HttpResponse.json(fake.decide('r1', 'refused', 'copied'));
    await desk.press('j', 'p');
    await desk.says('Somebody else decided in the meantime. Refused. 2 wait.');
    await desk.lists('Two', 'Three');
  });

  it('says when somebody else has decided about the review that has the focus, and lets no press slip to the next', async () => {
    const desk = await openWith(...three());
    await desk.press('j');
    fake.decide('r1', 'published');
    await (desk.list.host as DeskReviewQueue).queue.load();
    await desk.press('p');
    await desk.says('Somebody else decided in the meantime.');
    await desk.focuses('Two');
    expect(fake.arrived).to.deep.equal([]);
  });

  it('moves on from a review that is no longer there', async () => {
    const desk = await openWith(...three());
    fake.items = fake.items.slice(1);
    await desk.press('j', 'p');
    await desk.says('This is no longer there.');
    await desk.focuses('Two');
  });

  it('takes back to the decision before, and where none was, opens the review to decide anew', async () => {
    const desk = await openWith(
      waiting('r1', 'One'),
      waiting('r2', 'Two', { state: 'refused', review: { reason: 'copied' } }),
    );
    await desk.press('u');
    await desk.says('Nothing was decided here that could be taken back.');
    await tab(desk, 'Refused');
    await desk.lists('Two');
    await desk.press('j', 'p');
    await desk.lists();
    await desk.press('u');
    await desk.says('Taken back. Refused.');
    await desk.lists('Two');
    expect(fake.arrived).to.deep.equal(['r2 publish', 'r2 refuse copied']);
    await later();
    await tab(desk, 'Waiting');
    await desk.lists('One');
    await desk.press('j', 'p');
    await desk.lists();
    desk.button(desk.moderation, 'Decide again: One').click();
    await desk.opens('One');
    await desk.says('What was decided cannot wait again. Decide anew here.');
    await until(() => text(desk.focused) === 'One', 'the focus is on its title');
    expect(location.pathname).to.equal('/desk/moderation/r1');
    expect(fake.arrived.length).to.equal(3, 'nothing is sent for that');
  });

  it('keeps a reported review with one key, and the report is settled', async () => {
    const desk = await openWith(
      waiting('r1', 'One', { state: 'published', reports: 2, flags: ['reported'] }),
    );
    await tab(desk, 'Reported');
    await desk.lists('One');
    expect(desk.button(desk.list, 'Keep published: One')).to.exist;
    await desk.press('j', 'p');
    await desk.says('Published.');
    await desk.lists();
    expect(fake.item('r1').reports).to.equal(0);
  });

  it('goes through questions and answers with the same keys, and shows one kind alone', async () => {
    const desk = await openWith(
      waiting('r1', 'One'),
      asking('q1', 'Does it leak?'),
      answering('a1', 'Mine does not.'),
    );
    await desk.isAccessible();
    const [, question, answer] = [...desk.list.querySelectorAll('article')].map(text);
    expect(question).to.include('Question').and.to.include('Answer');
    expect(answer).to.include('Answers the question').and.to.include('Does it leak?');
    const kinds = desk.list.querySelector('select')!;
    kinds.value = 'answer';
    kinds.dispatchEvent(new Event('change'));
    await desk.lists('Mine does not.');
    expect(desk.list.querySelector('.stars'), 'answers have no stars').to.equal(null);
    await desk.press('j', 'b');
    await desk.says('Only a published answer can be the best one.');
    await desk.press('p');
    await desk.lists();
    kinds.value = '';
    kinds.dispatchEvent(new Event('change'));
    await desk.lists('One', 'Does it leak?');
    await later();
    await desk.press('j', 'j', 'r');
    await until(() => desk.refusal.open);
    await desk.press('1');
    await desk.lists('One');
    expect(fake.arrived).to.deep.equal(['answer:a1 publish', 'question:q1 refuse off-topic']);
  });

  it('marks the best answer with one key and takes the mark back', async () => {
    const desk = await openWith(
      answering('a1', 'First.', { state: 'published' }),
      answering('a2', 'Second.', { state: 'published', answer: { best: true } }),
    );
    await tab(desk, 'Published');
    await desk.lists('First.', 'Second.');
    const isBest = (title: string) => desk.button(desk.list, `Best answer: ${title}`).ariaPressed;
    expect([isBest('First.'), isBest('Second.')]).to.deep.equal(['false', 'true']);
    await desk.press('j', 'b');
    await desk.says('Marked as the best answer.');
    await until(() => isBest('First.') === 'true' && isBest('Second.') === 'false');
    await desk.focuses('First.');
    await desk.press('b');
    await desk.says('No longer marked as the best answer.');
    expect(fake.arrived).to.deep.equal(['answer:a1 best', 'answer:a1 not best']);
  });

  it('shows the keys with ?, and somebody who presses them unmeant turns them off', async () => {
    const desk = await openWith(...three());
    await desk.press('?');
    await until(() => desk.keys.open);
    expect(text(desk.keys)).to.include('Refuse; then 1 to 6 give the reason');
    await desk.isAccessible();
    desk.keys.querySelector<HTMLInputElement>('[type=checkbox]')!.click();
    await desk.press('Escape');
    await until(() => !desk.keys.open);
    await desk.press('j', 'p');
    await aTimeout(50);
    expect([desk.at, ...fake.arrived]).to.deep.equal(['']);
    desk.button(desk.app.renderRoot, 'Keys').click();
    desk.keys.querySelector<HTMLInputElement>('[type=checkbox]')!.click();
    await sendKeys({ press: 'Escape' });
    await until(() => !desk.keys.open);
    await desk.press('j');
    await desk.focuses('One');
  });
});
