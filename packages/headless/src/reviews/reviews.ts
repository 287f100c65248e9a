import type { Client } from '@continuo/core';
import { createVisitor } from '../visitor.ts';
import { REVIEW_VOTES } from './device.ts';
import { counted } from './helpful.ts';
import { createList } from './list.ts';
import { NOTHING, ownOf } from './person.ts';
import { createRatings } from './ratings.ts';
import type { Reviews } from './types.ts';

/** A product's reviews and what this visitor did with them. All callers with the same client and id share one store. */
export const createReviews = (client: Client, { productId }: { productId: string }): Reviews =>
  client.slot(`reviews:${productId}`, () => {
    const $own = ownOf(client, productId);
    const list = createList(client, productId, (one) =>
      counted(one, $own.get().votes[one.id], visitor.counted[one.id]),
    );
    const visitor = createVisitor({
      ...{ client, productId, $own },
      kind: REVIEW_VOTES,
      nothing: NOTHING,
      changed: list.edit,
      load: async (its) =>
        (await import('./own.ts')).createOwn(its, {
          helped: (id, helpful) => list.edit((one) => (one.id === id ? { ...one, helpful } : one)),
          decided() {
            void list.refresh();
            createRatings(client).refresh(productId);
          },
        }),
    });
    return {
      $own,
      $list: list.$list,
      $filters: list.$query,
      $busy: list.$busy,
      setFilters: list.set,
      showMore: list.more,
      vote: visitor.vote,
      report: async (...report) => (await visitor.side()).report(...report),
      refresh: async () => {
        await Promise.all([list.refresh(), visitor.refresh()]);
      },
    };
  });
