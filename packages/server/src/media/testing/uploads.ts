import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MediaUpload } from '@continuo/protocol';
import type { TestCall, TestWorkspace } from '../../testing.ts';

const TUS = { 'Tus-Resumable': '1.0.0' };

/** A visitor who uploads as any tus client does. */
export class Uploader {
  readonly ws: TestWorkspace;
  readonly by: TestCall;

  constructor(ws: TestWorkspace, by: TestCall) {
    this.ws = ws;
    this.by = by;
  }

  create(length: number | string, id = randomUUID() as string): Promise<Response> {
    return this.ws.fetch('/v1/media', {
      ...this.by,
      method: 'POST',
      headers: {
        ...TUS,
        'Upload-Length': String(length),
        'Upload-Metadata': `filename Zm9v,id ${Buffer.from(id).toString('base64')}`,
      },
    });
  }

  append(id: string, offset: number, bytes: Uint8Array, headers: Record<string, string> = {}) {
    return this.ws.fetch(`/v1/media/${id}`, {
      ...this.by,
      method: 'PATCH',
      body: new Blob([bytes as Uint8Array<ArrayBuffer>]),
      headers: {
        ...TUS,
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
        ...headers,
      },
    });
  }

  /** `Upload-Offset`, as a client that resumes asks for it. */
  head = (id: string): Promise<Response> =>
    this.ws.fetch(`/v1/media/${id}`, { ...this.by, method: 'HEAD', headers: TUS });

  state = (id: string): Promise<MediaUpload> => this.ws.json(`/v1/media/${id}`, this.by);

  remove = (id: string): Promise<Response> =>
    this.ws.fetch(`/v1/media/${id}`, { ...this.by, method: 'DELETE', headers: TUS });

  /** Waits until the backend has looked at the whole. */
  async settled(id: string): Promise<MediaUpload> {
    for (;;) {
      const upload = await this.state(id);
      if (upload.state === 'ready' || upload.state === 'refused') return upload;
      await sleep(20);
    }
  }

  /** Sends a whole file and waits for what becomes of it. */
  async upload(bytes: Uint8Array, id = randomUUID() as string): Promise<MediaUpload> {
    const created = await this.create(bytes.length, id);
    if (created.status !== 201) throw new Error(`${created.status} ${await created.text()}`);
    const appended = await this.append(id, 0, bytes);
    if (appended.status !== 204) throw new Error(`${appended.status} ${await appended.text()}`);
    return this.settled(id);
  }
}
