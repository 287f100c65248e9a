import { routes } from '@continuo/protocol';
import { handle, personOf, type Handlers } from '../context.ts';
import { MockProblem } from '../problem.ts';
import type { State } from '../state.ts';

/** Device ids are told by their token alone, so that a page which was loaded again keeps its device. */
const SUFFIX = '.mock';
export const tokenOf = (deviceId: string): string => `${deviceId}${SUFFIX}`;
export const deviceOf = (token: string): string | undefined =>
  /^[\w-]{8,64}\.mock$/.test(token) ? token.slice(0, -SUFFIX.length) : undefined;

/** What a guest did on a device is the customer's from now on. */
function join(state: State, deviceId: string, person: string): boolean {
  const guest = `d:${deviceId}`;
  if (state.joined.has(deviceId)) return false;
  state.joined.set(deviceId, person);
  const moved = <T extends { person: string }>(all: readonly T[]): T[] =>
    all.map((one) => (one.person === guest ? { ...one, person } : one));
  state.reviews = moved(state.reviews);
  state.questions = moved(state.questions);
  state.answers = moved(state.answers);
  for (const upload of state.uploads.values()) if (upload.person === guest) upload.person = person;
  for (const [votes, all] of [
    [state.votes, state.reviews],
    [state.answerVotes, state.answers],
  ] as const)
    for (const [id, given] of votes) {
      const vote = given.get(guest);
      given.delete(guest);
      const isMine = all.some((one) => one.id === id && one.person === person);
      if (vote && !isMine) given.set(person, vote);
    }
  for (const marks of [state.reports, state.questionReports, state.answerReports, state.subscriptions])
    for (const by of marks.values()) if (by.delete(guest)) by.add(person);
  return true;
}

const { workspace, identity, changes, collect } = routes;

/** Events are taken and forgotten. */
const collecting: Handlers = Object.fromEntries(
  Object.values(collect).flatMap((route) =>
    Object.entries(
      handle(route, ({ body }) => {
        const batch = (body as { batch?: unknown[] } | undefined)?.batch;
        return { success: true, accepted: batch?.length ?? 1, rejected: [] };
      }),
    ),
  ),
);

export const visitorHandlers: Handlers = {
  ...handle(workspace.get, ({ state }) => state.workspace),

  ...handle(identity.createDevice, ({ headers, state }) => {
    const key = headers.get('Idempotency-Key') ?? '';
    if (key.length < 16) throw new MockProblem('idempotency/missing');
    const deviceId = state.devices.get(key) ?? crypto.randomUUID();
    state.devices.set(key, deviceId);
    return { deviceId, token: tokenOf(deviceId) };
  }),

  ...handle(identity.link, ({ actor, state }) => {
    if (actor.kind !== 'customer') throw new MockProblem('auth/missing');
    const joined = actor.deviceId !== undefined && join(state, actor.deviceId, personOf(state, actor));
    return { userId: actor.userId, joined };
  }),

  ...handle(changes.list, ({ query, actor, state }) => {
    const all = state.changes.get(personOf(state, actor)) ?? [];
    const cursor = all.at(-1)?.cursor ?? 0;
    const after = query.after === undefined ? cursor : Number(query.after);
    if (after > cursor) return { changes: [], more: false, cursor, reset: true };
    return { changes: all.filter((change) => change.cursor > after), more: false, cursor };
  }),

  // Whoever asks for the stream asks the list instead: a stream that goes through a service worker fails in some browsers.
  ...handle(changes.live, () => {
    throw new MockProblem('request/unavailable');
  }),

  ...collecting,
};
