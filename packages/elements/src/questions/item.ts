import { day, isolated } from '@continuo/headless/reviews';
import type { Answer, OwnAnswer, OwnQuestion, Question, ReportReason, Vote } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { onEscape } from '../internal/escape.ts';
import { heading } from '../reviews/text.ts';
import type { QuestionMessages } from './i18n/questions.ts';

/** What is reported. */
export interface Reported {
  kind: 'questions' | 'answers';
  id: string;
}

/** What the rows of a list have in common. */
export interface Rows {
  words: QuestionMessages;
  /** BCP 47 tag for dates. */
  tag: string;
  /** Level of a question's heading. */
  level: number;
  /** Marks what was searched, once something was. */
  mark: ((text: string) => unknown) | undefined;
  /** What is being reported, and how that goes. */
  reporting: (Reported & { phase: 'asking' | 'sending' | 'failed' }) | undefined;
  votes: Readonly<Record<string, Vote | undefined>>;
  reported(kind: Reported['kind'], id: string): boolean;
  vote(answer: Answer, vote: Vote): void;
  openReport(what: Reported | undefined): void;
  report(reason: ReportReason): void;
}

/** What is known of one question besides itself. */
export interface Row {
  /** The visitor's own question. */
  own: OwnQuestion | undefined;
  /** Ids of the visitor's own answers. */
  ownAnswers: ReadonlySet<string>;
  subscribed: boolean;
  /** The form of an answer is open below it. */
  answering: TemplateResult | undefined;
  answer(): void;
  showAnswers(): void;
  subscribe(): void;
}

const REASONS: readonly ReportReason[] = ['offensive', 'advertising', 'untrue', 'personal-data', 'other'];

/** What becomes of something that the visitor wrote. */
function renderState(
  words: QuestionMessages,
  what: string,
  { state, reason }: Pick<OwnQuestion, 'state' | 'reason'>,
): TemplateResult {
  if (state === 'published') return html`<p class="muted">${what}</p>`;
  const refused = state === 'refused';
  return html`<p part="state" class="state">
    <strong>${what}: ${refused ? words.refused : words.pending}</strong>
    <span>${refused ? reason && words.refusedFor[reason] : words.pendingHint}</span>
  </p>`;
}

const byline = ({ tag }: Rows, { author, at }: Question | Answer, name: string): TemplateResult =>
  html`<p class="byline muted">
    <bdi part="author">${name || author}</bdi> <time datetime=${at}>${day(tag, at)}</time>
  </p>`;

const marked = ({ mark }: Rows, text: string): unknown => mark?.(text) ?? text;

/** On one line: blanks of ours would be seen beside those of the author. */
const written = (rows: Rows, { body, locale }: Answer): TemplateResult =>
  html`<p part="body" class="text" lang=${locale} dir="auto">${marked(rows, body)}</p>`;

/** The button that reports, or the question why, in its place. */
function renderReport(rows: Rows, what: Reported, of: string): TemplateResult {
  const { words, reporting } = rows;
  if (rows.reported(what.kind, what.id))
    return html`<span part="report" class="muted">${words.reported}</span>`;
  const asks = reporting?.id === what.id && reporting.kind === what.kind;
  const close = () => rows.openReport(undefined);
  return html`<button
      part="report"
      class="button small quiet"
      aria-label=${words.reportOf(of)}
      aria-expanded=${asks ? 'true' : 'false'}
      @click=${() => rows.openReport(asks ? undefined : what)}
      @keydown=${asks ? onEscape(close) : nothing}
    >
      ${words.report}
    </button>
    ${
      asks
        ? html`<form
            part="report-form"
            class="report"
            aria-busy=${reporting.phase === 'sending' ? 'true' : 'false'}
            @keydown=${onEscape(close)}
            @submit=${(event: SubmitEvent) => {
              event.preventDefault();
              const chosen = new FormData(event.target as HTMLFormElement).get('reason');
              const reason = REASONS.find((each) => each === chosen);
              if (reason) rows.report(reason);
            }}
          >
            <label class="field">
              <span class="label">${words.reportWhat}</span>
              <select part="select" name="reason">
                ${REASONS.map((reason) => html`<option value=${reason}>${words.reportReason[reason]}</option>`)}
              </select>
            </label>
            <button class="button small">${words.reportSend}</button>
            <button type="button" class="button small quiet" @click=${close}>${words.cancel}</button>
            <p class="problem" role="alert">${reporting.phase === 'failed' ? words.reportFailed : nothing}</p>
          </form>`
        : nothing
    }`;
}

