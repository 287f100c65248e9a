import type { Client } from '@continuo/core';
import { browserPlatform } from '@continuo/core/browser';
import { acrossSubdomains } from '@continuo/tracker/cookie';
import { linker } from '@continuo/tracker/linker';
import type { PageOptions } from './commands.ts';

/** As the client takes it: a bare host, or with a slash at the end. */
const originOf = (endpoint: string): string =>
  endpoint.replace(/\/+$/, '').replace(/^(?!https?:|\/|$)/i, 'https://');

/** Options whose consent and visit are shared by all hosts of a domain. */
export const shared = (options: PageOptions): PageOptions => ({
  ...options,
  platform: acrossSubdomains(
    options.platform ?? browserPlatform(),
    options.cookieDomain!,
    options.cookieServer === undefined ? undefined : originOf(options.endpoint),
  ),
});

/** Takes the visit along to other domains, and takes what comes from them. */
export const linked = (client: Client, domains: string): Promise<void> =>
  linker(client, domains.split(/\s+/).filter(Boolean));
