import type { ReviewFileFormat, ReviewLine } from '@continuo/protocol';
import type { Db } from '../../database/index.ts';
import { reviewLines } from '../../reviews/index.ts';
import { absolute } from './addresses.ts';

/** Columns of the flat table; an import reads each of them again. */
const COLUMNS: Readonly<Record<string, (line: ReviewLine) => string | number | boolean | undefined>> = {
  id: ({ id }) => id,
  product_id: ({ productId }) => productId,
  rating: ({ rating }) => rating,
  title: ({ title }) => title,
  body: ({ body }) => body,
  author: ({ author }) => author,
  locale: ({ locale }) => locale,
  created_at: ({ at }) => at,
  state: ({ state }) => state,
  recommended: ({ recommended }) => recommended,
  verified: ({ badges }) => badges.includes('verified'),
  incentivised: ({ badges }) => badges.includes('incentivised'),
  staff: ({ badges }) => badges.includes('staff'),
  featured: ({ badges }) => badges.includes('featured'),
  helpful_yes: ({ helpful }) => helpful.yes,
  helpful_no: ({ helpful }) => helpful.no,
  reply: ({ response }) => response?.text,
  reply_author: ({ response }) => response?.author,
  reply_date: ({ response }) => response?.at,
  picture_urls: ({ media }) => media.map(({ sources }) => sources.at(-1)?.url).join(' '),
  source_name: ({ source }) => source?.name,
  source_url: ({ source }) => source?.url,
  ratings: ({ ratings }) => pairs(ratings),
  attributes: ({ attributes }) => pairs(attributes),
};

const pairs = (answers: readonly { name: string; value: string | number }[]): string =>
  answers.map(({ name, value }) => `${name}:${value}`).join(';');

/** A cell. What a spreadsheet would take for a formula begins with an apostrophe, which an import takes off again. */
function cell(value: string | number | boolean | undefined): string {
  const text = typeof value === 'string' && /^'?[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '');
  return /[",;\n\r\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * All reviews of a workspace, by id. Text in pieces of a page each.
 * @param endpoint begins the addresses of pictures that lie here; without it they are paths
 */
export async function* exportReviews(
  db: Db,
  ws: { readonly id: number },
  format: ReviewFileFormat,
  endpoint?: string,
): AsyncGenerator<string> {
  if (format === 'csv') yield `${Object.keys(COLUMNS).join(',')}\n`;
  for await (const page of reviewLines(db, ws)) {
    const lines = page.map((kept) => {
      const line = endpoint === undefined ? kept : absolute(kept, endpoint);
      return format === 'csv'
        ? Object.values(COLUMNS)
            .map((column) => cell(column(line)))
            .join(',')
        : JSON.stringify(line);
    });
    yield `${lines.join('\n')}\n`;
  }
}
