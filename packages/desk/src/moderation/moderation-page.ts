import {
  LitElement,
  css,
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { ModerationItem } from '@continuo/protocol';
import type { Decision } from '../api.ts';
import { controls } from '../styles.ts';
import type { Words } from '../words.ts';
import { ACT_KEYS, type Act, type ActEvent } from './acts.ts';
import { isMarked, titleOf, waitsOf } from './describe.ts';
import { decisionOf, type Queue, type Undone } from './queue.ts';
import './refuse-dialog.ts';
import type { DeskRefuseDialog } from './refuse-dialog.ts';
import './review-page.ts';
import type { DeskReviewPage } from './review-page.ts';
import './review-queue.ts';
import type { DeskReviewQueue } from './review-queue.ts';

export interface Going {
  id: string;
  /** True where going back should not come by here again. */
  replace: boolean;
}

/**
 * Moderation: the list or one item, what the keys do, and a line that says what happened.
 * @fires desk-go - to a review (or '' for the list)
 */
export class DeskModeration extends LitElement {
  static override properties: PropertyDeclarations = {
    words: { attribute: false },
    lang: {},
    queue: { attribute: false },
    review: {},
    said: { state: true },
    version: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
        min-block-size: 0;
      }
      .said {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        min-block-size: 3.25rem;
        padding: 0.5rem 1rem;
        border-block-start: 1px solid var(--desk-line);
        background: var(--desk-raised);
      }
      .said p {
        margin: 0;
      }
      .said button {
        background: var(--desk-paper);
        max-inline-size: min(24rem, 50%);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  words!: Words;
  override lang = 'en';
  queue!: Queue;
  /** Id of the review whose page is open; empty for the list. */
  review = '';
  private said = '';
  private version = 0;
  /** Whether the page that opens is opened to answer. */
  #wantsAnswer = false;
  /** Where the open review stood in the list: the next one comes from there. */
  #at = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.queue.addEventListener('change', this.#onChange);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.queue.removeEventListener('change', this.#onChange);
  }

  readonly #onChange = (): void => {
    this.version++;
  };

  get #list(): DeskReviewQueue {
    return this.renderRoot.querySelector('desk-review-queue')!;
  }

  get #page(): DeskReviewPage | null {
    return this.renderRoot.querySelector('desk-review-page');
  }

  protected override willUpdate(): void {
    const at = this.queue.items.findIndex(({ id }) => id === this.review);
    if (at >= 0) this.#at = at;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('review');
    if (before === undefined || before === this.review) return;
    // What had the focus is hidden or gone now.
    if (this.review) void this.#page!.updateComplete.then(() => this.#focusPage());
    else void this.#list.updateComplete.then(() => this.#list.focusOn(before));
  }

  #focusPage(): void {
    if (this.#wantsAnswer) this.#page?.focusAnswer();
    else this.#page?.focusTitle();
    this.#wantsAnswer = false;
  }

  focusSearch(): void {
    if (this.review) this.#go('');
    void this.updateComplete.then(() => this.#list.updateComplete).then(() => this.#list.focusSearch());
  }

  /** @returns whether the key means something here */
  onKey(key: string, isRepeated: boolean): boolean {
    if (key === 'j' || key === 'k') {
      const by = key === 'j' ? 1 : -1;
      if (this.review) void this.#goOn(by);
      else void this.#list.step(by);
      return true;
    }
    const act = ACT_KEYS[key];
    if (!act && key !== 'u') return false;
    // A key that is held down decides once.
    if (isRepeated) return true;
    if (key === 'u') void this.#undo();
    else {
      const item = this.review ? this.#page?.current : this.#list.current;
      if (item) void this.#act(act!, item);
      else this.said = this.words.chooseReview;
    }
    return true;
  }

  #go(id: string, replace = false): void {
    this.dispatchEvent(new CustomEvent<Going>('desk-go', { detail: { id, replace } }));
  }

  /** From one review's page to that of the next or previous in the list. */
  async #goOn(by: 1 | -1): Promise<void> {
    const { queue } = this;
    const isListed = queue.items.some(({ id }) => id === this.review);
    // One that has left the list has made room for the next.
    const to = isListed || by < 0 ? this.#at + by : this.#at;
    if (to >= queue.items.length) await queue.more();
    const item = queue.items[to];
    if (item && item.id !== this.review) this.#go(item.id, true);
  }

  async #act(act: Act, item: ModerationItem): Promise<void> {
    if (act === 'open' || act === 'answer') {
      this.#wantsAnswer = act === 'answer';
      // Who answers an answer answers its question.
      const id = act === 'answer' && item.kind === 'answer' ? item.question.id : item.id;
      if (this.review !== id) this.#go(id);
      else this.#focusPage();
      return;
    }
    if (act === 'best') return this.#markBest(item);
    if (act === 'incentivised' || act === 'featured') return this.#mark(item, act);
    const wanted = act === 'retry' ? this.queue.failed.get(item.id) : await this.#decisionFor(act, item);
    if (wanted) this.#tell(await this.queue.decide(item, wanted));
  }

  async #decisionFor(act: 'publish' | 'refuse', item: ModerationItem): Promise<Decision | undefined> {
    if (act === 'publish')
      return item.state === 'published' && !item.reports ? undefined : { decision: 'publish' };
    const reason = await this.renderRoot.querySelector<DeskRefuseDialog>('desk-refuse-dialog')!.ask(item);
    return reason && { decision: 'refuse', reason };
  }

  async #undo(): Promise<void> {
    const outcome = await this.queue.undo();
    const isButton = this.shadowRoot?.activeElement !== null;
    if (outcome.kind === 'open') {
      if (outcome.id === this.review) this.#page?.focusTitle();
      else this.#go(outcome.id);
    }
    this.#tell(outcome, this.words.takenBack);
    await this.updateComplete;
    if (outcome.kind !== 'done' || !isButton) return;
    if (this.review) this.#page?.focusTitle();
    else this.#list.focusOn(outcome.item.id);
  }

  #tell(outcome: Undone, before = ''): void {
    const { words, queue } = this;
    const said = {
      ignored: () => this.said,
      // The review itself says so, with a button.
      failed: () => '',
      gone: () => words.gone,
      none: () => words.noUndo,
      open: () => words.cannotWait,
      done: () => '',
    };
    this.said = said[outcome.kind]();
    if (outcome.kind !== 'done') return;
    const { item, asWanted } = outcome;
    this.said = [
      asWanted ? before : words.byOther,
      words[`did_${item.state}`],
      queue.counts ? waitsOf(queue.counts.pending, words) : '',
    ]
      .filter(Boolean)
      .join(' ');
    this.#page?.show(item);
  }

  async #markBest(item: ModerationItem): Promise<void> {
    if (item.kind !== 'answer' || item.state !== 'published') {
      this.said = this.words.notBest;
      return;
    }
    const best = !item.answer.best;
    const outcome = await this.queue.markBest(item.id, best);
    this.#tell(outcome);
    if (outcome.kind === 'done') this.said = best ? this.words.markedBest : this.words.unmarkedBest;
    else if (outcome.kind === 'failed') this.said = this.words.notSaved;
  }

  async #mark(item: ModerationItem, badge: 'incentivised' | 'featured'): Promise<void> {
    const { words } = this;
    const is = !isMarked(item, badge);
    if (item.kind !== 'review') this.said = words.notMarkable;
    else if (badge === 'featured' && is && item.state !== 'published') this.said = words.notFeatured;
    else {
      const outcome = await this.queue.mark(item.id, badge, is);
      this.#tell(outcome);
      if (outcome.kind === 'done') this.said = words[`${is ? 'marked' : 'unmarked'}_${badge}`];
      else if (outcome.kind === 'failed') this.said = words.notSaved;
    }
  }

  async #answer(text: string): Promise<void> {
    const outcome = await this.queue.respond(this.review, text);
    this.#tell(outcome);
    if (outcome.kind === 'done') this.said = text ? this.words.answerSaved : this.words.answerRemoved;
  }

  #onOvertaken(item?: ModerationItem): void {
    this.said = [this.words.byOther, item && this.words[`did_${item.state}`]].filter(Boolean).join(' ');
  }

  override render(): TemplateResult {
    const { words, lang, queue, review, version } = this;
    const last = queue.undoable;
    const undo = last && (decisionOf(last) ? words.undo : words.decideAgain);
    return html`<desk-review-queue
        ?hidden=${review !== ''}
        .words=${words}
        lang=${lang}
        .queue=${queue}
        .version=${version}
        @desk-act=${({ act, item }: ActEvent) => this.#act(act, item)}
        @desk-overtaken=${() => this.#onOvertaken()}
      ></desk-review-queue>
      ${
        review
          ? html`<desk-review-page
              .words=${words}
              lang=${lang}
              .queue=${queue}
              .version=${version}
              .review=${review}
              @desk-act=${({ act, item }: ActEvent) => this.#act(act, item)}
              @desk-answer=${(event: CustomEvent<string>) => this.#answer(event.detail)}
              @desk-overtaken=${(event: CustomEvent<ModerationItem>) => this.#onOvertaken(event.detail)}
            ></desk-review-page>`
          : nothing
      }
      <div class="said">
        <p role="status">${this.said || (queue.counts ? waitsOf(queue.counts.pending, words) : '')}</p>
        ${
          last
            ? html`<button @click=${() => this.#undo()}>${undo}: <bdi>${titleOf(last, words)}</bdi></button>`
            : nothing
        }
      </div>
      <desk-refuse-dialog .words=${words}></desk-refuse-dialog>`;
  }
}
customElements.define('desk-moderation', DeskModeration);