function renderBadges({ words }: Rows, { best, brand, author }: Answer): TemplateResult | typeof nothing {
  const badges = [
    ...(best ? [[words.best, words.bestMeaning]] : []),
    ...(brand ? [[words.brand, words.brandMeaning(isolated(author))]] : []),
  ];
  if (!badges.length) return nothing;
  return html`<div class="badges">
    ${badges.map(
      ([name, meaning]) =>
        html`<details part="badge" class="badge">
          <summary>${name}</summary>
          <p class="muted">${meaning}</p>
        </details>`,
    )}
  </div>`;
}

function renderVotes({ words, votes, vote }: Rows, answer: Answer): TemplateResult {
  const { yes, no } = answer.helpful;
  const button = (said: Vote) =>
    html`<button
      part="vote"
      class="button small"
      aria-pressed=${votes[answer.id] === said ? 'true' : 'false'}
      @click=${(event: MouseEvent) => {
        // The second press of a double click is none: it would take the vote back.
        if (event.detail < 2) vote(answer, said);
      }}
    >
      ${words[said]}
    </button>`;
  return html`<div class="votes" role="group" aria-label=${words.helpfulOf(isolated(answer.author))}>
      <span class="muted" aria-hidden="true">${words.helpful}</span>
      ${button('yes')}${button('no')}
    </div>
    <span class="muted count">${yes + no ? words.helpfulCount(yes, yes + no) : nothing}</span>`;
}

/** One answer. All that people wrote is set as text. */
export function renderAnswer(rows: Rows, answer: Answer | OwnAnswer, own: boolean): TemplateResult {
  const { words } = rows;
  return html`<div part="answer" class="answer" data-id=${answer.id}>
    ${own && 'state' in answer ? renderState(words, words.yourAnswer, answer) : nothing}
    ${renderBadges(rows, answer)} ${written(rows, answer)} ${byline(rows, answer, '')}
    ${
      own
        ? nothing
        : html`<div class="actions">
            ${renderVotes(rows, answer)}
            ${renderReport(rows, { kind: 'answers', id: answer.id }, isolated(answer.body.slice(0, 80)))}
          </div>`
    }
  </div>`;
}

/** A question of the visitor's own that is not published. */
export const renderWaiting = (rows: Rows, question: OwnQuestion): TemplateResult =>
  html`<article part="question" class="question" aria-labelledby="own-${question.id}">
    ${renderState(rows.words, rows.words.yours, question)}
    ${heading(rows.level, { id: `own-${question.id}`, lang: question.locale, text: question.body })}
    ${byline(rows, question, rows.words.askedBy(isolated(question.author)))}
  </article>`;

/** One question with its answers. */
export function renderQuestion(rows: Rows, question: Question, row: Row): TemplateResult {
  const { words, level } = rows;
  const { id, body, locale, author, answers, answerCount } = question;
  const title = isolated(body.slice(0, 120));
  return html`<article part="question" class="question" data-id=${id} tabindex="-1" aria-labelledby="q-${id}">
    ${row.own ? renderState(words, words.yours, row.own) : nothing}
    ${heading(level, { id: `q-${id}`, lang: locale, text: marked(rows, body) })}
    ${byline(rows, question, words.askedBy(isolated(author)))}
    ${
      answers.length
        ? html`<ul class="answers" aria-label=${words.answers(title)}>
            ${answers.map((answer) => html`<li>${renderAnswer(rows, answer, row.ownAnswers.has(answer.id))}</li>`)}
          </ul>`
        : html`<p class="muted">${words.noAnswers}</p>`
    }
    ${
      answerCount > answers.length
        ? html`<button part="all-answers" class="button small quiet" @click=${row.showAnswers}>
            ${words.allAnswers(answerCount)}
          </button>`
        : nothing
    }
    <div class="actions">
      <button
        part="answer-button"
        class="button small"
        aria-label=${words.answerOf(title)}
        aria-expanded=${row.answering ? 'true' : 'false'}
        @click=${row.answer}
        @keydown=${row.answering ? onEscape(row.answer) : nothing}
      >
        ${words.answer}
      </button>
      ${
        row.own
          ? html`<span class="muted">${words.told}</span>`
          : html`<button
              part="tell-me"
              class="button small"
              aria-label=${words.tellMeOf(title)}
              aria-pressed=${row.subscribed ? 'true' : 'false'}
              @click=${row.subscribe}
            >
              ${words.tellMe}
            </button>`
      }
      ${row.own ? nothing : renderReport(rows, { kind: 'questions', id }, title)}
    </div>
    ${row.answering ?? nothing}
  </article>`;
}
