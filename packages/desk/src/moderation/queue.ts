import type { ModerationItem, ModerationKind } from '@continuo/protocol';
import { writtenOf } from './describe.ts';
import { api, type Decision, type DeskError, type ModerationLog, type ModerationPage } from '../api.ts';

export type Tab = 'pending' | 'reported' | 'published' | 'refused';
export interface Filters {
  tab: Tab;
  kind: ModerationKind | '';
  /** Of a check; empty: whatever the checks found. */
  flag: string;
  stars: readonly number[];
  q: string;
}
export type Outcome =
  /** The item as it is now. `asWanted` is false where somebody else's decision came later. */
  | { kind: 'done'; item: ModerationItem; asWanted: boolean }
  /** Nothing was sent: the same press once more. */
  | { kind: 'ignored' }
  | { kind: 'failed' }
  | { kind: 'gone' };
export type Undone = Outcome | { kind: 'none' } | { kind: 'open'; id: string };

/** Milliseconds between two looks at what is new, while the page is visible. */
const REFRESH = 10_000;
/** Milliseconds in which a second press is meant for the item that the first one decided, which has gone by then. */
const SAME_PRESS = 500;

/** The decision that gives an item the state it has; `pending` cannot be had back. */
export function decisionOf(item: ModerationItem): Decision | undefined {
  if (item.state === 'published') return { decision: 'publish' };
  const { reason } = writtenOf(item);
  return item.state === 'refused' && reason ? { decision: 'refuse', reason } : undefined;
}

const goalOf = ({ decision }: Decision): ModerationItem['state'] =>
  decision === 'publish' ? 'published' : 'refused';

/**
 * What waits, what was decided here, and what was typed and not saved. It outlives its pages: log-out, log-in and a look
 * at people lose nothing.
 * @fires change
 * @fires lost - the session has ended
 */
export class Queue extends EventTarget {
  filters: Filters = { tab: 'pending', kind: '', flag: '', stars: [], q: '' };
  items: readonly ModerationItem[] = [];
  next: string | undefined;
  counts: ModerationPage['counts'] | undefined;
  /** While `loading`, the items are still those of the filters before. */
  phase: 'loading' | 'ready' | 'error' = 'loading';
  /** Items with a decision or an answer under way. */
  readonly busy = new Set<string>();
  /** Decisions that got no answer: sending one again is the retry. */
  readonly failed = new Map<string, Decision>();
  /** Merchant's answers as typed, by item, until they are saved. */
  readonly answers = new Map<string, string>();
  /** Items whose answer got lost on its way. */
  readonly unsaved = new Set<string>();

  readonly #past: ModerationItem[] = [];
  readonly #changedAt = new Map<string, number>();
  #decidedAt = -Infinity;
  /** Grows with every first page that is asked for: only the answer to the newest one is shown. */
  #request = 0;
  #view = 0;
  #pages = 0;

  /** The item that `undo` is about, as it was before its decision. */
  get undoable(): ModerationItem | undefined {
    return this.#past.at(-1);
  }

  /** Keeps list and counts fresh while the page is visible. @returns a function that stops */
  watch(): () => void {
    void this.load();
    const timer = setInterval(() => {
      if (!document.hidden) void this.load();
    }, REFRESH);
    return () => clearInterval(timer);
  }

  setFilters(change: Partial<Filters>): Promise<void> {
    this.filters = { ...this.filters, ...change };
    this.#view++;
    this.#pages = 0;
    this.next = undefined;
    this.phase = 'loading';
    this.#changed();
    return this.load();
  }

  /** Loads the first page anew. Somebody who has paged further is reading: then only the counts change. */
  async load(): Promise<void> {
    const mine = ++this.#request;
    const began = performance.now();
    const page = await this.#ask(undefined, () => mine === this.#request);
    if (!page) return;
    this.counts = page.counts;
    if (this.#pages <= 1) {
      this.items = this.#still(page.items, began);
      this.next = page.next;
      this.#pages = 1;
    }
    this.phase = 'ready';
    this.#changed();
  }

  async more(): Promise<void> {
    const { next } = this;
    const view = this.#view;
    if (next === undefined) return;
    const began = performance.now();
    const page = await this.#ask(next, () => view === this.#view && next === this.next);
    if (!page) return;
    const known = new Set(this.items.map((item) => item.id));
    const older = this.#still(page.items, began).filter((item) => !known.has(item.id));
    this.items = [...this.items, ...older];
    this.next = page.next;
    this.counts = page.counts;
    this.#pages++;
    this.#changed();
  }

