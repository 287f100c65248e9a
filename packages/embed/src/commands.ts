import type { Client, ClientOptions, ConsentCategory } from '@continuo/core';

/** What the script tag knows besides the client's own options. */
export interface PageOptions extends ClientOptions {
  /** Other domains of the merchant, parted by spaces: links to them take the visit along. */
  linkDomains?: string | undefined;
  /** Consent and visit are shared by all hosts of this domain, in cookies. */
  cookieDomain?: string | undefined;
  /** Present: the backend, served below `cookieDomain`, sets the anonymousId's cookie itself. */
  cookieServer?: string | undefined;
}

/** What a page may say: `continuo('track', 'Products Searched', { query: 'teapot' })`. */
export interface Commands {
  /** Sets endpoint, key and the rest where the script's attributes cannot. */
  configure: [options: PageOptions];
  /** Hands over the client, at once or when it is configured. */
  ready: [callback: (client: Client) => void];
  track: [event: string, properties?: object];
  page: [name?: string, properties?: object];
  identify: [userId: string | undefined, traits?: object];
  /** Forgets who this is for analytics. */
  reset: [];
  /** A choice made elsewhere than in `<continuo-consent>`. */
  consent: [categories: Partial<Record<ConsentCategory, boolean>>, source?: string];
  /** The shop has logged somebody in. */
  login: [];
  /** The shop has logged the customer out: storage is wiped in all tabs. */
  logout: [];
}

export type Command = { [Name in keyof Commands]: [name: Name, ...args: Commands[Name]] }[keyof Commands];

/** The one global name of this product. */
export interface ContinuoGlobal {
  (...command: Command): void;
  /** What was said before the script had loaded. */
  q?: Command[];
  /** Set once the script has loaded. */
  version?: string;
}

declare global {
  interface Window {
    continuo?: ContinuoGlobal;
  }
}
