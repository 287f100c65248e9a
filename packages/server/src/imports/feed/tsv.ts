import { FeedError } from './field-error.ts';
import { fieldName, type RawRow } from './fields.ts';
import { lines, type Line } from './lines.ts';

/** Lines that a quoted cell may reach over. */
const LONGEST_RECORD = 100;

/**
 * Reads a text feed: a line of column names, then a row a line, parted by tabs (or by commas, where the first line
 * has no tab). Quotes are read as people write them: a cell is quoted only if it begins with a quote, each inner
 * quote is doubled and the closing one ends the cell; any other quote is a sign like all others, so a stray one never
 * swallows the rows after it.
 */
export async function* tsvRows(source: AsyncIterable<string>): AsyncGenerator<RawRow> {
  const queue = new LineQueue(lines(source));
  try {
    yield* rows(queue);
  } finally {
    await queue.close();
  }
}

async function* rows(queue: LineQueue): AsyncGenerator<RawRow> {
  const header = await firstLine(queue);
  const delimiter = header.includes('\t') ? '\t' : ',';
  const names = splitRecord(header, delimiter, true)!.map(fieldName);
  if (!names.includes('id') || names.length < 2)
    throw new FeedError('import/format-unknown', 'The first line must name the columns, among them "id".');
  for (let next = await queue.take(); next; next = await queue.take()) {
    if (next.text === undefined)
      yield { line: next.number, fields: new Map(), details: [], broken: 'the line is too long' };
    else if (next.text.trim()) {
      const cells = await record(next.text, queue, delimiter, names.length);
      yield { line: next.number, fields: fields(names, cells), details: [] };
    }
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
): Promise<string[]> {
  const single = splitRecord(first, delimiter, false);
  if (single) return single;
  let whole = first;
  const taken: Line[] = [];
  while (taken.length < LONGEST_RECORD) {
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
