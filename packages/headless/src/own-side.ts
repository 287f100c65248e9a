import type { Unsubscribe } from '@continuo/core';
import type { Helpful, Vote } from '@continuo/protocol';
import { ensurePerson } from './ensure-person.ts';
import type { VoteKind } from './reviews/device.ts';
import { createVotes, waitingVotes } from './reviews/votes.ts';
import type { Visitor, VisitorSide, VotesBy } from './visitor.ts';

interface SideOptions<Own, Mine> {
  kind: VoteKind;
  /** Where all that is this visitor's is asked for. */
  path: string;
  /** What there is of a visitor whom the backend does not know. */
  none: Mine;
  /** The votes among it, by what is voted on. */
  votesOf(mine: Mine): [id: string, vote: Vote][];
  ownOf(mine: Mine, votes: VotesBy): Own;
  /** A vote was taken: the counts with it. */
  helped(id: string, helpful: Helpful): void;
  /** Name of the channel between tabs. */
  channel: string;
  /** Listens to what happens elsewhere; `reset` says that something may have been missed. */
  changes(reset: () => void): Unsubscribe[];
}

export interface Side extends VisitorSide {
  /** Something became of what is this visitor's: an answer that is on its way may not know of it. */
  hear(): void;
  /** Sends something in this visitor's name. Rejects when it was not taken. */
  put(path: string, body: object): Promise<void>;
}

/** What is loaded of a visitor's side, for reviews and for questions. */
export function createSide<Own extends { readonly votes: VotesBy }, Mine>(
  visitor: Visitor<Own>,
  { kind, path, none, votesOf, ownOf, helped, channel: name, changes }: SideOptions<Own, Mine>,
): Side {
  const { client, productId, $own } = visitor;
  const { identity, platform } = client;
  const votes = createVotes(client, kind);
  let heard = 0;
  let visit = 0;
  /** Other tabs, which may show what was done here. */
  let others: ReturnType<typeof platform.channel> | undefined;

  const load = async (): Promise<void> => {
    const then = visit;
    const before = heard;
    const shownBefore = $own.get();
    // First: what waits no more by then is known to the backend.
    const waiting = await waitingVotes(client, kind);
    const mine =
      identity.device || identity.userId
        ? await client.request<Mine>(path, { as: 'visitor', query: { product: productId } })
        : none;
    const pressed = await waitingVotes(client, kind);
    if (then !== visit) return;
    // A form may have been taken meanwhile, or a button pressed: what was asked before does not know of it.
    if (before !== heard || shownBefore !== $own.get()) return load();
    const counted = Object.fromEntries(votesOf(mine));
    const shown: Record<string, Vote | undefined> = { ...counted };
    for (const { id, vote } of [...waiting, ...pressed]) shown[id] = vote ?? undefined;
    visitor.show(ownOf(mine, shown), counted);
  };
  let running: Promise<void> | undefined;
  /** What cannot be loaded stays as it is shown; the next look asks again. */
  const refresh = (): Promise<void> =>
    (running ??= load().then(
      () => (running = undefined),
      () => (running = undefined),
    ));

  votes.on(productId, ({ id, vote }, outcome, newer) => {
    heard++;
    if (outcome) {
      visitor.counted = { ...visitor.counted, [id]: vote ?? undefined };
      helped(id, outcome);
      others?.post(null);
    } else if (!newer) {
      const own = $own.get();
      visitor.show({ ...own, votes: { ...own.votes, [id]: visitor.counted[id] } });
    }
  });
  client.onWipe(() => visit++);

  return {
    follow() {
      const look = () => {
        void refresh();
        void votes.send();
      };
      let who = identity.userId;
      const reset = () => void refresh();
      const channel = (others = platform.channel(name, reset));
      const ends = [
        channel.close,
        ...changes(reset),
        platform.on('show', look),
        platform.on('online', look),
        identity.subscribe(() => {
          if (who === identity.userId) return;
          who = identity.userId;
          look();
        }),
      ];
      look();
      return () => ends.forEach((end) => end());
    },
    send: votes.send,
    refresh,
    hear: () => heard++,
    async put(path, body) {
      await ensurePerson(client);
      await client.request(path, { method: 'PUT', as: 'visitor', body });
      heard++;
    },
  };
}
