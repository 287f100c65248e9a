import { CHANGES_KEPT_MS } from '@continuo/protocol/constants';
import type { Logger } from 'pino';
import { endGuestCarts } from '../cart/index.ts';
import { refreshAllDue } from '../catalog/index.ts';
import { forgetChanges } from '../changes/queries.ts';
import { tendEvents } from '../collect/index.ts';
import type { Db } from '../database/index.ts';
import { forgetKeys } from '../http/idempotency.ts';
import { forgetLinks } from '../links/index.ts';
import { sweepMedia, type MediaStorage } from '../media/index.ts';
import { forgetSessions } from '../staff/accounts.ts';

const HOUR_MS = 3_600_000;

/** What time makes necessary: partitions ahead, the end of what is kept for a while, and lists that the clock changed. May run on every node. */
export async function tend(db: Db, media: MediaStorage, now: Date): Promise<void> {
  await tendEvents(db, now);
  await forgetChanges(db, now, CHANGES_KEPT_MS);
  await forgetKeys(db, now);
  await forgetSessions(db, now);
  await forgetLinks(db, now);
  await sweepMedia(db, media, now);
  await endGuestCarts(db, now);
  await refreshAllDue(db, now);
}

/** Tends now and every hour; returns a function that ends it. */
export async function keepTending(db: Db, media: MediaStorage, log: Logger): Promise<() => void> {
  await tend(db, media, new Date());
  const timer = setInterval(() => {
    tend(db, media, new Date()).catch((error: unknown) =>
      log.error({ err: error }, 'tending failed; again in an hour'),
    );
  }, HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
}
