import type { Client } from '@continuo/core';
import { createTracker, type Tracker } from '@continuo/tracker';
import { commerce } from '@continuo/tracker/commerce';
import { pageViews } from '@continuo/tracker/page-views';
import { campaignOf } from '@continuo/tracker/sources';

/**
 * The tracker with what a page without code wants counted: page views, where visits come from, and what the elements tell
 * (through `target`), at the time that `now` says.
 */
export const startTracker = (
  client: Client,
  target: EventTarget,
  now: () => number,
  arrival?: Promise<void>,
): Tracker =>
  createTracker(client, {
    plugins: [pageViews(), commerce(target)],
    campaignOf,
    now,
    ...(arrival && { arrival }),
  });
