import type { MediaRefusal } from '@continuo/protocol';

/** A file that cannot be used, and why. */
export class Refused extends Error {
  readonly reason: MediaRefusal;
  constructor(reason: MediaRefusal, options?: ErrorOptions) {
    super(`The file is refused: ${reason}`, options);
    this.reason = reason;
  }
}
