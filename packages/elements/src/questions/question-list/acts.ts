import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { Answer, Question, ReportReason, Vote } from '@continuo/protocol';
import { html, type LitElement, type TemplateResult } from 'lit';
import '../../events.ts';
import type { CommonMessages } from '../../i18n/common.ts';
import { announce } from '../../internal/announcer.ts';
import { focusForm } from '../../internal/form-focus.ts';
import { focusIn, focusNew, withId } from '../../internal/focus.ts';
import { Lazy } from '../../internal/lazy.ts';
import type { QuestionMessages } from '../i18n/questions.ts';
import type { Reported, Rows } from '../item.ts';
import type { WritingPanel } from '../writing-panel.ts';
import type { QuestionModel } from './model.ts';

/** Milliseconds: typing rests so long before it is searched. */
const TYPING_MS = 350;
/** How far the backend counts. */
const COUNTED = 10_000;

/** What those who do something with a list know of it. */
export interface ListContext {
  host: LitElement;
  model: QuestionModel;
  client(): Client | undefined;
  productId(): string | undefined;
  /** Level of the list's own heading. */
  level(): number;
  words(): QuestionMessages;
  /** The words of all elements. */
  common(): CommonMessages;
  /** Tells the page what happened. */
  emit<K extends keyof HTMLElementEventMap>(
    type: K,
    detail: HTMLElementEventMap[K] extends CustomEvent<infer D> ? D : never,
  ): void;
  emitError(error: ContinuoErrorLike): void;
}

