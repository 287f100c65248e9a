import type { Client } from '@continuo/core';
import type { ReadableAtom } from 'nanostores';
import type { FormPhase } from './form.ts';
import { keep, kept } from './reviews/device.ts';
import { unsaved } from './unsaved.ts';

/** Milliseconds after the last change until it is kept: on the device, in the account. */
const DEVICE_MS = 250;
const ACCOUNT_MS = 1_500;

/** What every draft has. */
export interface Drafted {
  /** Of what it will be. */
  readonly id: string;
  /** When it was last changed, by the clock of the device. */
  readonly at: string;
}

/** The draft as it is now. To be read without looking at its store, which would begin to look for drafts again. */
export interface Holder<Draft> {
  get(): Draft;
  set(draft: Draft): void;
}

/** Where a draft is kept. Nothing rejects: what cannot be kept in one place is still in the other, and on the page. */
export interface Drafts<Draft> {
  onDevice(): Promise<Draft | undefined>;
  inAccount(): Promise<Draft | undefined>;
  /** Keeps the draft soon, if there is anything new in it. */
  changed(): void;
  /** Keeps it now: the page may be gone in a moment. */
  last(): void;
  /** Resolves when it is on the device and nothing is on its way to the account. */
  settle(): Promise<void>;
  /** Keeps nothing more until it is changed again. */
  stop(): void;
  forget(): Promise<void>;
  forgetInAccount(): Promise<void>;
}

/**
 * @param name that of the draft on the device
 * @param path where the account has it
 * @param later is told of a draft that the account has and that is later than ours
 */
export const createDrafts = <Draft extends Drafted>(
  client: Client,
  { name, path }: { name: string; path: string },
  now: Holder<Draft>,
  $phase: ReadableAtom<FormPhase>,
  later: (draft: Draft) => void,
): Drafts<Draft> => {
  type Answer = { draft?: Draft };
  const { identity } = client;
  /** Times of the draft that each place has. */
  const has = { device: now.get().at, account: now.get().at };
  const timers: ReturnType<typeof setTimeout>[] = [];
  let onItsWay = Promise.resolve();

  const stop = () => {
    timers.splice(0).forEach(clearTimeout);
    has.device = has.account = now.get().at;
  };
  const left = () => unsaved<Draft>(client, (its) => its === name);
  /** Another tab may have begun at the same time: both are one. */
  const asOne = (draft: Draft, old: Draft | undefined) => ({ ...draft, id: old?.id ?? draft.id });
  const toDevice = async () => {
    const draft = now.get();
    if (draft.at === has.device) return;
    has.device = draft.at;
    keep(client, name, draft);
    const { done } = left();
    const stored = await kept(client).update<Draft>(name, (old) => asOne(draft, old));
    done();
    if (stored && stored.id !== draft.id && now.get().id === draft.id)
      now.set({ ...now.get(), id: stored.id });
  };
  /** What a page kept in the moment in which it was left comes into the records, unless they have a later one. */
  const saveLeft = async () => {
    const { entries, done } = left();
    const draft = entries.at(-1)?.[1];
    if (!draft) return;
    await kept(client).update<Draft>(name, (old) => (old && old.at > draft.at ? old : asOne(draft, old)));
    done();
  };
  const person = () => identity.device || identity.userId;
  const put = (draft: Draft | null, keepalive = false) =>
    client.request<Answer>(path, { method: 'PUT', as: 'visitor', body: { draft }, keepalive });
  const toAccount = async (keepalive?: boolean) => {
    const draft = now.get();
    if (draft.at === has.account || !person()) return;
    try {
      const { draft: there } = await put(draft, keepalive);
      const isLater = !!there && there.at > draft.at;
      has.account = isLater ? there.at : draft.at;
      if (isLater) later(there);
      // What was typed meanwhile.
      if (now.get().at !== draft.at) changed();
    } catch {
      // It is on the device; the next change, or the return of the network, tries again.
    }
  };
  const changed = () => {
    timers.splice(0).forEach(clearTimeout);
    if ($phase.get() === 'sending' || $phase.get() === 'sent') return;
    timers.push(
      setTimeout(() => void toDevice(), DEVICE_MS),
      setTimeout(() => {
        onItsWay = onItsWay.then(() => toAccount());
      }, ACCOUNT_MS),
    );
  };

  return {
    async onDevice() {
      await saveLeft();
      const found = await kept(client).get<Draft>(name);
      if (found) has.device = found.at;
      return found;
    },
    async inAccount() {
      try {
        await identity.token();
        if (!person()) return undefined;
        const { draft } = await client.request<Answer>(path, { as: 'visitor' });
        if (draft) has.account = draft.at;
        return draft;
      } catch {
        return undefined; // The one of the device is all there is to go on from.
      }
    },
    changed,
    last() {
      timers.splice(0).forEach(clearTimeout);
      void toDevice();
      void toAccount(true);
    },
    async settle() {
      timers.splice(0).forEach(clearTimeout);
      await toDevice();
      await onItsWay;
    },
    stop,
    async forget() {
      left().done();
      await kept(client).delete([name]);
    },
    async forgetInAccount() {
      if (!person()) return;
      try {
        await put(null);
      } catch {
        // Offline, it stays in the account until the next draft replaces it.
      }
    },
  };
};
