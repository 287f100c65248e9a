export {
  addCustomerKey,
  changeSettings,
  createTillKey,
  createWorkspace,
  hashKey,
  revokeKey,
  type NewWorkspace,
  type WorkspaceKeys,
} from './create.ts';
export { findKey, findWorkspace, findWorkspaceById } from './queries.ts';
export type { Settings, Workspace } from './workspace.ts';
