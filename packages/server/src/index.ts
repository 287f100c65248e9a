export { createLog } from './http/log.ts';
export { renewEpochs } from './cart/index.ts';
export { createBackend, type Backend, type BackendOptions } from './backend.ts';
export {
  migrate,
  openDatabase,
  refuseIfHeld,
  transact,
  type Database,
  type DatabaseOptions,
  type Db,
  type Tx,
} from './database/index.ts';
export {
  addCustomerKey,
  changeSettings,
  createTillKey,
  createWorkspace,
  findWorkspace,
  revokeKey,
  type NewWorkspace,
  type Settings,
  type Workspace,
  type WorkspaceKeys,
} from './workspaces/index.ts';
export {
  folderStorage,
  s3Storage,
  type MediaStorage,
  type Range,
  type S3Options,
  type StoredFile,
} from './media/index.ts';
export { addModerationCheck, type ModerationCheck } from './moderation/index.ts';
export {
  putReviewSettings,
  type Claim,
  type NewReviewSettings,
  type Summarize,
  type SummarizeRequest,
  type Translate,
  type TranslationRequest,
} from './reviews/index.ts';
export { serve, type ServeOptions, type Serving } from './serve/serve.ts';
export { putStaff, type NewStaff } from './staff/index.ts';
