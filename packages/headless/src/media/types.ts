import type { ErrorCode, Media, MediaRefusal } from '@continuo/protocol';
import type { ReadableAtom } from 'nanostores';

/**
 * `preparing`: made smaller, and where it was taken is taken out. `sending`: on its way, or it waits for the network.
 * `processing`: the backend looks at it. `ready`: it can be sent with what it belongs to. `refused`: it cannot be used,
 * `reason` says why. `failed`: `error` says why, and it can be tried again. `lost`: neither here nor there.
 */
export type UploadState = 'preparing' | 'sending' | 'processing' | 'ready' | 'refused' | 'failed' | 'lost';

/** A photo or video on its way from this device. */
export interface Upload {
  readonly id: string;
  readonly kind: 'photo' | 'video';
  /** Of the file, as the device calls it; empty for one from another device. */
  readonly name: string;
  readonly state: UploadState;
  /** How much of it is safe, 0 to 1. */
  readonly sent: number;
  /** The network is away; it goes on by itself. */
  readonly waits: boolean;
  readonly reason?: MediaRefusal;
  readonly error?: ErrorCode;
  /** What is sent, while it is on this device. */
  readonly file?: Blob;
  /** Once it is ready. */
  readonly media?: Media;
}

export interface MediaUploads {
  /** By id, those that were added or followed here. */
  readonly $uploads: ReadableAtom<Readonly<Record<string, Upload>>>;
  /** Takes a file and gives its id at once. It is kept on the device until it is sent, and goes on after a reload. */
  add(file: Blob & { readonly name?: string }): string;
  /** Goes on with uploads of an earlier page or another device. */
  follow(ids: readonly string[]): void;
  /** Tries a failed one again. */
  retry(id: string): void;
  /** Stops it, and forgets it here and in the backend. */
  remove(id: string): void;
  /** Resolves when all are ready; rejects with a `ContinuoError` (`media/not-ready`) when one cannot be. */
  settled(ids: readonly string[]): Promise<void>;
  /** They belong to something now: nothing is left to do here. */
  release(ids: readonly string[]): void;
}
