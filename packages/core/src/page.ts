import { createClient, settle } from './client.ts';
import { mistake } from './errors.ts';
import type { Client, ClientOptions, Unsubscribe } from './types.ts';
import { enter } from './util.ts';

/** The page's client and who waits for it, under a name that all bundles of the page share. */
interface Page {
  client?: Client;
  waiting: Set<(client: Client) => void>;
}
const NAME = Symbol.for('continuo.client');
const page = (): Page => ((globalThis as { [NAME]?: Page })[NAME] ??= { waiting: new Set() });

/** What tells two configurations apart: all that can be written down. */
const text = (options: ClientOptions) =>
  JSON.stringify(settle(options), 'endpoint key channel market locale consent consentTextVersion'.split(' '));

/**
 * Makes the client of this page. The same configuration again gives the same client; a different one throws in
 * development, and in production is told once and the first is kept.
 */
export const configure = (options: ClientOptions): Client => {
  const { client: present, waiting } = page();
  if (!present) {
    const made = (page().client = createClient(options));
    // Each in a task of its own: all elements of a page in one would hold it up.
    for (const listener of waiting) setTimeout(() => waiting.delete(listener) && listener(made));
    return made;
  }
  if (text(options) !== text(present.options)) mistake('configure() twice, differently');
  return present;
};

/** The client of this page, whichever bundle configured it. */
export const defaultClient = (): Client | undefined => page().client;

/**
 * Called once, soon after a page that has no client yet is configured: elements may be there before the configuration.
 */
export const onDefaultClient = (listener: (client: Client) => void): Unsubscribe =>
  enter(page().waiting, listener);
