import type { TimelineEntry } from '@continuo/protocol';

export interface TimelinePage {
  entries: TimelineEntry[];
  next?: string;
}

/**
 * What is new above the entries that are known: pages from the newest on, until one reaches what is known, so that no gap
 * is left between. Where nothing is known it is the first page.
 */
export async function newsOf(
  known: readonly TimelineEntry[],
  load: (cursor?: string) => Promise<TimelinePage>,
): Promise<TimelinePage> {
  const ids = new Set(known.map((entry) => entry.id));
  let page = await load();
  const entries = [...page.entries];
  while (ids.size && page.next !== undefined && !page.entries.some((entry) => ids.has(entry.id))) {
    page = await load(page.next);
    entries.push(...page.entries);
  }
  return { ...page, entries };
}

/** Both lists, each entry once: where the first has it. */
export function joined(first: readonly TimelineEntry[], then: readonly TimelineEntry[]): TimelineEntry[] {
  const ids = new Set(first.map((entry) => entry.id));
  return [...first, ...then.filter((entry) => !ids.has(entry.id))];
}