  async decide(item: ModerationItem, wanted: Decision): Promise<Outcome> {
    if (performance.now() - this.#decidedAt < SAME_PRESS) return { kind: 'ignored' };
    const outcome = await this.#put(item, wanted);
    if (outcome.kind === 'done') this.#past.push(item);
    return outcome;
  }

  /** Sends the decision that was before; where there was none, says which item to open. */
  async undo(): Promise<Undone> {
    const before = this.undoable;
    if (!before) return { kind: 'none' };
    const former = decisionOf(before);
    if (!former) {
      this.#past.pop();
      this.#changed();
      return { kind: 'open', id: before.id };
    }
    const outcome = await this.#put(before, former);
    if (outcome.kind !== 'done' && outcome.kind !== 'gone') return outcome;
    this.#past.splice(this.#past.lastIndexOf(before), 1);
    this.#changed();
    void this.load();
    return outcome;
  }

  /** Saves the merchant's answer; an empty one takes it away. */
  async respond(id: string, text: string): Promise<Outcome> {
    if (this.busy.has(id)) return { kind: 'ignored' };
    this.unsaved.delete(id);
    const outcome = await this.#send(id, async () => {
      const item = await api.respond(id, text);
      // What was typed since then is not saved yet.
      if (this.answers.get(id)?.trim() === text) this.answers.delete(id);
      return { kind: 'done', item, asWanted: true };
    });
    if (outcome.kind === 'failed') this.unsaved.add(id);
    this.#changed();
    return outcome;
  }

  /** Marks an answer as the best one to its question, or takes the mark away. */
  async markBest(id: string, best: boolean): Promise<Outcome> {
    if (this.busy.has(id)) return { kind: 'ignored' };
    const outcome = await this.#send(id, async () => ({
      kind: 'done',
      item: await api.markBest(id, best),
      asWanted: true,
    }));
    // Another one may have lost its mark.
    if (outcome.kind === 'done') void this.load();
    this.#changed();
    return outcome;
  }

  /** Marks a review as one that its author got something for, or that the shop points out; or takes the mark away. */
  async mark(id: string, badge: 'incentivised' | 'featured', is: boolean): Promise<Outcome> {
    if (this.busy.has(id)) return { kind: 'ignored' };
    return this.#send(id, async () => ({
      kind: 'done',
      item: await api.mark(id, badge, is),
      asWanted: true,
    }));
  }

  /**
   * A review that somebody had before them was decided elsewhere: what they press in that moment is not meant for the one
   * that takes its place. @returns whether it was indeed not decided here
   */
  overtaken(id: string): boolean {
    if (this.#changedAt.has(id)) return false;
    this.#decidedAt = performance.now();
    return true;
  }

  /** Keeps an answer as it is being typed. */
  type(id: string, text: string): void {
    this.answers.set(id, text);
    this.#changed();
  }

  /** One item and what was decided about it. `unreachable` leaves what is known as it is. */
  async read(id: string): Promise<ModerationLog | 'gone' | 'unreachable'> {
    const began = performance.now();
    try {
      const log = await api.moderationLog(id);
      if (!((this.#changedAt.get(id) ?? -Infinity) > began)) this.#apply(log.item);
      this.#changed();
      return log;
    } catch (error) {
      const { status } = error as DeskError;
      if (status === 401) this.dispatchEvent(new Event('lost'));
      return status === 404 ? 'gone' : 'unreachable';
    }
  }

  async #put(item: ModerationItem, wanted: Decision): Promise<Outcome> {
    if (this.busy.has(item.id)) return { kind: 'ignored' };
    this.failed.delete(item.id);
    const outcome = await this.#send(item.id, async () => {
      const after = await api.decide(item.id, wanted);
      this.#decidedAt = performance.now();
      if (item.state === 'pending' && this.counts)
        this.counts = { ...this.counts, pending: Math.max(0, this.counts.pending - 1) };
      return { kind: 'done', item: after, asWanted: after.state === goalOf(wanted) };
    });
    if (outcome.kind === 'failed') this.failed.set(item.id, wanted);
    if (outcome.kind === 'done') void this.load();
    this.#changed();
    return outcome;
  }

  async #send(id: string, act: () => Promise<Outcome>): Promise<Outcome> {
    this.busy.add(id);
    this.#changed();
    try {
      const outcome = await act();
      if (outcome.kind === 'done') {
        this.#changedAt.set(id, performance.now());
        this.#apply(outcome.item);
      }
      return outcome;
    } catch (error) {
      const { status } = error as DeskError;
      if (status === 404) {
        this.#changedAt.set(id, performance.now());
        this.items = this.items.filter((item) => item.id !== id);
        return { kind: 'gone' };
      }
      if (status === 401) this.dispatchEvent(new Event('lost'));
      return { kind: 'failed' };
    } finally {
      this.busy.delete(id);
      this.#changed();
    }
  }

  async #ask(cursor: string | undefined, isWanted: () => boolean): Promise<ModerationPage | undefined> {
    const { tab, kind, flag, stars, q } = this.filters;
    try {
      const page = await api.moderation({
        ...{ state: tab, kind, flag, stars: stars.join(','), q: q.trim() },
        cursor,
      });
      return isWanted() ? page : undefined;
    } catch (error) {
      if (!isWanted()) return undefined;
      if ((error as DeskError).status === 401) this.dispatchEvent(new Event('lost'));
      // What is shown stays; the next look, or the same button, is the retry.
      else if (this.phase !== 'ready' || !this.items.length) {
        this.items = [];
        this.phase = 'error';
      }
      this.#changed();
      return undefined;
    }
  }

  /** What was decided here while the answer was on its way stays as decided. */
  #still(items: readonly ModerationItem[], began: number): readonly ModerationItem[] {
    return items.flatMap((item) => {
      if ((this.#changedAt.get(item.id) ?? -Infinity) <= began) return [item];
      const own = this.items.find(({ id }) => id === item.id);
      return own ? [own] : [];
    });
  }

  /** Shows an item's new state; one that no longer belongs to the chosen tab leaves the list. */
  #apply(item: ModerationItem): void {
    const { tab } = this.filters;
    this.items = this.items
      .map((old) => (old.id === item.id ? item : old))
      .filter(
        ({ id, state, reports }) =>
          id !== item.id || (tab === 'reported' ? state === 'published' && reports > 0 : state === tab),
      );
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
