export { createTracker } from './tracker.ts';
export type {
  AnyTracker,
  Diagnostics,
  DropReason,
  EventMap,
  Events,
  Plugin,
  Tracker,
  TrackerOptions,
} from './types.ts';
export type { Campaign } from './context/utm.ts';
