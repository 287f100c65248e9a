import type { Client } from '@continuo/core';
import type { TrackerOptions } from '../types.ts';
import { utmOf } from './utm.ts';
import { VERSION } from './version.ts';

/** What surrounds the events of one page. */
export interface Surroundings {
  /** JSON of Segment's `context`, without the last brace. */
  context: string;
  /** What Segment's page events carry. */
  page: object;
  /** JSON of `context.campaign`; `{}` when nothing is known. */
  campaign: string;
}

/**
 * Reads what is known without asking the device about itself: the page, the size of the screen, language and time
 * zone, and whether the browser says that a program drives it. Nothing of it names the visitor. Written once a page.
 */
export function createContext(
  { options }: Pick<Client, 'options'>,
  campaignOf: NonNullable<TrackerOptions['campaignOf']> = utmOf,
): () => Surroundings {
  const {
    document,
    location,
    navigator,
    screen: { width, height } = {},
  } = globalThis as Partial<typeof globalThis>;
  const fixed = {
    library: { name: '@continuo/tracker', version: VERSION },
    channel: options.channel,
    locale: options.locale ?? navigator?.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    screen: { width, height },
    bot: navigator?.webdriver || undefined,
  };
  let seen: string | undefined;
  let result: Surroundings;

  return () => {
    const { href: url, pathname: path, search } = location ?? {};
    const { title, referrer } = document ?? {};
    const now = `${url} ${title}`;
    if (seen !== now) {
      seen = now;
      const page = { path, referrer, search, title, url };
      result = {
        context: JSON.stringify({ ...fixed, page }).slice(0, -1),
        page,
        campaign: JSON.stringify(url ? campaignOf(new URL(url), referrer!) : {}),
      };
    }
    return result;
  };
}
