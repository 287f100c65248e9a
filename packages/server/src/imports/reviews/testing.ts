/** What tests of review files share. Not for production. */
import type { ImportEvent, ReviewLine } from '@continuo/protocol';
import type { TestWorkspace } from '../../testing.ts';
import { imported, row, tsv, type Done } from '../testing.ts';

/** A shop of one product for each id, with nothing written about it. */
export async function sold(
  ws: TestWorkspace,
  ids: readonly string[] = ['pot', 'cup'],
): Promise<TestWorkspace> {
  await imported(ws, tsv(ids.map((id) => row(id, { mpn: `SKU-${id}` }))));
  return ws;
}

export interface ReviewImport {
  format?: 'csv' | 'jsonl';
  source?: string;
  locale?: string | undefined;
  dryRun?: boolean;
  endpoint?: string;
}

/** Imports over HTTP; resolves to all events. */
export async function importReviews(
  ws: TestWorkspace,
  file: string,
  { dryRun, ...options }: ReviewImport = {},
): Promise<ImportEvent[]> {
  const { locale, ...all } = { format: 'csv', source: 'Old Shop', locale: 'en', ...options };
  const query = new URLSearchParams({ ...all, ...(locale !== undefined && { locale }) });
  if (dryRun) query.set('dryRun', 'true');
  const response = await ws.fetch(`/v1/reviews/import?${query}`, {
    ...{ method: 'POST', secret: true, body: file },
    headers: { 'Content-Type': 'application/octet-stream' },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ImportEvent);
}

/** The counts of an import that went well: added, changed, unchanged, refused. */
export async function reviewCounts(
  ws: TestWorkspace,
  file: string,
  options?: ReviewImport,
): Promise<number[]> {
  const last = (await importReviews(ws, file, options)).at(-1);
  if (last?.type !== 'done') throw new Error(JSON.stringify(last));
  const { added, changed, unchanged, refused } = last satisfies Done;
  return [added, changed, unchanged, refused];
}

/** What each refused row was told: line, field, reason. */
export async function refusals(
  ws: TestWorkspace,
  file: string,
  options?: ReviewImport,
): Promise<[number, string, string][]> {
  const events = await importReviews(ws, file, options);
  return events.flatMap((event) =>
    event.type === 'refused' ? [[event.line, event.field, event.reason] as [number, string, string]] : [],
  );
}

export async function exported(
  ws: TestWorkspace,
  format: 'csv' | 'jsonl' = 'jsonl',
  endpoint?: string,
): Promise<string> {
  const query = new URLSearchParams({ format, ...(endpoint !== undefined && { endpoint }) });
  const response = await ws.fetch(`/v1/reviews/export?${query}`, { secret: true });
  if (!response.ok) throw new Error(await response.text());
  return response.text();
}

export const linesIn = (text: string): ReviewLine[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ReviewLine);

/** A table with all that must be there. */
export const table = (rows: readonly Record<string, string | number>[]): string => {
  const all = rows.map((given) => ({
    ...{ id: 'r1', product_id: 'pot', rating: 5, author: 'Ada', created_at: '2024-03-01', ...given },
  }));
  const names = [...new Set(all.flatMap((given) => Object.keys(given)))];
  const cell = (value: string | number | undefined) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  return [
    names.join(','),
    ...all.map((given) =>
      names.map((name) => cell((given as Record<string, string | number>)[name])).join(','),
    ),
  ].join('\n');
};
