import type { Change } from '@continuo/protocol';
import type { Timings } from './timings.ts';

/** What tabs say to each other. New kinds are ignored by older tabs; a changed kind needs another channel name. */
export type TabMessage =
  | { beat: number | undefined }
  | { change: Change }
  | { reset: number }
  /** A visible tab is here; a hidden leader yields to it. */
  | { hello: number }
  | { yours: number };

export type TabChannel = Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>;

export interface TabsOptions {
  /** Of lock and channel. */
  name: string;
  locks: Pick<LockManager, 'request'>;
  channel(name: string): TabChannel;
  visible(): boolean;
  timings: Timings;
  /** The cursor that a leader tells with its beats. */
  cursor(): number | undefined;
  /** This tab leads from now on, until the returned function is called. */
  lead(): () => void;
  hear(message: TabMessage): void;
  /** Locks are refused. */
  refused(): void;
}

export interface Tabs {
  post(message: TabMessage): void;
  /** The page was shown or hidden. */
  turned(): void;
  leave(): void;
}

/** One leader among the tabs of a name. Visible tabs queue for the lead, or steal it from one that fell silent. */
export const joinTabs = (options: TabsOptions): Tabs => {
  const { name, locks, visible, timings } = options;
  const me = Math.random();
  const channel = options.channel(name);
  let here = true;
  let queued: AbortController | undefined;
  let stopLeading: (() => void) | undefined;
  let heardAt = Date.now();
  let patience = 0;

  const post = (message: TabMessage) => {
    if (here) channel.postMessage(message);
  };
  const beat = () => post({ beat: options.cursor() });
  const heard = () => {
    heardAt = Date.now();
    patience = timings.steal + Math.random() * timings.spread;
  };

  const request = (how: LockOptions) => {
    const held = () => {
      queued = undefined;
      if (!here || stopLeading) return undefined;
      return new Promise<void>((release) => {
        const stop = options.lead();
        const beats = setInterval(beat, timings.beat);
        stopLeading = () => {
          stopLeading = undefined;
          clearInterval(beats);
          stop();
          release();
        };
        beat();
      });
    };
    locks.request(name, how, held).then(
      () => {},
      (error: unknown) => {
        // Robbed, or this tab itself gave up its place in the queue.
        if ((error as Error).name === 'AbortError') {
          if (how.signal?.aborted) return;
          stopLeading?.();
          heard();
          queue();
        } else if (here) options.refused();
      },
    );
  };
  const queue = () => {
    if (!here || queued || stopLeading || !visible()) return;
    queued = new AbortController();
    request({ signal: queued.signal });
  };
  const unqueue = () => {
    queued?.abort();
    queued = undefined;
  };
  const steal = () => {
    if (!here || stopLeading || !visible()) return;
    heard();
    // Asked for together, the browser refuses.
    unqueue();
    request({ steal: true });
  };

  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (!here) return;
    if ('hello' in data) {
      if (!stopLeading) return;
      beat();
      if (!visible()) post({ yours: data.hello });
    } else {
      heard();
      if ('yours' in data) {
        if (data.yours === me) steal();
      } else options.hear(data);
    }
  };
  const watch = setInterval(() => {
    if (Date.now() - heardAt > patience) steal();
  }, timings.beat / 2);

  heard();
  const turned = () => {
    if (visible()) {
      heard();
      queue();
      post({ hello: me });
    } else unqueue();
  };
  turned();

  return {
    post,
    turned,
    leave() {
      if (!here) return;
      here = false;
      clearInterval(watch);
      unqueue();
      stopLeading?.();
      channel.close();
    },
  };
};
