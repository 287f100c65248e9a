/**
 * Reads a `text/event-stream` with `fetch`, whose headers `EventSource` cannot set. This file is a worker of its own, so
 * that a busy page reads on and a page with a stream still fits the back/forward cache; where workers are refused it is
 * imported by the page. It imports nothing: it can be served from anywhere as it is.
 */

export interface StreamRequest {
  url: string;
  headers: Record<string, string>;
  /** Milliseconds until the first bytes. */
  first: number;
  /** Milliseconds without any byte after which the stream is dead. */
  silent: number;
}

/** What was read. `:` is a comment; `end` is the last one, with the HTTP status (0: none) and whether time ran out. */
export type StreamEvent =
  { name: 'end'; status: number; late: boolean } | { name: ':' } | { name: string; data: string };

/** Takes text as it comes, cut anywhere, and gives the events that are complete. */
export const createParser = (): ((text: string) => StreamEvent[]) => {
  let rest = '';
  let name = '';
  let data: string[] = [];
  return (text) => {
    const events: StreamEvent[] = [];
    // A carriage return at the very end may be half of a line end.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const line of lines) {
      const [, field, value] = /^([^:]*):? ?([^]*)$/.exec(line)!;
      if (line === '') {
        if (data.length) events.push({ name: name || 'message', data: data.join('\n') });
        name = '';
        data = [];
      } else if (field === '') events.push({ name: ':' });
      else if (field === 'event') name = value!;
      else if (field === 'data') data.push(value!);
    }
    return events;
  };
};

/** Reads until the stream ends, dies or is closed; what it returns closes it, after which nothing is told. */
export const openStream = (
  { url, headers, first, silent }: StreamRequest,
  tell: (events: StreamEvent[]) => void,
  fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args),
): (() => void) => {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  let open = true;
  let status = 0;

  const close = () => {
    open = false;
    clearTimeout(timer);
    abort.abort();
  };
  const end = (late: boolean) => {
    if (!open) return;
    close();
    tell([{ name: 'end', status, late }]);
  };
  const wait = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(end, ms, true);
  };
  const read = async () => {
    wait(first);
    const response = await fetch(url, {
      headers,
      signal: abort.signal,
      cache: 'no-store',
      credentials: 'omit',
    });
    status = response.status;
    if (!/^text\/event-stream/i.test(response.headers.get('Content-Type') ?? '')) return;
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    const parse = createParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || !open) return;
      wait(silent);
      const events = parse(decoder.decode(value, { stream: true }));
      if (events.length) tell(events);
    }
  };
  read().then(
    () => end(false),
    // Whatever ended it, all that can be done is to connect again.
    () => end(false),
  );
  return close;
};

/** The name of our worker: in somebody else's, this module must not listen. */
export const WORKER_NAME = 'continuo-live';

/** As a worker: one request, then what was read. Ended by being terminated. */
if (typeof document === 'undefined' && (globalThis as { name?: string }).name === WORKER_NAME)
  globalThis.onmessage = ({ data }: MessageEvent<StreamRequest>) => {
    openStream(data, (events) => postMessage(events));
  };
