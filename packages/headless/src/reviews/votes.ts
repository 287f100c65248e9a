import type { Client, ContinuoErrorLike, Unsubscribe } from '@continuo/core';
import type { Helpful } from '@continuo/protocol';
import { ensurePerson } from '../ensure-person.ts';
import { unsaved } from '../unsaved.ts';
import { kept, type VoteKind, type WaitingVote } from './device.ts';

/** Milliseconds until a refused network or a broken backend is tried again while the page stays. */
const RETRY_MS = 10_000;

/** Taken: the counts with it. Refused for good: nothing. `newer`: another one on the same waits. */
type Outcome = (vote: WaitingVote, helpful: Helpful | undefined, newer: boolean) => void;

export interface Votes {
  /** Sends what waits on the device, of any product. One tab at a time. Never rejects. */
  send(): Promise<void>;
  on(productId: string, outcome: Outcome): Unsubscribe;
}

/** Votes of a kind that wait on the device. */
export async function waitingVotes(client: Client, { prefix }: VoteKind): Promise<WaitingVote[]> {
  const isIts = (name: string) => name.startsWith(prefix);
  const pressed = () => unsaved<WaitingVote>(client, isIts).entries;
  // Before and after: what is brought into the records meanwhile, and what is pressed meanwhile.
  const all = [...pressed(), ...(await kept(client).entries<WaitingVote>()), ...pressed()];
  return [...new Map(all.filter(([name]) => isIts(name))).values()];
}

/** Votes of one kind on their way: kept on the device until the backend has taken them. */
export const createVotes = (client: Client, kind: VoteKind): Votes =>
  client.slot(`votes ${kind.prefix}`, () => {
    const { platform } = client;
    const listeners = new Map<string, Outcome>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running: Promise<void> | undefined;
    let again = false;

    const sendOne = async (vote: WaitingVote) => {
      let helpful: Helpful | undefined;
      try {
        helpful = await client.request<Helpful>(`${kind.path}${encodeURIComponent(vote.id)}/vote`, {
          method: 'PUT',
          as: 'visitor',
          body: { vote: vote.vote },
        });
      } catch (cause) {
        const { retryable, status } = cause as ContinuoErrorLike; // request() rejects with nothing else
        // Who answered 401 may have forgotten the device; the next one is made with the next try.
        if (retryable || status === 401) throw cause;
      }
      // One that was pressed meanwhile stays.
      await kept(client).update<WaitingVote>(kind.prefix + vote.id, (now) =>
        now?.tag === vote.tag ? undefined : now,
      );
      const newer = (await waitingVotes(client, kind)).some(({ id }) => id === vote.id);
      listeners.get(vote.productId)?.(vote, helpful, newer);
    };
    const sendAll = async () => {
      const pressed = unsaved<WaitingVote>(client, (name) => name.startsWith(kind.prefix));
      if (pressed.entries.length) await kept(client).set(pressed.entries);
      pressed.done();
      const all = await waitingVotes(client, kind);
      if (all.length === 0) return;
      await ensurePerson(client);
      for (const vote of all) await sendOne(vote);
    };
    const run = async (): Promise<void> => {
      clearTimeout(timer);
      try {
        do {
          again = false;
          await platform.lock(`votes ${kind.prefix}`, sendAll);
        } while (again);
      } catch (cause) {
        const { retryAfter } = cause as ContinuoErrorLike;
        if (platform.online) timer = setTimeout(() => void send(), retryAfter ?? RETRY_MS);
      }
    };
    const send = (): Promise<void> => {
      again = true;
      return (running ??= run().finally(() => (running = undefined)));
    };
    client.beforeLogout(send);
    client.onWipe(() => clearTimeout(timer));

    return {
      send,
      on(productId, outcome) {
        listeners.set(productId, outcome);
        return () => listeners.delete(productId);
      },
    };
  });
