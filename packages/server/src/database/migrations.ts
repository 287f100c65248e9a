import type { Migration } from 'kysely/migration';
import { cartMigrations } from '../cart/migrations.ts';
import { catalogMigrations } from '../catalog/migrations.ts';
import { changesMigrations } from '../changes/migrations.ts';
import { collectMigrations } from '../collect/migrations.ts';
import { httpMigrations } from '../http/migrations.ts';
import { identityMigrations } from '../identity/migrations.ts';
import { importMigrations } from '../imports/migrations.ts';
import { linkMigrations } from '../links/migrations.ts';
import { locationMigrations } from '../locations/migrations.ts';
import { mediaMigrations } from '../media/migrations.ts';
import { moderationMigrations } from '../moderation/migrations.ts';
import { orderMigrations } from '../orders/migrations.ts';
import { questionMigrations } from '../questions/migrations.ts';
import { reviewMigrations } from '../reviews/migrations.ts';
import { staffMigrations } from '../staff/migrations.ts';
import { workspaceMigrations } from '../workspaces/migrations.ts';

/** Every migration of every feature. Names fix the order; what was released is never changed, only followed. */
export const migrations: Readonly<Record<string, Migration>> = {
  ...workspaceMigrations,
  ...identityMigrations,
  ...collectMigrations,
  ...catalogMigrations,
  ...locationMigrations,
  ...cartMigrations,
  ...orderMigrations,
  ...staffMigrations,
  ...changesMigrations,
  ...httpMigrations,
  ...importMigrations,
  ...linkMigrations,
  ...reviewMigrations,
  ...moderationMigrations,
  ...mediaMigrations,
  ...questionMigrations,
};
