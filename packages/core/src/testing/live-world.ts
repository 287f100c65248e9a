import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Change } from '@continuo/protocol';
import { createClient } from '../client.ts';
import type { Listener } from '../changes.ts';
import { type StreamEvent } from '../live-worker.ts';
import { createLive } from '../live.ts';
import { FakeBrowser, fakeFetch, until, type FakeTab, type Request } from './tabs.ts';
import type { Timings } from '../live/timings.ts';

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
export const QUICK: Timings = {
  first: 200,
  silent: 250,
  backoff: { least: 10, most: 60 },
  poll: 40,
  again: 400,
  beat: 40,
  steal: 120,
  spread: 40,
  hidden: 150,
  back: 60,
};

/** A backend with a log of changes, streams that the test ends, and a few ways to misbehave. */
export class Backend {
  log: Change[] = [];
  cursor = 100;
  /** Streams that are open, the oldest first. */
  streams: ((events: StreamEvent[]) => void)[] = [];
  connections = 0;
  lists = 0;
  headers: Record<string, string>[] = [];
  down = false;
  /** What a stream does once it is open: `silent` lets nothing through, as a proxy that buffers does. */
  mode: 'good' | 'silent' | 401 | 'ends' = 'good';

  answer = ({ path, query }: Request): unknown => {
    if (this.down) throw new TypeError('down');
    if (path !== '/v1/changes') return { deviceId: 'd1', token: 'd1.x' };
    this.lists++;
    const after = query.get('after');
    return {
      changes: after === null ? [] : this.log.filter(({ cursor }) => cursor > +after),
      more: false,
      cursor: this.cursor,
    };
  };

  open = (
    request: { headers: Record<string, string>; first: number },
    tell: (events: StreamEvent[]) => void,
  ) => {
    this.connections++;
    this.headers.push(request.headers);
    const timers: NodeJS.Timeout[] = [];
    const later = (ms: number, events: StreamEvent[]) => timers.push(setTimeout(() => tell(events), ms));
    const end = (status: number, late: boolean): StreamEvent[] => [{ name: 'end', status, late }];
    if (this.down) later(1, end(0, false));
    else if (this.mode === 401) later(1, end(401, false));
    else if (this.mode === 'silent') later(request.first, end(0, true));
    else {
      const after = +request.headers['Last-Event-ID']!;
      const backlog = this.log.filter(({ cursor }) => cursor > after);
      later(1, [
        { name: 'ready', data: JSON.stringify({ cursor: after }) },
        ...backlog.map((change) => ({ name: 'change', data: JSON.stringify(change) })),
      ]);
      if (this.mode === 'ends') later(3, end(200, false));
      else {
        this.streams.push(tell);
        later(5, [{ name: ':' }]);
      }
    }
    return () => {
      timers.forEach(clearTimeout);
      this.streams = this.streams.filter((stream) => stream !== tell);
    };
  };

  push(order = (d: Change[]) => d, times = 1): void {
    const news: Change[] = [];
    for (let i = 0; i < times; i++) {
      const prev = this.cursor;
      // Cursors have gaps.
      this.cursor += 1 + (prev % 3);
      news.push({
        prev,
        cursor: this.cursor,
        at: '',
        kind: 'order',
        data: { order: `o${this.cursor}`, state: 'placed' },
      });
    }
    this.log.push(...news);
    for (const change of order(news)) this.send({ name: 'change', data: JSON.stringify(change) });
  }
  send(...events: StreamEvent[]): void {
    for (const tell of [...this.streams]) tell(events);
  }
  end(): void {
    const streams = this.streams;
    this.streams = [];
    for (const tell of streams) tell([{ name: 'end', status: 200, late: false }]);
  }
}

export interface Page {
  tab: FakeTab;
  seen: number[];
  resets: number;
  close(): void;
}

export const world = (t: TestContext) => {
  const browser = new FakeBrowser();
  const backend = new Backend();
  browser.storage.set('continuo:pk_1:device', '{"deviceId":"d1","token":"d1.x"}');
  const pages: Page[] = [];
  t.after(() => pages.forEach((page) => page.close()));
  const open = async ({
    visible = true,
    withoutLocks = false,
    getToken = undefined as (() => Promise<string>) | undefined,
  } = {}) => {
    const { fetch } = fakeFetch(backend.answer);
    const tab = browser.tab({ fetch, timings: QUICK, open: backend.open, withoutLocks });
    tab.visible = visible;
    const client = createClient({
      endpoint: 'https://api.test',
      key: 'pk_1',
      platform: tab.platform,
      ...(getToken && { getToken }),
    });
    if (getToken) await client.identity.token();
    const page: Page = {
      tab,
      seen: [],
      resets: 0,
      close() {
        listeners.clear();
        live.check();
        client.destroy();
      },
    };
    const listeners = new Set<Listener>([
      { kind: 'order', listener: ({ cursor }) => page.seen.push(cursor), onReset: () => page.resets++ },
    ]);
    const live = createLive(client, listeners, tab.around);
    live.check();
    client.identity.subscribe(live.check);
    pages.push(page);
    await until(() => !visible || page.resets === 1);
    return Object.assign(page, { client, live, listeners });
  };
  /** All saw all, each once and in order. */
  const complete = async (...these: Page[]) => {
    const all = backend.log.map(({ cursor }) => cursor);
    await until(() => these.every(({ seen }) => seen.at(-1) === all.at(-1)));
    for (const { seen } of these) assert.deepEqual(seen, all.slice(-seen.length));
    return all;
  };
  return { browser, backend, open, complete };
};
