import type { Change } from '@continuo/protocol';
import type { StreamEvent, StreamRequest } from '../live-worker.ts';
import type { Client } from '../types.ts';
import { parse } from '../util.ts';
import type { Feed } from './feed.ts';
import type { TabMessage } from './tabs.ts';
import type { Timings } from './timings.ts';

/** Streams that end so often before their first comment do not get through. */
const STRIKES = 2;

export interface LeadOptions {
  client: Client;
  feed: Feed;
  open(request: StreamRequest, tell: (events: StreamEvent[]) => void): () => void;
  timings: Timings;
  post(message: TabMessage): void;
}

/** Holds the stream, or polls where it does not get through, until the returned function is called. */
export const lead = ({ client, feed, open, timings, post }: LeadOptions): (() => void) => {
  const { identity, options, platform } = client;
  let leading = true;
  let close = () => {};
  let wake = () => {};
  let tries = 0;
  let strikes = 0;
  let pollUntil = 0;

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const backoff = () =>
    Math.random() * Math.min(timings.backoff.most, timings.backoff.least * 2 ** Math.min(tries++, 16));

  const catchUp = async () => {
    const done = await feed.catchUp();
    if (leading) post({ beat: feed.cursor });
    return done;
  };

  /** One connection. */
  const stream = async () => {
    const token = await identity.token().catch(() => undefined);
    // Who the visitor is cannot be told now.
    if (token === undefined || !leading) return;
    const headers: Record<string, string> = { 'Last-Event-ID': `${feed.cursor}` };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (identity.device) headers['Continuo-Device'] = identity.device.token;
    const url = new URL(`${options.endpoint}/v1/live`, globalThis.location?.href).href;

    let ready = false;
    let proven = false;
    await new Promise<void>((resolve) => {
      const end = (strike: boolean) => {
        close = () => {};
        if (proven) tries = strikes = 0;
        else if (strike && ++strikes >= STRIKES) pollUntil = Date.now() + timings.again;
        resolve();
      };
      const stop = open({ url, headers, first: timings.first, silent: timings.silent }, (events) => {
        for (const event of events) {
          if (event.name === ':') proven ||= ready;
          else if ('status' in event) end(event.late || event.status === 200);
          else if ('data' in event) {
            const data = parse<{ cursor: number }>(event.data);
            if (event.name === 'ready') ready = true;
            // A planned end says as much as a comment.
            else if (event.name === 'bye') proven = true;
            else if (event.name === 'reset' && data) {
              ready = true;
              feed.reset(data.cursor);
              post({ reset: data.cursor });
            } else if (event.name === 'change' && data) {
              feed.apply(data as Change);
              post({ change: data as Change });
            }
          }
        }
        post({ beat: feed.cursor });
      });
      close = () => {
        stop();
        resolve();
      };
    });
  };

  const run = async () => {
    while (leading) {
      if (!platform.online) await sleep(timings.backoff.most);
      else if (feed.cursor === undefined && !(await catchUp())) await sleep(backoff());
      else if (strikes >= STRIKES && Date.now() < pollUntil) {
        const slower = (await catchUp()) ? (tries = 0) : backoff();
        if (leading) await sleep(timings.poll + slower);
      } else if (leading) {
        await stream();
        // What came between the end of this stream and the next one, and a new token where this one was refused.
        if (leading) await catchUp();
        if (leading) await sleep(backoff());
      }
    }
  };
  void run();
  const ends = [
    platform.on('online', () => {
      tries = 0;
      wake();
    }),
  ];

  return () => {
    leading = false;
    close();
    wake();
    ends.forEach((end) => end());
  };
};
