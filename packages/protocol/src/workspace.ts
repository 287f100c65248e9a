import * as z from 'zod/mini';
import { Currency, Id, Locale, Market, Money } from './common.ts';
import { route } from './route.ts';

/** A market: one currency, its languages, one way of shipping. Prices of a market say whether tax is included. */
export const MarketInfo = z.object({
  id: Market,
  name: z.string(),
  currency: Currency,
  locales: z.array(Locale),
  taxIncluded: z.boolean(),
  shipping: z.object({ flat: Money, freeFrom: z.optional(Money) }),
});
export type MarketInfo = z.infer<typeof MarketInfo>;

/** What a page may know of the workspace. */
export const WorkspaceInfo = z.object({
  workspace: Id,
  name: z.string(),
  markets: z.array(MarketInfo),
  consent: z.object({ mode: z.enum(['opt-in', 'opt-out']), textVersion: z.string() }),
});
export type WorkspaceInfo = z.infer<typeof WorkspaceInfo>;

export const workspaceRoutes = {
  get: route({
    id: 'workspace.get',
    method: 'GET',
    path: '/v1/workspace',
    summary: 'Name, markets and consent mode of the workspace of a publishable key',
    credentials: ['publishable'],
    query: z.object({ key: Id }),
    status: 200,
    response: WorkspaceInfo,
  }),
};
