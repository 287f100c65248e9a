/** What tests of imports and of the catalogue share. Not for production. */
import type { ImportEvent } from '@continuo/protocol';
import type { TestWorkspace } from '../testing.ts';

export type Done = Extract<ImportEvent, { type: 'done' }>;

export interface TestImport {
  kind?: 'products' | 'inventory' | 'jsonl';
  format?: 'tsv' | 'xml' | 'jsonl';
  source?: string;
  market?: string;
  locale?: string;
  force?: boolean;
}

/** Imports over HTTP; resolves to all events. */
export async function importFeed(
  ws: TestWorkspace,
  feed: string,
  { force, ...options }: TestImport = {},
): Promise<ImportEvent[]> {
  const format = options.format ?? (options.kind === 'jsonl' ? 'jsonl' : 'tsv');
  const query = new URLSearchParams({
    kind: 'products',
    source: 'main',
    market: 'hk',
    locale: 'en',
    ...options,
    format,
  });
  if (force) query.set('force', 'true');
  const response = await ws.fetch(`/v1/imports?${query}`, {
    method: 'POST',
    secret: true,
    body: feed,
    headers: { 'Content-Type': 'application/octet-stream' },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ImportEvent);
}

/** The counts of an import that went well. */
export async function imported(ws: TestWorkspace, feed: string, options?: TestImport): Promise<Done> {
  const events = await importFeed(ws, feed, options);
  const last = events.at(-1);
  if (last?.type !== 'done') throw new Error(JSON.stringify(events));
  return last;
}

/** Rows as a text feed. The first row names the columns of all. */
export function tsv(rows: readonly Record<string, string | number>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [names.join('\t'), ...rows.map((row) => names.map((name) => row[name] ?? '').join('\t'))].join('\n');
}

/** A row with all that must be there. */
export const row = (
  id: string,
  more: Record<string, string | number> = {},
): Record<string, string | number> => ({
  id,
  title: `Title of ${id}`,
  price: '12.00 HKD',
  availability: 'in_stock',
  ...more,
});

export const jsonl = (lines: readonly object[]): string =>
  lines.map((line) => JSON.stringify(line)).join('\n');

/** A shop as a line of JSON. */
export const shop = (id: string, more: object = {}): object => ({
  type: 'location',
  id,
  name: `Shop ${id}`,
  address: '1 Road',
  timeZone: 'Asia/Hong_Kong',
  hours: [null, null, null, null, null, null, null],
  ...more,
});
