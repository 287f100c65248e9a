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
  await tendDatabase(db, now);
  await sweepMedia(db, media, now);
}

async function tendDatabase(db: Db, now: Date): Promise<void> {
  await tendEvents(db, now);
  await forgetChanges(db, now, CHANGES_KEPT_MS);
  await forgetKeys(db, now);
  await forgetSessions(db, now);
  await forgetLinks(db, now);
  await endGuestCarts(db, now);
  await refreshAllDue(db, now);
}

/**
 * Tends now and every hour; returns a function that ends it. A storage of photos and videos that is away keeps nothing from
 * starting.
 */
export async function keepTending(db: Db, media: MediaStorage, log: Logger): Promise<() => void> {
  const later = (error: unknown): void => log.error({ err: error }, 'tending failed; again in an hour');
  const sweep = (): Promise<void> => sweepMedia(db, media, new Date()).catch(later);
  await tendDatabase(db, new Date());
  await sweep();
  const timer = setInterval(() => void tendDatabase(db, new Date()).catch(later).then(sweep), HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
}
