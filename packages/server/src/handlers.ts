import { handlers as cart } from './cart/routes.ts';
import { handlers as catalog } from './catalog/routes.ts';
import { handlers as collect } from './collect/routes.ts';
import type { Handlers } from './http/context.ts';
import { handlers as identity } from './identity/routes.ts';
import { handlers as imports } from './imports/routes.ts';
import { handlers as links } from './links/routes.ts';
import { handlers as locations } from './locations/routes.ts';
import { handlers as moderation } from './moderation/routes.ts';
import { handlers as orders } from './orders/routes.ts';
import { handlers as questions } from './questions/routes.ts';
import { handlers as reviews } from './reviews/routes.ts';
import { handlers as workspaces } from './workspaces/routes.ts';

/** The handlers of every feature. */
export const handlers: Handlers = {
  ...workspaces,
  ...identity,
  ...links,
  ...collect,
  ...catalog,
  ...locations,
  ...imports,
  ...cart,
  ...orders,
  ...reviews,
  ...questions,
  ...moderation,
};
