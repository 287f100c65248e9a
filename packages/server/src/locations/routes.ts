import { routes, type Location } from '@continuo/protocol';
import { catalogState, chooseLocale } from '../catalog/index.ts';
import { handle, type Handlers } from '../http/context.ts';
import { liveLocations } from './queries.ts';

export const handlers: Handlers = {
  [routes.locations.list.id]: handle(routes.locations.list, async ({ db, ws, query, now }) => ({
    etag: `${await catalogState(db, ws.id, now())}.${query.locale ?? ''}`,
    body: async () => ({
      locations: (await liveLocations(db, ws.id)).map((row): Location => {
        const locale = chooseLocale(query.locale, Object.keys(row.texts).sort());
        const { name, address } = row.texts[locale] ?? { name: row.id, address: '' };
        return {
          ...{ id: row.id, name, address, timeZone: row.time_zone, hours: row.hours },
          ...(row.latitude !== null && { latitude: row.latitude }),
          ...(row.longitude !== null && { longitude: row.longitude }),
        };
      }),
    }),
  })),
};
