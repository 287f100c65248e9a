import { routes } from '@continuo/protocol';
import { handle, type Actor, type Context, type Handlers } from '../http/context.ts';
import { problem } from '../http/problem.ts';
import { rootOf } from '../identity/index.ts';
import type { Subject } from './announce.ts';
import { changesSince } from './queries.ts';
import type { Streams } from './stream.ts';

type Asking = Pick<Context<typeof routes.changes.list>, 'actor' | 'db' | 'ws' | 'query'>;

/** Whose changes a caller may read: their own; at the desk those of the person asked for. */
async function subjectOf({ actor, db, ws, query }: Asking): Promise<Subject> {
  if (actor.kind === 'customer') return `u:${actor.userId}`;
  if (actor.kind === 'device') return `d:${actor.deviceId}`;
  const person = query.person === undefined ? undefined : await rootOf(db, ws, query.person);
  if (person === undefined) throw problem('person/unknown');
  return `p:${person}`;
}

const expiresOf = (actor: Actor): Date | undefined => ('expires' in actor ? actor.expires : undefined);

const cursorOf = (text: string | null | undefined): number | undefined =>
  text && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

export const handlersWith = (streams: Streams): Handlers => ({
  [routes.changes.list.id]: handle(routes.changes.list, async (c) => ({
    body: await changesSince(c.db, c.ws, await subjectOf(c), cursorOf(c.query.after)),
  })),
  [routes.changes.live.id]: handle(routes.changes.live, async (c) =>
    streams.open({
      ...{ db: c.db, ws: c.ws, now: c.now, signal: c.request.signal },
      subject: await subjectOf(c),
      after: cursorOf(c.request.headers.get('Last-Event-ID')) ?? cursorOf(c.query.after),
      expires: expiresOf(c.actor),
    }),
  ),
});
