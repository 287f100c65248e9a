import type { Client, ContinuoErrorLike } from '@continuo/core';
import {
  createAnswerForm,
  createQuestionForm,
  createSimilarQuestions,
  type SimilarQuestions,
  type Writing,
  type WritingDraft,
} from '@continuo/headless/questions';
import { QUESTION_LIMITS } from '@continuo/protocol/constants';
import type { OwnAnswer, OwnQuestion, Question } from '@continuo/protocol';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { announce } from '../internal/announcer.ts';
import { onEscape } from '../internal/escape.ts';
import { StoreController } from '../internal/store-controller.ts';
import { heading } from '../reviews/text.ts';
import type { QuestionMessages } from './i18n/questions.ts';

/** What the panel needs of the element around it. */
export interface Around {
  client: Client;
  productId: string;
  /** The question that is answered; without one, a question is asked. */
  questionId?: string;
  words(): QuestionMessages;
  level(): number;
  close(): void;
  /** `again`: by a page that was left before it heard what became of it, and now by this one. */
  submitted(sent: OwnQuestion | OwnAnswer, again: boolean): void;
  failed(error: ContinuoErrorLike): void;
}

/** The form of a question or an answer: a file of its own, because most readers write nothing. Fetched when it is opened. */
export class WritingPanel {
  readonly #host: LitElement;
  readonly #around: Around;
  readonly #form: Writing<OwnQuestion | OwnAnswer>;
  readonly #similar: SimilarQuestions | undefined;
  readonly #draft: StoreController<WritingDraft>;
  readonly #phase: StoreController<string>;
  readonly #error: StoreController<ContinuoErrorLike | undefined>;
  readonly #found: StoreController<readonly Question[]>;
  readonly #stops: (() => void)[];
  #missing: readonly ('body' | 'author')[] = [];
  #changed = false;
  /** Submitted without a network: it is to be tried again. */
  #waits = false;

