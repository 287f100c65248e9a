import { createClient, type Client, type ClientOptions, type Unsubscribe } from '@continuo/core';
import { browserPlatform } from '@continuo/core/browser';

type Options = Pick<ClientOptions, 'endpoint' | 'key' | 'market' | 'locale'>;

interface Shared {
  client: Client;
  users: number;
}

/** Milliseconds after which a client that nobody uses is let go: frameworks take nodes out and put them back. */
const GRACE_MS = 100;

const shared = new Map<string, Shared>();

/** A client for a configuration, the same one for all providers that ask while one of them uses it. */
export function sharedClient(options: Options): { client: Client; release: Unsubscribe } {
  const id = JSON.stringify([options.endpoint, options.key, options.market, options.locale]);
  let entry = shared.get(id);
  if (!entry)
    shared.set(id, (entry = { client: createClient({ ...options, platform: browserPlatform() }), users: 0 }));
  const { client } = entry;
  entry.users++;
  let released = false;
  const release = () => {
    if (released) return;
    released = true;
    setTimeout(() => {
      if (--entry.users > 0) return;
      shared.delete(id);
      client.destroy();
    }, GRACE_MS);
  };
  return { client, release };
}
