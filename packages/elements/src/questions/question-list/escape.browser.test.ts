import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define/question-list.ts';
import { fakeQuestions } from '../../testing/fake-questions.ts';
import { fakeClient, json, until, type Answer } from '../../testing/support.ts';

const list = (answer = fakeQuestions()) =>
  html`<continuo-question-list product-id="pot" .client=${fakeClient(answer)}></continuo-question-list>`;
const shownIn = async (root: Element) => {
  const element = root.querySelector('continuo-question-list')!;
  await until('they are there', () => element.matches(':state(ready)'));
  const shadow = element.shadowRoot!;
  return {
    element,
    shadow,
    one: <E extends HTMLElement>(selector: string) => shadow.querySelector<E>(selector)!,
  };
};
const made = async (answer?: Answer) => shownIn(await fixture(html`<div>${list(answer)}</div>`));
const escape = (more: KeyboardEventInit) =>
  new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true, ...more });

describe('<continuo-question-list>, Escape', () => {
  for (const [what, row] of [
    ['a question', '[data-id=rich]'],
    ['an answer', '[data-id=other]'],
  ])
    it(`closes the report of ${what}, from its button and from inside, and the focus is on the button`, async () => {
      const { shadow, one } = await made();
      const button = one(`${row} > .actions > [part=report]`);
      for (const tabs of [0, 1, 3]) {
        button.focus();
        await sendKeys({ press: 'Enter' });
        await until('it is open', () => one('[part=report-form]'));
        for (let n = 0; n < tabs; n++) await sendKeys({ press: 'Tab' });
        expect(shadow.activeElement === button).to.equal(tabs === 0);
        await sendKeys({ press: 'Escape' });
        await until('it is closed', () => !one('[part=report-form]'));
        expect(shadow.activeElement).to.equal(button);
        expect(button.getAttribute('aria-expanded')).to.equal('false');
      }
    });

  it('closes the form of an answer, keeps what was typed, and the focus is on its button', async () => {
    const { shadow, one } = await made();
    const button = one('[data-id=b] [part=answer-button]');
    button.focus();
    await sendKeys({ press: 'Enter' });
    await until('it is open', () => shadow.activeElement?.id === 'form-title');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'No, it' });
    await sendKeys({ press: 'Escape' });
    await until('it is closed', () => !one('[part=form]'));
    await until('the focus is back', () => shadow.activeElement === button);
    await sendKeys({ press: 'Enter' });
    await until('it is open again', () => shadow.activeElement?.id === 'form-title');
    expect(one<HTMLTextAreaElement>('[name=body]').value).to.equal('No, it');
  });

  it('belongs to the input method while a character is composed', async () => {
    const { element, shadow, one } = await made();
    one('[data-id=b] [part=answer-button]').click();
    await until('it is open', () => shadow.activeElement?.id === 'form-title');
    for (const taken of [{ isComposing: true }, { keyCode: 229 }]) {
      const event = escape(taken);
      one('[name=body]').dispatchEvent(event);
      await element.updateComplete;
      expect(event.defaultPrevented).to.equal(false);
      expect(one('[part=form]')).to.not.equal(null);
    }
  });

  it('leaves a dialog of the page open when something in it was closed, and closes it next', async () => {
    const dialog = await fixture<HTMLDialogElement>(html`<dialog aria-label="Questions">${list()}</dialog>`);
    dialog.showModal();
    const { one } = await shownIn(dialog);
    const button = one('[data-id=b] > .actions > [part=report]');
    button.focus();
    await sendKeys({ press: 'Enter' });
    await until('it is open', () => one('[part=report-form]'));
    await sendKeys({ press: 'Escape' });
    await until('it is closed', () => !one('[part=report-form]'));
    expect(dialog.open).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await until('so is the dialog', () => !dialog.open);
  });

  it('closes a report that is on its way without taking it back, and what fails is shown again', async () => {
    const reports = { questions: [] as string[], answers: [] };
    const asked: ((response: Response) => void)[] = [];
    const instead = (url: URL) =>
      url.pathname.endsWith('/report') ? new Promise<Response>((resolve) => asked.push(resolve)) : undefined;
    const { shadow, one } = await made(fakeQuestions({ instead, own: { reports } }));
    const button = () => one('[data-id=b] > .actions > [part=report]');
    const send = async () => {
      button().click();
      await until('it is open', () => one('[part=report-form]'));
      one('[part=report-form] .button').click();
      await until('it is sent', () => asked.length);
      one('[part=report-form] .button').focus();
      await sendKeys({ press: 'Escape' });
      await until('it is closed', () => !one('[part=report-form]'));
    };
    await send();
    asked.pop()!(json({ code: 'request/invalid' }, 400));
    await until('it is told', () => one('[part=report-form] [role=alert]')?.textContent.trim());
    one('[part=report-form] .quiet').click();
    await until('it is closed', () => !one('[part=report-form]'));
    await send();
    one('[data-id=c] [part=answer-button]').focus();
    reports.questions.push('b');
    asked.pop()!(new Response(null, { status: 204 }));
    await until('it is reported', () => button().textContent === 'Reported');
    expect(shadow.activeElement).to.equal(one('[data-id=c] [part=answer-button]'));
  });
});
