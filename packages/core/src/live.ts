import type { Listener } from './changes.ts';
import { createFeed } from './live/feed.ts';
import { lead } from './live/lead.ts';
import { createReader } from './live/reader.ts';
import { joinTabs, type Tabs, type TabChannel, type TabMessage } from './live/tabs.ts';
import { TIMINGS, type Timings } from './live/timings.ts';
import { ownFetch } from './platform/platform.ts';
import type { StreamEvent, StreamRequest } from './live-worker.ts';
import type { Client, Unsubscribe } from './types.ts';
import { tell } from './util.ts';

export { TIMINGS, type Timings } from './live/timings.ts';

/** What the stream needs of its surroundings besides the client's platform. */
export interface Surroundings {
  /** Absent: every tab is on its own. */
  locks?: Pick<LockManager, 'request'> | undefined;
  channel(name: string): TabChannel;
  /** Events of window and document. */
  on(event: string, listener: (event: { persisted?: boolean }) => void): Unsubscribe;
  open(request: StreamRequest, tell: (events: StreamEvent[]) => void): () => void;
  timings: Timings;
}

export interface Live {
  /** To be called when visitor or listeners changed. */
  check(): void;
}

/**
 * Only the address of one. Bundlers know a worker by the words `new Worker(new URL(…, import.meta.url))` and make a file of
 * it; what else is so small some write into the chunk as `data:`, where a worker has no origin that the backend could
 * allow. The real one cannot be made by these words: under Trusted Types the address has to pass a policy first.
 */
class Worker {
  readonly address: URL;
  constructor(address: URL, _options: { type: 'module' }) {
    this.address = address;
  }
}

/** What a browser has; a server has none of it and streams on its own. */
export const surroundings = ({ options, platform }: Client): Surroundings => {
  const page = typeof document === 'object';
  const workerUrl = () =>
    options.workerUrl
      ? new URL(options.workerUrl, location.href)
      : new Worker(new URL('./live-worker.js', import.meta.url), { type: 'module' }).address;
  return {
    locks: page ? navigator.locks : undefined,
    channel: (name) => new BroadcastChannel(name),
    on(event, listener) {
      if (!page) return () => {};
      // Those of the document bubble.
      addEventListener(event, listener as EventListener);
      return () => removeEventListener(event, listener as EventListener);
    },
    // A worker has no other than the browser's own.
    open: createReader(platform.fetch === ownFetch ? workerUrl : undefined, platform.fetch),
    timings: TIMINGS,
  };
};

/** Delivers the changes of whoever is the visitor, as long as somebody listens. */
export const createLive = (
  client: Client,
  listeners: ReadonlySet<Listener>,
  around: Surroundings = surroundings(client),
): Live => {
  const { identity, options, platform } = client;
  const { timings } = around;
  let { locks } = around;
  let visitor = '';
  let stop = () => {};

  const start = () => {
    const name = `continuo:v1:${options.endpoint}:${options.key}:${visitor}`;
    const feed = createFeed(client, {
      change: (change) =>
        tell(listeners, ({ kind, listener }) => {
          if (kind === change.kind) listener(change);
        }),
      reset: () => tell(listeners, ({ onReset }) => onReset()),
    });
    let tabs: Tabs | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const hear = (message: TabMessage) => {
      if ('change' in message) feed.apply(message.change);
      else if ('reset' in message) feed.reset(message.reset);
      else if ('beat' in message && (message.beat ?? -1) > (feed.cursor ?? -2)) void feed.catchUp();
    };
    const begin = (post: (message: TabMessage) => void) => () =>
      lead({ client, feed, open: around.open, timings, post });

    /** Without locks: a stream as long as the page is seen. */
    const alone = (): Tabs => {
      const run = begin(() => {});
      let end: (() => void) | undefined;
      const turned = () => {
        if (platform.visible) end ??= run();
        else end = end?.() as undefined;
      };
      turned();
      return { post() {}, turned, leave: () => end?.() };
    };
    const join = () => {
      clearTimeout(timer);
      if (!platform.visible) timer = setTimeout(leave, timings.hidden);
      if (tabs) return tabs.turned();
      tabs = locks
        ? joinTabs({
            name,
            locks,
            channel: around.channel,
            visible: () => platform.visible,
            timings,
            cursor: () => feed.cursor,
            lead: begin((message) => tabs?.post(message)),
            hear,
            refused() {
              leave();
              locks = undefined;
              join();
            },
          })
        : alone();
    };
    const leave = () => {
      clearTimeout(timer);
      tabs?.leave();
      tabs = undefined;
    };
    const turned = () => {
      if (tabs || platform.visible) join();
      if (platform.visible) void feed.catchUp();
    };

    const ends = [
      around.on('visibilitychange', turned),
      // Firefox keeps no page that still holds a lock at `pagehide`.
      around.on('beforeunload', () => {
        leave();
        timer = setTimeout(join, timings.back);
      }),
      around.on('pagehide', leave),
      around.on('pageshow', ({ persisted }) => persisted && turned()),
      around.on('freeze', leave),
      around.on('resume', turned),
    ];
    join();
    void feed.catchUp();
    return () => {
      ends.forEach((end) => end());
      leave();
      feed.end();
    };
  };

  return {
    check() {
      const { userId, device } = identity;
      const now = !listeners.size ? '' : userId ? `u:${userId}` : device ? `d:${device.deviceId}` : '';
      if (now === visitor) return;
      stop();
      visitor = now;
      stop = now ? start() : () => {};
    },
  };
};
