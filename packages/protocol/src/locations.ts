import * as z from 'zod/mini';
import { Id, Locale } from './common.ts';
import { route } from './route.ts';

/** A shop. The location `online` is what shipping sells from; it is not listed. */
export const Location = z.object({
  id: Id,
  name: z.string(),
  address: z.string(),
  /** IANA name, for rules about days. */
  timeZone: z.string(),
  /** `hours[0]` is Monday; `null` is closed. Local time, `HH:MM`. */
  hours: z.array(z.nullable(z.object({ opens: z.string(), closes: z.string() }))),
  latitude: z.optional(z.number()),
  longitude: z.optional(z.number()),
});
export type Location = z.infer<typeof Location>;

export const locationRoutes = {
  list: route({
    id: 'locations.list',
    method: 'GET',
    path: '/v1/locations',
    summary: 'The shops of the workspace',
    credentials: ['publishable'],
    query: z.object({ key: Id, locale: z.optional(Locale) }),
    status: 200,
    response: z.object({ locations: z.array(Location) }),
  }),
};