/** What readers do with a list: search, read on, vote, report, answer, and be told of answers. */
export class QuestionActs {
  readonly #list: ListContext;
  /** Marks what was searched for the questions that are shown. */
  readonly marks;
  /** What is being reported, and how that goes. */
  #reporting: Rows['reporting'];
  /** Id of the question whose answer is being written. */
  #answering: string | undefined;
  #panel: WritingPanel | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(list: ListContext) {
    this.#list = list;
    this.marks = new Lazy(list.host, async () => {
      const { highlighted } = await import('../../reviews/highlight.ts');
      return { mark: (text: string) => highlighted(text, list.model.get('page')?.data?.searched) };
    });
  }

  get reporting(): Rows['reporting'] {
    return this.#reporting;
  }

  /** Ends what was begun: another product comes, or the element leaves the page. A draft stays. */
  leave(): void {
    clearTimeout(this.#typing);
    this.#report(undefined);
    this.#close();
  }

  /** How many there are, in words. */
  results(total: number): string {
    const words = this.#list.words();
    return total >= COUNTED ? words.countOver(COUNTED) : words.count(total);
  }

  search(input: HTMLInputElement, now: boolean): void {
    clearTimeout(this.#typing);
    const search = () => this.#list.model.questions?.setQuery({ q: input.value });
    if (now) search();
    else this.#typing = setTimeout(search, TYPING_MS);
  }

  clear(): void {
    this.#list.model.questions?.setQuery({ q: '' });
    // The pressed button goes; the focus must not.
    focusIn(this.#list.host, '#title');
  }

  vote(answer: Answer, pressed: Vote): void {
    const { model, emit } = this.#list;
    const vote = model.get('own')?.votes[answer.id] === pressed ? null : pressed;
    model.questions?.vote(answer.id, vote);
    emit('continuo-answer-voted', { answerId: answer.id, productId: answer.productId, vote });
  }

  /** Asks what is wrong, or no longer: the focus is on the button then. */
  openReport(what: Reported | undefined): void {
    const closed = this.#reporting;
    this.#report(what && { ...what, phase: 'asking' });
    if (!what && closed) focusIn(this.#list.host, `${withId(closed.id)} > .actions > [part=report]`);
  }

  async report(reason: ReportReason): Promise<void> {
    const { host, model, productId, words, emit } = this.#list;
    const reporting = this.#reporting;
    if (!reporting || reporting.phase === 'sending') return;
    const { kind, id } = reporting;
    const sending: Rows['reporting'] = { kind, id, phase: 'sending' };
    this.#report(sending);
    // Meanwhile it may have been closed, or something else be reported.
    const stays = () => this.#reporting === sending;
    try {
      await model.questions?.report(kind, id, reason);
    } catch {
      if (stays() || !this.#reporting) this.#report({ kind, id, phase: 'failed' }); // the form says so
      return;
    }
    const stayed = stays();
    if (stayed) this.#report(undefined);
    announce(words().reportSent);
    emit('continuo-question-reported', {
      kind: kind === 'answers' ? 'answer' : 'question',
      ...{ id, productId: productId() ?? '', reason },
    });
    await host.updateComplete;
    if (stayed) focusIn(host, kind === 'questions' ? withId(id) : `article:has(${withId(id)})`);
  }

  async subscribe(questionId: string, subscribed: boolean): Promise<void> {
    const { model, words } = this.#list;
    try {
      await model.questions?.subscribe(questionId, subscribed);
      if (subscribed) announce(words().told);
    } catch {
      announce(words().tellFailed);
    }
  }

  async more(): Promise<void> {
    const { host, model, words } = this.#list;
    const count = () => model.get('page')?.data?.questions.length ?? 0;
    const before = count();
    const first = await model.questions?.showMore();
    await host.updateComplete;
    const page = model.get('page')?.data;
    if (!first || !page) return;
    announce(words().shown(count() - before, count(), this.results(page.total)));
    focusNew(host, first.id);
  }

  async showAnswers(questionId: string): Promise<void> {
    const { host, model, words } = this.#list;
    try {
      await model.questions?.showAnswers(questionId);
      await host.updateComplete;
      focusIn(host, withId(questionId));
    } catch {
      announce(words().answersFailed);
    }
  }

  /** Opens the form of an answer, or closes it. */
  async answer(question: Question): Promise<void> {
    const { host, words, level, emitError } = this.#list;
    const closes = this.#answering === question.id;
    this.#close();
    if (closes) return;
    this.#answering = question.id;
    const [client, productId] = [this.#list.client(), this.#list.productId()];
    try {
      const { WritingPanel } = await import('../writing-panel.ts');
      if (!client || !productId || this.#answering !== question.id) return;
      const panel = (this.#panel = new WritingPanel(host, {
        ...{ client, productId, questionId: question.id, words },
        level: () => level() + 2,
        close: () => {
          this.#close();
          void host.updateComplete.then(() => focusIn(host, `${withId(question.id)} [part=answer-button]`));
        },
        submitted: ({ id }) => this.#answered(question, id),
        failed: emitError,
      }));
      await panel.again();
      host.requestUpdate();
      await focusForm(host, () => this.#panel?.ready === false);
    } catch (cause) {
      // The next press tries again.
      this.#close();
      announce(this.#list.common().error);
      console.warn('continuo: the form could not be loaded', cause);
    }
  }

  /** The form of an answer, where it belongs to this question. */
  renderAnswering(questionId: string): TemplateResult | undefined {
    if (this.#answering !== questionId) return undefined;
    return this.#panel?.ready
      ? this.#panel.render()
      : html`<p class="muted">${this.#list.common().loading}</p>`;
  }

  #answered({ id: questionId, productId }: Question, answerId: string): void {
    const { host, words, emit } = this.#list;
    // A press that came twice is told once.
    if (this.#answering !== questionId) return;
    this.#close();
    announce(`${words().sentAnswer} ${words().sentNext}`);
    emit('continuo-question-answered', { answerId, questionId, productId });
    void host.updateComplete.then(() => focusIn(host, withId(questionId)));
  }

  #close(): void {
    this.#panel?.leave();
    this.#panel = undefined;
    this.#answering = undefined;
    this.#list.host.requestUpdate();
  }

  #report(reporting: Rows['reporting']): void {
    this.#reporting = reporting;
    this.#list.host.requestUpdate();
  }
}
