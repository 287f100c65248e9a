import type { Client } from '@continuo/core';
import { arrive } from './arrival.ts';
import { depart } from './departure.ts';

/**
 * Carries the visit over to other domains of the merchant, and takes it where it arrives: call it on both sides, each
 * with the other's domains, before the tracker. What it answers is the tracker's option `arrival`.
 * @param domains such as `checkout.example`; with what is below them
 * @param signal ends it: links are left alone from then on
 */
export function linker(client: Client, domains: readonly string[], signal?: AbortSignal): Promise<void> {
  if (typeof document == 'undefined') return Promise.resolve();
  const isOurs = (host: string) =>
    host != location.hostname && domains.some((domain) => host == domain || host.endsWith(`.${domain}`));
  depart(client, isOurs, signal);
  return arrive(client, isOurs);
}
