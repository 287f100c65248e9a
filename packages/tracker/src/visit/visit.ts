import { randomId, type Client } from '@continuo/core';
import { SESSION_IDLE_MS } from '@continuo/protocol/constants';
import { near } from '../queue/record.ts';

/** What is stored of a visitor for analytics, in one value: it is there as a whole or not at all. */
export interface Visit {
  /** anonymousId. */
  a: string;
  /** What `identify` said. */
  u?: string | undefined;
  /** sessionId, and when its last event was; 0 for never. */
  s?: string | undefined;
  t: number;
  /** Where the session came from, as JSON. */
  c?: string | undefined;
}

export const VISIT = 'visit';
/** Milliseconds between two writes of the time of the last event. */
const WRITE_MS = 10_000;

/** The visit as it is stored; nothing where there is none, or something else has written it. */
export function storedVisit(small: Client['platform']['small']): Visit | null | undefined {
  try {
    return JSON.parse(small.get(VISIT)!) as Visit | null;
  } catch {
    return undefined;
  }
}

/**
 * The anonymousId and the session of this visitor, shared by all tabs. Used only while analytics is
 * allowed. Another customer never meets them: the client wipes them first.
 */
export function createVisit({ small }: Pick<Client['platform'], 'small'>) {
  let visit: Visit | null | undefined;
  let stored = 0;

  function read(): void {
    visit = storedVisit(small);
  }

  function write(): void {
    stored = visit!.t;
    small.set(VISIT, JSON.stringify(visit));
  }

  const present = (): Visit => (visit ??= { a: randomId(), t: 0 });

  function wipe(): void {
    if (visit) small.remove(VISIT);
    visit = undefined;
  }

  read();
  return {
    get: () => visit,
    /** `identify` was called. A different name than before is a different person: a new anonymousId. */
    label(userId: string): void {
      if (visit?.u && visit.u !== userId) visit = undefined;
      present().u = userId;
      write();
    },
    /**
     * Counts an event to a session and answers its ids as JSON, to be written behind an event's open context. A new
     * session begins after 30 minutes without any event, or when a campaign brought the visitor; a mere link begins
     * none, as payment pages link back, too.
     * @param campaign JSON; `{}` for none
     */
    stamp(now: number, campaign: string): string {
      const it = present();
      const first =
        !near(it.t, now, SESSION_IDLE_MS) ||
        (campaign != '{}' && campaign != it.c && !campaign.includes('"referral"'));
      if (first) {
        it.s = randomId();
        it.c = campaign;
      }
      it.t = now;
      if (first || !near(stored, now, WRITE_MS)) write();
      return `,"campaign":${it.c},"sessionId":"${it.s}","sessionStart":${first}},"anonymousId":"${it.a}"`;
    },
    /** Begins anew: another anonymousId, another session. */
    reset(): void {
      visit = undefined;
      present();
      write();
    },
    /** Somebody else has written what is stored, or there is another visitor. */
    read,
    wipe,
    close: small.onChange((name) => {
      if (name == VISIT) read();
    }),
  };
}
