import type { Client } from '@continuo/core';
import type { ReviewDraft } from '@continuo/protocol';
import type { ReadableAtom, WritableAtom } from 'nanostores';
import { hasKept, kept, mark } from './device.ts';
import type { FormPhase } from './types.ts';

/** Milliseconds after the last change until it is kept: on the device, in the account. */
const DEVICE_MS = 250;
const ACCOUNT_MS = 1_500;

type Answer = { draft?: ReviewDraft };

/** Where a draft is kept. Nothing rejects: what cannot be kept in one place is still in the other, and on the page. */
export interface Drafts {
  onDevice(): Promise<ReviewDraft | undefined>;
  inAccount(): Promise<ReviewDraft | undefined>;
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

/** @param later is told of a draft that the account has and that is later than ours. */
export const createDrafts = (
  client: Client,
  productId: string,
  $draft: WritableAtom<ReviewDraft>,
  $phase: ReadableAtom<FormPhase>,
  later: (draft: ReviewDraft) => void,
): Drafts => {
  const { identity } = client;
  const name = `draft:${productId}`;
  const path = `/v1/products/${encodeURIComponent(productId)}/reviews/draft`;
  /** Times of the draft that each place has. */
  const has = { device: $draft.get().at, account: $draft.get().at };
  const timers: ReturnType<typeof setTimeout>[] = [];
  let onItsWay = Promise.resolve();

  const stop = () => {
    timers.splice(0).forEach(clearTimeout);
    has.device = has.account = $draft.get().at;
  };
  const toDevice = async () => {
    const draft = $draft.get();
    if (draft.at === has.device) return;
    has.device = draft.at;
    mark(client);
    // Another tab may have begun at the same time: both are one review.
    const now = await kept(client).update<ReviewDraft>(name, (old) => ({
      ...draft,
      id: old?.id ?? draft.id,
    }));
    if (now && now.id !== draft.id && $draft.get().id === draft.id)
      $draft.set({ ...$draft.get(), id: now.id });
  };
  const person = () => identity.device || identity.userId;
  const put = (draft: ReviewDraft | null, keepalive = false) =>
    client.request<Answer>(path, { method: 'PUT', as: 'visitor', body: { draft }, keepalive });
  const toAccount = async (keepalive?: boolean) => {
    const draft = $draft.get();
    if (draft.at === has.account || !person()) return;
    try {
      const { draft: there } = await put(draft, keepalive);
      const isLater = !!there && there.at > draft.at;
      has.account = isLater ? there.at : draft.at;
      if (isLater) later(there);
      // What was typed meanwhile.
      if ($draft.get().at !== draft.at) changed();
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
      const found = hasKept(client) ? await kept(client).get<ReviewDraft>(name) : undefined;
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
      void toDevice();
      void toAccount(true);
    },
    async settle() {
      timers.splice(0).forEach(clearTimeout);
      await toDevice();
      await onItsWay;
    },
    stop,
    forget: () => kept(client).delete([name]),
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
