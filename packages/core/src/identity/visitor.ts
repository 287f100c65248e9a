import type { Device } from '@continuo/protocol';

/** Name of a small value, and of records: see `KeptDevice`. */
export const DEVICE = 'device';
/** How many visitors of this browser were wiped. */
export const WIPES = 'wipes';

/**
 * What names begin with that are one visitor's own. So what a tab writes that has not heard yet that its visitor is gone
 * is nobody's, and wiping takes nothing from the one who came next, whenever it is done.
 */
export const ofVisit = ({ visit }: Visitor): string => (visit ? `${visit}:` : '');

export interface Token {
  raw: string;
  userId: string;
  /** Milliseconds by this device's clock: when to get a new one, and when it ends. */
  until: number;
  end: number;
}

/**
 * What is kept of the device on disk: the idempotency key that it is asked for with, and the answer. Small values reach
 * the disk seconds late, and a device that is lost with a browser leaves its cart behind.
 */
export interface KeptDevice {
  key: string;
  device?: Device;
}

/** Who the visitor is, as far as this tab knows. */
export interface Visitor {
  device?: Device | undefined;
  /** `null`: nobody is logged in. Absent: not asked yet. */
  token?: Token | null | undefined;
  /** How many were wiped before, in all tabs alike: what began before a wipe must not be kept after it. */
  visit: number;
}

/** What tabs say to each other. All of it tells which visit it is of. */
export interface Message {
  visit: number;
  /** Whoever has a valid token shall tell it. */
  ask?: true;
  token?: string;
  /** The token is told because it was asked for. */
  answer?: true;
}
