import { cartRoutes } from './cart.ts';
import { catalogRoutes, importRoutes } from './catalog.ts';
import { changesRoutes } from './changes.ts';
import { collectRoutes } from './collect.ts';
import { identityRoutes } from './identity.ts';
import { linkRoutes } from './links.ts';
import { locationRoutes } from './locations.ts';
import { mediaRoutes } from './media.ts';
import { moderationRoutes } from './moderation.ts';
import { orderRoutes } from './orders.ts';
import { questionRoutes } from './questions.ts';
import { reviewFileRoutes } from './review-files.ts';
import { reviewRoutes } from './review-routes.ts';
import type { Route } from './route.ts';
import { personRoutes, staffRoutes } from './staff.ts';
import { workspaceRoutes } from './workspace.ts';

/** Every route of the wire by feature. A route that is not here is not served. */
export const routes = {
  workspace: workspaceRoutes,
  identity: identityRoutes,
  links: linkRoutes,
  collect: collectRoutes,
  catalog: catalogRoutes,
  imports: importRoutes,
  locations: locationRoutes,
  cart: cartRoutes,
  orders: orderRoutes,
  media: mediaRoutes,
  reviews: reviewRoutes,
  reviewFiles: reviewFileRoutes,
  questions: questionRoutes,
  moderation: moderationRoutes,
  changes: changesRoutes,
  staff: staffRoutes,
  persons: personRoutes,
};

export const allRoutes: readonly Route[] = Object.values(routes).flatMap((r) => Object.values<Route>(r));