  constructor(host: LitElement, around: Around) {
    this.#host = host;
    this.#around = around;
    const { client, productId, questionId } = around;
    this.#form = questionId
      ? createAnswerForm(client, { questionId })
      : createQuestionForm(client, { productId });
    this.#similar = questionId ? undefined : createSimilarQuestions(client, { productId });
    this.#draft = new StoreController(host);
    this.#phase = new StoreController(host);
    this.#error = new StoreController(host);
    this.#found = new StoreController(host);
    this.#draft.show(this.#form.$draft);
    this.#phase.show(this.#form.$phase);
    this.#error.show(this.#form.$error);
    this.#found.show(this.#similar?.$similar);
    this.#stops = [
      client.platform.on('online', () => {
        if (this.#waits) void this.#submit();
      }),
      ...(this.#similar ? [this.#similar.$similar.listen((found) => this.#say(found))] : []),
    ];
    void this.#form.left().then((left) => (left ? this.#submit(true) : undefined));
  }

  /** Whether the draft was looked for. */
  get ready(): boolean {
    return this.#phase.value !== 'loading';
  }
  get waits(): boolean {
    return this.#waits;
  }

  /** Another one, after one that was sent. */
  async again(): Promise<void> {
    if (this.#phase.value === 'sent') await this.#form.discard();
    this.#similar?.look(this.#form.$draft.get().body);
  }

  /** Stops showing this form. The draft stays. */
  leave(): void {
    for (const each of [this.#draft, this.#phase, this.#error, this.#found]) {
      each.show(undefined);
      this.#host.removeController(each);
    }
    this.#similar?.look('');
    this.#stops.forEach((stop) => stop());
  }

  #say(found: readonly Question[]): void {
    if (found.length) announce(this.#around.words().similarFound(found.length));
  }

  #onChange(part: Partial<WritingDraft>): void {
    this.#changed = true;
    this.#form.change(part);
    if (part.body !== undefined) this.#similar?.look(part.body);
    // What was complained about is looked at again as it is mended, and only then.
    if (this.#missing.length) this.#missing = this.#lacks().filter((each) => this.#missing.includes(each));
  }

  #lacks(): ('body' | 'author')[] {
    const draft = this.#form.$draft.get();
    return (['body', 'author'] as const).filter((each) => !draft[each].trim());
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.#missing = this.#lacks();
    this.#host.requestUpdate();
    const [first] = this.#missing;
    if (!first) return this.#submit();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(`.form [name="${first}"]`)?.focus();
  }

  /** Any number of presses is one: the store sends the same one until it is taken. */
  async #submit(again = false): Promise<void> {
    this.#waits = false;
    try {
      const sent = await this.#form.submit();
      this.#around.submitted(sent, again);
    } catch (cause) {
      const error = cause as ContinuoErrorLike; // the store rejects with nothing else
      this.#waits = error.code === 'net/offline';
      if (!this.#waits) this.#around.failed(error);
    }
    this.#host.requestUpdate();
  }

  #problem(): string | undefined {
    const words = this.#around.words();
    if (this.#missing.length) return words.missing;
    const error = this.#error.value;
    if (this.#waits || error?.code === 'net/offline') return words.waits;
    return error ? words.failed : undefined;
  }

  #renderSimilar(): TemplateResult | typeof nothing {
    const words = this.#around.words();
    const found = this.#found.value ?? [];
    if (!found.length) return nothing;
    return html`<section part="similar" class="similar" aria-labelledby="similar">
      <p id="similar" class="label">${words.similar}</p>
      <ul>
        ${found.map(
          ({ body, locale, answers: [first] }) =>
            html`<li>
              <details>
                <summary lang=${locale} dir="auto">${body}</summary>
                ${
                  first
                    ? html`<p class="text" lang=${first.locale} dir="auto">${first.body}</p>`
                    : html`<p class="muted">${words.noAnswers}</p>`
                }
              </details>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #renderBody(draft: WritingDraft): TemplateResult {
    const words = this.#around.words();
    const most = this.#around.questionId ? QUESTION_LIMITS.answer : QUESTION_LIMITS.body;
    const left = most - draft.body.length;
    const wrong = this.#missing.includes('body');
    return html`<div class="field">
      <label class="label" for="body">
        ${this.#around.questionId ? words.answerBody : words.body}
        <span class="muted">${words.required}</span>
      </label>
      <textarea
        part="input"
        id="body"
        name="body"
        rows="4"
        maxlength=${most}
        dir="auto"
        aria-required="true"
        aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby="body-problem body-left"
        .value=${draft.body}
        @input=${({ target }: Event) => this.#onChange({ body: (target as HTMLTextAreaElement).value })}
      ></textarea>
      <p id="body-problem" class="problem">${wrong ? words.bodyMissing : nothing}</p>
      <p id="body-left" class="muted left">${left <= most / 10 ? words.left(left) : nothing}</p>
    </div>`;
  }

  #renderAuthor(draft: WritingDraft): TemplateResult {
    const words = this.#around.words();
    const wrong = this.#missing.includes('author');
    return html`<div class="field">
      <label class="label" for="author">${words.author} <span class="muted">${words.required}</span></label>
      <span class="muted" id="author-hint">${words.authorHint}</span>
      <input
        part="input"
        id="author"
        name="author"
        maxlength=${QUESTION_LIMITS.author}
        autocomplete="nickname"
        dir="auto"
        aria-required="true"
        aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby="author-hint author-problem"
        .value=${draft.author}
        @input=${({ target }: Event) => this.#onChange({ author: (target as HTMLInputElement).value })}
      />
      <p id="author-problem" class="problem">${wrong ? words.authorMissing : nothing}</p>
    </div>`;
  }

  /** The form, its heading focusable; the element puts the focus there when it is opened. */
  render(): TemplateResult {
    const { client, questionId, level, close } = this.#around;
    const words = this.#around.words();
    const draft = this.#form.$draft.get();
    const sending = this.#phase.value === 'sending';
    const saved = client.platform.records('reviews').kind === 'disk' ? words.saved : words.savedInMemory;
    return html`<form
      part="form"
      class="form"
      novalidate
      aria-labelledby="form-title"
      aria-busy=${sending ? 'true' : 'false'}
      @submit=${(event: SubmitEvent) => void this.#onSubmit(event)}
      @keydown=${onEscape(close)}
    >
      ${heading(level(), {
        id: 'form-title',
        text: questionId ? words.yourAnswer : words.yourQuestion,
        focusable: true,
      })}
      ${questionId ? nothing : html`<p class="muted">${words.yourQuestionHint}</p>`}
      ${this.#renderBody(draft)} ${this.#renderSimilar()} ${this.#renderAuthor(draft)}
      <p class="muted">${words.moderation}</p>
      <slot name="consent"></slot>
      <p part="message" class="problem" role="alert">${this.#problem() ?? nothing}</p>
      <div class="row">
        <button part="submit" class="button primary">
          ${sending ? words.sending : questionId ? words.submitAnswer : words.submit}
        </button>
        <button part="close" type="button" class="button" @click=${close}>${words.close}</button>
        ${
          draft.body || draft.author
            ? html`<button
                part="discard"
                type="button"
                class="button quiet"
                @click=${() => void this.#form.discard().then(close)}
              >
                ${words.discard}
              </button>`
            : nothing
        }
      </div>
      <p part="saved" class="muted">${this.#changed ? saved : nothing}</p>
    </form>`;
  }
}
