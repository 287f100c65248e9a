import type { Change, ChangeList } from '@continuo/protocol';
import type { Client } from '../types.ts';

export interface LiveListener {
  change(change: Change): void;
  /** Changes may have been missed. */
  reset(): void;
}

export interface Feed {
  /** Of the last change applied; undefined before the first answer. */
  readonly cursor: number | undefined;
  /** Applies a change, whoever delivered it. False: it was seen, or it waits for others before it, which are being fetched. */
  apply(change: Change): boolean;
  /** Fetches what is missing. One request at a time, and one more when asked meanwhile. False when it failed. */
  catchUp(): Promise<boolean>;
  /** All is to be fetched anew; changes go on after this cursor. */
  reset(cursor: number): void;
  /** Nothing is delivered any more. */
  end(): void;
}

const MEND_MS = 5_000;

/** Changes in order, each once. */
export const createFeed = (client: Client, to: LiveListener): Feed => {
  let cursor: number | undefined;
  let fetching: Promise<boolean> | undefined;
  let again = false;
  let ended = false;
  let mending: ReturnType<typeof setTimeout> | undefined;

  const reset = (next: number) => {
    if (ended) return;
    cursor = next;
    to.reset();
  };
  const fetchAll = async () => {
    do {
      again = false;
      const list: ChangeList = await client.request('/v1/changes', {
        as: 'visitor',
        query: { after: cursor === undefined ? undefined : `${cursor}` },
      });
      if (ended) return true;
      if (cursor === undefined || list.reset) reset(list.cursor);
      else
        for (const change of list.changes)
          // What the stream delivered meanwhile is skipped; a list has no gaps.
          if (change.cursor > cursor) {
            cursor = change.cursor;
            to.change(change);
          }
      again ||= list.more;
    } while (again);
    return true;
  };
  const catchUp = () => {
    // The first answer only tells where to begin: whoever asks meanwhile needs no other.
    again = cursor !== undefined;
    return (fetching ??= fetchAll()
      .catch(() => false)
      .finally(() => {
        fetching = undefined;
      }));
  };

  /** Something is known to be missing, and nothing else may come to tell. */
  const mend = () => {
    clearTimeout(mending);
    void catchUp().then((done) => {
      if (!done && !ended) mending = setTimeout(mend, MEND_MS);
    });
  };

  return {
    get cursor() {
      return cursor;
    },
    apply(change) {
      if (ended || (cursor !== undefined && change.cursor <= cursor)) return false;
      if (change.prev !== cursor) {
        mend();
        return false;
      }
      cursor = change.cursor;
      to.change(change);
      return true;
    },
    catchUp,
    reset,
    end() {
      ended = true;
      clearTimeout(mending);
    },
  };
};
