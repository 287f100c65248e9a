export { deviceIdOf, workspaceOfToken } from './device-token.ts';
export {
  customerOf,
  devicesOf,
  holdPerson,
  identityKey,
  meet,
  personOf,
  personsOf,
  rootOf,
  type Known,
  type Sighting,
} from './graph.ts';
export { onErased, onJoined } from './hooks.ts';
export { ownersOf, type Visitor } from './owners.ts';
export { claim, linkVisitor } from './join.ts';
export { deviceName, emailOf, nameOf, personIdOf } from './rules.ts';
