import { lines } from './lines.ts';

/** A line of JSON as an object, or why it is none. */
export type JsonLine = { line: number; value: Record<string, unknown> } | { line: number; broken: string };

export async function* jsonLines(source: AsyncIterable<string>): AsyncGenerator<JsonLine> {
  for await (const { number, text } of lines(source)) {
    if (text === undefined) yield { line: number, broken: 'is too long' };
    else if (text.trim()) yield { line: number, ...parsed(text.replace(/^\ufeff/, '')) };
  }
}

function parsed(text: string): { value: Record<string, unknown> } | { broken: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { value: value as Record<string, unknown> };
    return { broken: 'is not a JSON object' };
  } catch {
    // The parser's own message would quote the line; the number of the line says enough.
    return { broken: 'is not JSON' };
  }
}
