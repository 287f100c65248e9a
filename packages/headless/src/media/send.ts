import { ContinuoError, type Client, type ContinuoErrorLike } from '@continuo/core';
import type { MediaUpload } from '@continuo/protocol';
import { ensurePerson } from '../ensure-person.ts';

const TUS = { 'Tus-Resumable': '1.0.0' };
/** Bytes of one request: more where the last one was quick, so that each takes some seconds at most. */
const LEAST = 256 * 1024;
const MOST = 4 * 1024 * 1024;
const QUICK_MS = 1_500;
/** Milliseconds until it is asked again what became of it, and until a failure is tried again. */
const POLL_MS = 500;
const LONGEST_POLL_MS = 4_000;
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

export interface Sending {
  id: string;
  /** What is sent; absent for what was sent before, or from another device. */
  file: Blob | undefined;
  signal: AbortSignal;
  /** How far it is. */
  told(upload: MediaUpload): void;
  /** The network is away, or is there again. */
  waits(is: boolean): void;
}

/**
 * Sends an upload until it is `ready` or `refused`, from wherever it stands. Rejects with a `ContinuoError` when trying
 * again is of no use, and with the signal's reason when it was stopped.
 */
export async function send(client: Client, sending: Sending): Promise<MediaUpload> {
  const { id, file, signal, told, waits } = sending;
  let size = LEAST;
  let wait = FIRST_MS;

  const begin = async (): Promise<MediaUpload> => {
    if (!file) return client.request(`/v1/media/${id}`, { as: 'visitor', signal });
    await ensurePerson(client);
    return client.request('/v1/media', {
      ...{ method: 'POST', as: 'visitor', signal },
      headers: { ...TUS, 'Upload-Length': `${file.size}`, 'Upload-Metadata': `id ${btoa(id)}` },
    });
  };
  const append = async (upload: MediaUpload): Promise<MediaUpload> => {
    if (!file) throw new ContinuoError('media/unknown', { status: 404 });
    const { offset } = upload;
    const chunk = file.slice(offset, offset + size, 'application/offset+octet-stream');
    const began = performance.now();
    try {
      await client.request(`/v1/media/${id}`, {
        ...{ method: 'PATCH', as: 'visitor', signal, body: chunk },
        headers: { ...TUS, 'Upload-Offset': `${offset}` },
      });
    } catch (cause) {
      size = LEAST;
      throw cause;
    }
    size = performance.now() - began < QUICK_MS ? Math.min(size * 2, MOST) : Math.max(size / 2, LEAST);
    const next = offset + chunk.size;
    return { ...upload, offset: next, state: next < upload.length ? 'uploading' : 'processing' };
  };

  for (;;) {
    try {
      let upload = await begin();
      let poll = POLL_MS;
      for (;;) {
        wait = FIRST_MS;
        waits(false);
        told(upload);
        if (upload.state === 'ready' || upload.state === 'refused') return upload;
        if (upload.state === 'uploading') upload = await append(upload);
        else {
          await pause(client, poll, signal);
          poll = Math.min(poll * 1.3, LONGEST_POLL_MS);
          upload = await client.request(`/v1/media/${id}`, { as: 'visitor', signal });
        }
      }
    } catch (cause) {
      signal.throwIfAborted();
      const { retryable, retryAfter, code } = cause as ContinuoErrorLike;
      if (!retryable && code !== 'media/offset-mismatch') throw cause;
      waits(true);
      await pause(client, retryAfter ?? wait, signal);
      wait = Math.min(wait * 2, LONGEST_MS);
    }
  }
}

/** Until then, or until the network returns; rejects when it is stopped. */
const pause = ({ platform }: Client, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((go, stop) => {
    const end = () => {
      clearTimeout(timer);
      leave();
      signal.removeEventListener('abort', end);
      if (signal.aborted) stop(signal.reason as Error);
      else go();
    };
    const timer = setTimeout(end, ms);
    const leave = platform.on('online', end);
    signal.addEventListener('abort', end);
  });
