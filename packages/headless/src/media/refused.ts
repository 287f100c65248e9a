import type { MediaRefusal } from '@continuo/protocol';

/** A file that cannot be used, and why: told before anything is sent. */
export class Refused extends Error {
  readonly reason: MediaRefusal;
  constructor(reason: MediaRefusal) {
    super(reason);
    this.reason = reason;
  }
}
