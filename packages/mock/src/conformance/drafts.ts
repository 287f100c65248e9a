import type { Problem, Route } from '@continuo/protocol';
import { same } from './check.ts';
import { newId, type By, type Caller } from './subject.ts';

interface Drafted {
  read: Route;
  save: Route;
  /** What it is about, and what is unknown. */
  params: Readonly<Record<string, string>>;
  unknown: readonly [code: Problem['code'], params: Readonly<Record<string, string>>];
  /** Sends it. */
  send(by: By, id: string): Promise<unknown>;
}

/** That of whatever people write the later draft is kept, and forgotten when it is sent. */
export async function keepsDrafts(
  at: Caller,
  { read, save, params, unknown: [code, none], send }: Drafted,
): Promise<void> {
  const by = await at.guest();
  const id = newId();
  const bodyOf = (answer: unknown) => (answer as { draft?: { body?: string } }).draft?.body;
  const draft = (body: string, minute: number) => ({
    draft: { id, body, author: '', at: `2026-01-01T00:0${minute}:00.000Z` },
  });
  const keep = async (body: string, minute: number) =>
    bodyOf(await at.ask(save, { ...by, params, body: draft(body, minute) }));
  const found = async (who: By = by) => bodyOf(await at.ask(read, { ...who, params }));
  same(await found(), undefined, 'none');
  same(await keep('One', 1), 'One', 'first');
  same(await keep('Three', 3), 'Three', 'later');
  same(await keep('Two', 2), 'Three', 'earlier');
  same(await found(), 'Three', 'kept');
  same(await found(await at.guest()), undefined, "another's");
  same(bodyOf(await at.ask(save, { ...by, params, body: { draft: null } })), undefined, 'deleted');
  same(await found(), undefined, 'gone');
  await keep('Four', 4);
  await send(by, id);
  same(await found(), undefined, 'sent');
  same(await keep('Five', 5), undefined, 'comes too late');
  await at.refused(code, 404, save, { ...by, params: none, body: draft('Six', 6) });
}
