import type { CartTables } from '../cart/tables.ts';
import type { CatalogTables } from '../catalog/tables.ts';
import type { ChangesTables } from '../changes/tables.ts';
import type { CollectTables } from '../collect/tables.ts';
import type { HttpTables } from '../http/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { ImportTables } from '../imports/tables.ts';
import type { LinkTables } from '../links/tables.ts';
import type { LocationTables } from '../locations/tables.ts';
import type { ModerationTables } from '../moderation/tables.ts';
import type { MediaTables } from '../media/tables.ts';
import type { OrderTables } from '../orders/tables.ts';
import type { QuestionTables } from '../questions/tables.ts';
import type { ReviewTables } from '../reviews/tables.ts';
import type { StaffTables } from '../staff/tables.ts';
import type { WorkspaceTables } from '../workspaces/tables.ts';

/** All tables; each feature describes its own in its `tables.ts`. */
export interface Tables
  extends
    WorkspaceTables,
    IdentityTables,
    CollectTables,
    CatalogTables,
    LocationTables,
    ImportTables,
    CartTables,
    OrderTables,
    StaffTables,
    ChangesTables,
    HttpTables,
    LinkTables,
    MediaTables,
    ReviewTables,
    QuestionTables,
    ModerationTables {}
