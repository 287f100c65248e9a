import { sql } from 'kysely';
import { onOffersChanged } from '../catalog/index.ts';
import { announceAll, type Announcement } from '../changes/index.ts';
import { transact, type Db } from '../database/index.ts';
import { findWorkspaceById } from '../workspaces/index.ts';
import { subjectOf } from './announcing.ts';
import { quoteCart } from './quoting.ts';
import { findContents } from './store.ts';

/** Carts that were not touched for so long are quoted when somebody reads them. */
const RECENT_MS = 7 * 86_400_000;
/** Carts told of one change, the last touched first; the others are quoted when somebody reads them. */
const MOST = 500;
/** Carts told in one transaction. */
const AT_ONCE = 50;

/** Tells open carts what they cost since a feed or an order changed prices or stock of what is in them. */
export async function requote(db: Db, ws: number, variantIds: readonly string[]): Promise<void> {
  const now = new Date();
  const carts = await db
    .selectFrom('cart')
    .select('id')
    .where('ws', '=', ws)
    .where('state', '=', 'open')
    .where('touched_at', '>', new Date(now.getTime() - RECENT_MS))
    .where('id', 'in', (query) =>
      query
        .selectFrom('cart_line')
        .select('cart_id')
        .where('ws', '=', ws)
        .where(
          sql<boolean>`variant_id in (select jsonb_array_elements_text(${JSON.stringify(variantIds)}::jsonb))`,
        ),
    )
    .orderBy('touched_at', 'desc')
    .limit(MOST)
    .execute();
  const workspace = carts.length > 0 ? await findWorkspaceById(db, ws) : undefined;
  if (!workspace) return;
  for (let i = 0; i < carts.length; i += AT_ONCE)
    await transact(db, async (tx) => {
      const told: Announcement[] = [];
      for (const { id } of carts.slice(i, i + AT_ONCE)) {
        // Without its lock: an edit that comes in between is told with a quote of its own version.
        const contents = await findContents(tx, ws, id);
        if (contents?.cart.state !== 'open') continue;
        const { cart } = contents;
        const quote = await quoteCart(tx, workspace, cart, contents, { now });
        told.push({ subject: subjectOf(cart), kind: 'cart.quote', data: { cart: cart.id, quote } });
      }
      await announceAll(tx, workspace, told);
    });
}

onOffersChanged(requote);
