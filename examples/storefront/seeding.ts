import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Device, MediaUpload } from '@continuo/protocol';
import type { CustomerVote } from './brand/reviews/index.ts';

const ORIGIN = 'http://backend.local';
const DAY_MS = 86_400_000;
/** Milliseconds from one look at what becomes of a photo to the next. */
const LOOK_MS = 200;

export interface Seed {
  /** The backend, which takes the time from `clock`: customers have written over a year. */
  api: (request: Request) => Promise<Response>;
  clock: { now: Date };
  publishable: string;
  secret: string;
  /** Who decides at the desk. */
  staff: { email: string; password: string };
}

interface Call {
  method?: string;
  /** Sent as JSON; a `Blob` goes as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** What customers and staff of the demo have done: each step asks the backend as a browser would, and may be repeated. */
export class Seeding {
  protected readonly seed: Seed;
  readonly #begin: Date;
  readonly #devices = new Map<string, Promise<string>>();

  constructor(seed: Seed) {
    this.seed = seed;
    this.#begin = seed.clock.now;
  }

  async call(path: string, { method, body, headers }: Call): Promise<Response> {
    const response = await this.seed.api(
      new Request(ORIGIN + path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { 'Content-Type': 'application/json', ...headers },
        ...(body !== undefined && { body: body instanceof Blob ? body : JSON.stringify(body) }),
      }),
    );
    if (!response.ok && response.status !== 404)
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  async json<T>(path: string, call: Call): Promise<T> {
    return (await (await this.call(path, call)).json()) as T;
  }

  /** Puts the clock so many days before the start. */
  at(daysAgo: number): void {
    this.seed.clock.now = new Date(this.#begin.getTime() - daysAgo * DAY_MS);
  }

  /** The device of somebody, as a header. */
  async by(author: string): Promise<Record<string, string>> {
    let token = this.#devices.get(author);
    if (!token) {
      token = this.json<Device>('/v1/devices', {
        body: { key: this.seed.publishable },
        headers: { 'Idempotency-Key': `demo-reviewer-${Buffer.from(author).toString('hex')}` },
      }).then((device) => device.token);
      this.#devices.set(author, token);
    }
    return { 'Continuo-Device': await token };
  }

  /** Sends a photo as somebody's browser does. Answers its id, once the backend has looked at it. */
  async upload(author: string, photo: Buffer): Promise<string> {
    const id = randomUUID();
    const path = `/v1/media/${id}`;
    const headers = { ...(await this.by(author)), 'Tus-Resumable': '1.0.0' };
    const its = {
      'Upload-Length': String(photo.length),
      'Upload-Metadata': `id ${Buffer.from(id).toString('base64')}`,
    };
    await this.call('/v1/media', { method: 'POST', headers: { ...headers, ...its } });
    await this.call(path, {
      method: 'PATCH',
      body: new Blob([new Uint8Array(photo)]),
      headers: { ...headers, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
    });
    for (;;) {
      const { state, reason } = await this.json<MediaUpload>(path, { headers });
      if (state === 'ready') return id;
      if (state !== 'processing') throw new Error(`a photo of ${author} is ${state}: ${reason}`);
      await sleep(LOOK_MS);
    }
  }

  /** A session at the desk; it is for now, so it also holds for what was before. */
  async desk(): Promise<Record<string, string>> {
    this.at(0);
    const headers = { Origin: ORIGIN };
    const login = await this.call('/v1/staff/session', { body: this.seed.staff, headers });
    return { ...headers, Cookie: login.headers.get('set-cookie')!.split(';')[0]! };
  }
  /** A moderator lets it be seen. */
  async publish(item: string, desk: Record<string, string>): Promise<void> {
    await this.act(item, 'decision', { decision: 'publish' }, desk);
  }

  /** What a moderator does about an item of the queue. */
  async act(item: string, what: string, body: object, desk: Record<string, string>): Promise<void> {
    await this.call(`/v1/moderation/${item}/${what}`, { method: 'PUT', body, headers: desk });
  }

  /** Whether it helped. `path` names what was written. */
  async vote(path: string, votes: readonly CustomerVote[]): Promise<void> {
    for (const { author, vote } of votes)
      await this.call(`${path}/vote`, { method: 'PUT', body: { vote }, headers: await this.by(author) });
  }
}
