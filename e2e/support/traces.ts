import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HTTPRequest } from 'puppeteer-core';
import type { Visitor } from './browser.ts';

/** What a browser keeps of a visit: names only, with the shop's key left out of them. */
export interface Kept {
  cookies: string[];
  local: string[];
  session: string[];
  databases: string[];
  caches: string[];
}

export const NOTHING: Kept = { cookies: [], local: [], session: [], databases: [], caches: [] };

/** Everything that the visitor's browser keeps for the shop, of us or of the shop. */
export async function kept({ page, context }: Visitor): Promise<Kept> {
  const stored = await page.evaluate(async () => {
    const short = (name: string) => name.replace(/^continuo:pk_[^:]*:/, '');
    return {
      local: Object.keys(localStorage).map(short).sort(),
      session: Object.keys(sessionStorage).map(short).sort(),
      databases: (await indexedDB.databases()).map(({ name }) => short(name ?? '')).sort(),
      caches: await caches.keys(),
    };
  });
  return { ...stored, cookies: (await context.cookies()).map(({ name }) => name) };
}

/** One request as it left the browser, without what every browser says of itself. */
export interface Sent {
  method: string;
  url: string;
  headers: Record<string, string>;
}

const EVERYBODYS =
  /^(accept|accept-.*|user-agent|sec-.*|referer|origin|host|connection|cache-control|pragma|upgrade-insecure-requests|priority|if-none-match|if-modified-since|te|dnt|content-length|content-type)$/;

/** Writes down every request of the visitor's page from now on. */
export function writeDown({ page }: Visitor): Sent[] {
  const all: Sent[] = [];
  page.on('request', (request: HTTPRequest) => {
    if (!/^https?:/.test(request.url())) return;
    all.push({
      method: request.method(),
      url: request.url(),
      headers: Object.fromEntries(
        Object.entries(request.headers()).filter(([name]) => !EVERYBODYS.test(name.toLowerCase())),
      ),
    });
  });
  return all;
}

const log = join(process.env['CONTINUO_E2E_DATA'] ?? '.data', 'server.log');

/**
 * Starts to count the requests that bring events, as the server's log has them: also what a browser does not tell its
 * driver of, such as what it sends while a page goes away.
 */
export function countEventRequests(): () => number {
  const before = statSync(log).size;
  return () =>
    readFileSync(log)
      .subarray(before)
      .toString()
      .split('\n')
      .filter((line) => /"route":"collect\./.test(line)).length;
}
