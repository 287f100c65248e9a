import { FeedError } from './field-error.ts';
import { fieldName, type RawRow } from './fields.ts';
import { lines, type Line } from './lines.ts';

/** Reads a table of Google's columns. */
export async function* tsvRows(source: AsyncIterable<string>): AsyncGenerator<RawRow> {
  for await (const row of tableRows(source, fieldName, ['id'])) yield { ...row, details: [] };
}

export type TableRow = Pick<RawRow, 'line' | 'fields' | 'broken'>;

/**
 * Reads a text feed: a line of column names, then a row a line, parted by tabs (or by commas, where the first line
 * has no tab; or by semicolons, where it has no comma either). Quotes are read as people write them: a cell is quoted
 * only if it begins with a quote, each inner quote is doubled and the closing one ends the cell; any other quote is a
 * sign like all others, so a stray one never swallows the rows after it.
 * @param nameOf spells a column
 * @param needed columns of which there must be one
 * @param longest lines that a quoted cell may reach over
 */
export async function* tableRows(
  source: AsyncIterable<string>,
  nameOf: (written: string) => string,
  needed: readonly string[],
  longest = 100,
): AsyncGenerator<TableRow> {
  const queue = new LineQueue(lines(source));
  try {
    const header = await firstLine(queue);
    const delimiter = ['\t', ',', ';'].find((sign) => header.includes(sign)) ?? ',';
    const names = splitRecord(header, delimiter, true)!.map(nameOf);
    if (!needed.some((name) => names.includes(name)) || names.length < 2)
      throw new FeedError(
        'import/format-unknown',
        `The first line must name the columns, among them "${needed.join('" or "')}".`,
      );
    for (let next = await queue.take(); next; next = await queue.take()) {
      if (next.text === undefined)
        yield { line: next.number, fields: new Map(), broken: 'the line is too long' };
      else if (next.text.trim()) {
        const cells = await record(next.text, queue, delimiter, names.length, longest);
        yield { line: next.number, fields: fields(names, cells) };
      }
    }
  } finally {
    await queue.close();
  }
}

async function firstLine(queue: LineQueue): Promise<string> {
  for (let next = await queue.take(); next; next = await queue.take())
    if (next.text === undefined) break;
    else if (next.text.trim()) return next.text.replace(/^\ufeff/, '');
  throw new FeedError('import/format-unknown', 'There is no line that names the columns.');
}

function fields(names: string[], cells: string[]): RawRow['fields'] {
  const found: RawRow['fields'] = new Map();
  for (const [i, name] of names.entries()) {
    const cell = cells[i];
    if (!name || cell === undefined || cell === '') continue;
    const values = found.get(name);
    if (values) values.push(cell);
    else found.set(name, [cell]);
  }
  return found;
}

/** The cells of the record that begins with this line; takes further lines only if together they make a whole record. */
async function record(
  first: string,
  queue: LineQueue,
  delimiter: string,
  columns: number,
  longest: number,
): Promise<string[]> {
  const single = splitRecord(first, delimiter, false);
  if (single) return single;
  let whole = first;
  const taken: Line[] = [];
  while (taken.length < longest) {
    const next = await queue.take();
    if (next) taken.push(next);
    if (next?.text === undefined) break;
    whole += `\n${next.text}`;
    const cells = next.text.includes('"') && splitRecord(whole, delimiter, false);
    if (cells && cells.length <= columns) return cells;
    if (cells) break;
  }
  queue.putBack(taken);
  return splitRecord(first, delimiter, true)!;
}

/** Cells of one record; `undefined` if a quoted cell is still open at its end, unless quotes left open are literal. */
export function splitRecord(record: string, delimiter: string, literal: boolean): string[] | undefined {
  if (!record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= record.length;) {
    const quoted = record[at] === '"' ? quotedCell(record, at, delimiter) : undefined;
    if (quoted === 'open' && !literal) return undefined;
    if (typeof quoted === 'object') {
      cells.push(quoted.cell);
      at = quoted.end + 1;
    } else {
      const found = record.indexOf(delimiter, at);
      const end = found < 0 ? record.length : found;
      cells.push(record.slice(at, end));
      at = end + 1;
    }
  }
  return cells;
}

/** `undefined`: the cell begins with a quote but is not a quoted one. */
function quotedCell(
  record: string,
  start: number,
  delimiter: string,
): { cell: string; end: number } | 'open' | undefined {
  let at = start + 1;
  for (;;) {
    const quote = record.indexOf('"', at);
    if (quote < 0) return 'open';
    const next = record[quote + 1];
    if (next === undefined || next === delimiter)
      return { cell: record.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    if (next !== '"') return undefined;
    at = quote + 2;
  }
}

class LineQueue {
  readonly #lines: AsyncGenerator<Line>;
  #waiting: Line[] = [];

  constructor(source: AsyncGenerator<Line>) {
    this.#lines = source;
  }

  async take(): Promise<Line | undefined> {
    const waiting = this.#waiting.shift();
    if (waiting) return waiting;
    const next = await this.#lines.next();
    return next.done ? undefined : next.value;
  }

  putBack(taken: Line[]): void {
    this.#waiting = [...taken, ...this.#waiting];
  }

  async close(): Promise<void> {
    await this.#lines.return(undefined);
  }
}
