import { personOf, type Visitor } from '../context.ts';
import type { Draft, State } from '../state.ts';

/** Where a visitor's drafts of one thing are: as a customer, or as a guest on the device. */
const keysOf = (state: State, actor: Visitor, about: string): string[] => [
  `${personOf(state, actor)} ${about}`,
  ...(actor.deviceId === undefined ? [] : [`d:${actor.deviceId} ${about}`]),
];
const found = (state: State, actor: Visitor, about: string): Draft | undefined =>
  keysOf(state, actor, about).flatMap((key) => state.drafts.get(key) ?? [])[0];

/** @param about what it will be and what of, such as `review pot` */
export function draftOf<D extends Draft>(state: State, actor: Visitor, about: string): { draft?: D } {
  const draft = found(state, actor, about) as D | undefined;
  return draft ? { draft } : {};
}

export function forgetDrafts(state: State, actor: Visitor, about: string): void {
  for (const key of keysOf(state, actor, about)) state.drafts.delete(key);
}

/** Keeps a draft unless a later one is there, or it is sent; null forgets it. */
export function saveDraft<D extends Draft>(
  state: State,
  actor: Visitor,
  about: string,
  { draft, isSent, now }: { draft: D | null; isSent: boolean; now: Date },
): { draft?: D } {
  const latest = found(state, actor, about);
  if (draft) {
    const at = new Date(Math.min(new Date(draft.at).getTime(), now.getTime())).toISOString();
    if (isSent || (latest && latest.at > at)) return draftOf(state, actor, about);
    forgetDrafts(state, actor, about);
    state.drafts.set(keysOf(state, actor, about)[0]!, { ...draft, at });
  } else forgetDrafts(state, actor, about);
  return draftOf(state, actor, about);
}
