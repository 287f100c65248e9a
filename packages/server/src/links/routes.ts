import { createHash, randomBytes } from 'node:crypto';
import { routes, type CarriedVisit } from '@continuo/protocol';
import { LINK_MS } from '@continuo/protocol/constants';
import { sql } from 'kysely';
import type { Db } from '../database/types.ts';
import { handle, type Handlers } from '../http/context.ts';
import { problem } from '../http/problem.ts';
import { onErased } from '../identity/index.ts';

const hashOf = (link: string): string => createHash('sha256').update(link).digest('hex');
const oldest = (now: Date): Date => new Date(now.getTime() - LINK_MS);

export const handlers: Handlers = {
  [routes.links.create.id]: handle(routes.links.create, async ({ db, ws, body, now }) => {
    const { key: _, ...visit } = body;
    const link = randomBytes(16).toString('base64url');
    await db
      .insertInto('links')
      .values({
        ws: ws.id,
        hash: hashOf(link),
        visit: sql`${JSON.stringify(visit)}::jsonb`,
        made_at: now(),
      })
      .execute();
    return { body: { link } };
  }),

  // Deleting it is what makes it work once: of two who ask at the same time one finds it.
  [routes.links.claim.id]: handle(routes.links.claim, async ({ db, ws, body, now }) => {
    const found = await db
      .deleteFrom('links')
      .where('ws', '=', ws.id)
      .where('hash', '=', hashOf(body.link))
      .returning(['visit', 'made_at'])
      .executeTakeFirst();
    if (!found || found.made_at < oldest(now()))
      throw problem('link/unknown', {
        detail: 'This link was never made here, has been used, or is too old',
      });
    return { body: found.visit as CarriedVisit };
  }),
};

/** Forgets links that nobody followed in time. */
export async function forgetLinks(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('links').where('made_at', '<', oldest(now)).execute();
}

onErased(async (tx, ws, { anonymousIds }) => {
  await sql`
    delete from links where ws = ${ws.id}::int and visit ->> 'anonymousId' = any(${[...anonymousIds]}::text[])`.execute(
    tx,
  );
});
