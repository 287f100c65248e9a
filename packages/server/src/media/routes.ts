import { MediaId, routes } from '@continuo/protocol';
import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import * as z from 'zod/mini';
import { handle, type Handlers } from '../http/context.ts';
import type { Limiter } from '../http/limits.ts';
import { problem } from '../http/problem.ts';
import { append } from './append.ts';
import './erase.ts';
import { fileResponse } from './file.ts';
import type { MediaStorage } from './storage/storage.ts';
import { deleteRemoved } from './sweep.ts';
import { bytesIn, checkVersion, headersOf, metadataOf, refusal } from './tus.ts';
import { createUpload, findUpload, ownUpload, removeUpload, uploadOf } from './uploads.ts';
import type { MediaWorker } from './worker.ts';

const { media } = routes;
const CHUNK = 'application/offset+octet-stream';

export const handlersWith = (storage: MediaStorage, worker: MediaWorker, limiter: Limiter): Handlers => ({
  [media.create.id]: handle(media.create, async ({ db, ws, actor, request, ip, now }) => {
    checkVersion(request);
    const length = bytesIn(request, 'Upload-Length');
    const id = z.safeParse(MediaId, metadataOf(request, 'id'));
    if (!id.success || length === 0)
      throw refusal('request/invalid', {
        detail: length === 0 ? 'An empty file shows nothing' : 'Upload-Metadata has no id',
        issues: [{ path: 'headers.Upload-Metadata', message: 'needs an id of 16 to 64 letters' }],
      });
    if (length > MEDIA_LIMITS.videoBytes)
      throw refusal('media/too-large', { detail: `At most ${MEDIA_LIMITS.videoBytes} bytes` });
    const its = { ws, actor, id: id.data };
    // Who only goes on brings nothing new.
    if (!(await findUpload(db, its))) await limiter.upload(ip, ws.id, length);
    const row = await createUpload(db, its, length, now());
    const headers = { ...headersOf(row), Location: `/v1/media/${row.id}` };
    return { body: uploadOf(row), headers };
  }),

  [media.state.id]: handle(media.state, async ({ db, ws, actor, params, now }) => {
    const row = await ownUpload(db, { ws, actor, id: params.mediaId });
    await worker.adopt(row, now());
    return { body: uploadOf(row), headers: headersOf(row) };
  }),

  [media.append.id]: handle(media.append, async ({ db, ws, actor, params, request, now }) => {
    const row = await ownUpload(db, { ws, actor, id: params.mediaId });
    checkVersion(request);
    if (request.headers.get('Content-Type') !== CHUNK)
      throw refusal('request/unsupported-media-type', { detail: `Send ${CHUNK}` });
    const offset = bytesIn(request, 'Upload-Offset');
    if (offset !== row.received)
      throw refusal('media/offset-mismatch', { detail: 'The upload is elsewhere', headers: headersOf(row) });
    const grown = await append({ db, storage, now }, row, request.body);
    if (grown.state === 'processing' && row.state === 'uploading') worker.add(grown);
    return { headers: headersOf(grown) };
  }),

  [media.remove.id]: handle(media.remove, async ({ db, ws, actor, params, request, log }) => {
    const row = await ownUpload(db, { ws, actor, id: params.mediaId });
    checkVersion(request);
    await removeUpload(db, row);
    await deleteRemoved(db, storage, row).catch((error: unknown) =>
      log.warn({ err: error }, 'the files of a removed upload are still there; the next sweep deletes them'),
    );
    return { headers: { 'Tus-Resumable': '1.0.0' } };
  }),

  [media.file.id]: handle(media.file, async ({ params, request }) => {
    const response = await fileResponse(storage, `${params.name}/${params.file}`, request);
    if (!response) throw problem('media/unknown');
    return response;
  }),
});
