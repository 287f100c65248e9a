import { randomId, type Client, type Unsubscribe } from '@continuo/core';
import type { Vote } from '@continuo/protocol';
import { onMount, type WritableAtom } from 'nanostores';
import { hasKept, keep, type VoteKind, type WaitingVote } from './reviews/device.ts';

/** By what is voted on. */
export type VotesBy = Readonly<Record<string, Vote | undefined>>;

/** What a product's store and the side of it that is loaded later share about a visitor. */
export interface Visitor<Own> {
  client: Client;
  productId: string;
  $own: WritableAtom<Own>;
  /** Votes that are in the counts as the backend gave them. */
  counted: VotesBy;
  /** Shows what the visitor did, with other votes in the counts where they are given. */
  show(own: Own, counted?: VotesBy): void;
}

/** What a visitor does, loaded when they do it or may have done it before. */
export interface VisitorSide {
  /** Loads what is this visitor's and keeps it up to date until it is left. */
  follow(): Unsubscribe;
  send(): Promise<void>;
  /** Asks again. Never rejects. */
  refresh(): Promise<void>;
}

export interface VisitorOptions<Own, Side> {
  client: Client;
  productId: string;
  kind: VoteKind;
  $own: WritableAtom<Own>;
  /** What was done by nobody. */
  nothing: Own;
  load(visitor: Visitor<Own>): Promise<Side>;
  /** What the visitor did has changed. */
  changed(): void;
}

/** What one visitor did about a product, as far as it is there at first: votes, and when all else is needed. */
export function createVisitor<Own extends { readonly votes: VotesBy }, Side extends VisitorSide>({
  client,
  productId,
  kind,
  $own,
  nothing,
  load,
  changed,
}: VisitorOptions<Own, Side>): Visitor<Own> & {
  side(): Promise<Side>;
  vote(id: string, vote: Vote | null): void;
  refresh(): Promise<void>;
} {
  const { identity } = client;
  let loading: Promise<Side> | undefined;
  const visitor: Visitor<Own> = {
    client,
    productId,
    $own,
    counted: {},
    show(own, counted = visitor.counted) {
      visitor.counted = counted;
      $own.set(own);
      changed();
    },
  };
  /** Loaded once there is somebody who may have said something: most readers never do. */
  const side = () =>
    (loading ??= load(visitor).catch((cause: unknown) => {
      loading = undefined;
      throw cause;
    }));

  onMount($own, () => {
    let leave: (() => void) | undefined;
    let left = false;
    const look = () => {
      if (leave || !(identity.device || identity.userId || hasKept(client))) return;
      leave = () => {};
      side().then(
        (its) => {
          if (!left) leave = its.follow();
        },
        () => (leave = undefined),
      );
    };
    const ends = [identity.subscribe(look), client.platform.on('online', look)];
    // Who the customer is may not be known yet; should that fail, it is asked again by the next who needs it.
    if (client.options.getToken) identity.token().catch(() => {});
    look();
    return () => {
      left = true;
      leave?.();
      ends.forEach((end) => end());
    };
  });
  client.onWipe(() => visitor.show(nothing, {}));

  return Object.assign(visitor, {
    side,
    vote(id: string, vote: Vote | null) {
      const own = $own.get();
      if ((own.votes[id] ?? null) === vote) return;
      keep(client, kind.prefix + id, { id, productId, vote, tag: randomId() } satisfies WaitingVote);
      visitor.show({ ...own, votes: { ...own.votes, [id]: vote ?? undefined } });
      void side().then(
        (its) => its.send(),
        () => {}, // Kept on the device; the next visit, vote, or return of the network tries again.
      );
    },
    refresh: async () =>
      loading?.then(
        (its) => its.refresh(),
        () => {}, // Loaded again by the next who needs it.
      ),
  });
}
