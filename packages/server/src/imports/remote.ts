import { readFileSync } from 'node:fs';
import { get, request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable, pipeline } from 'node:stream';
import { createInterface } from 'node:readline';
import type { ImportEvent } from '@continuo/protocol';
import { BusyError } from './scope.ts';

/**
 * The secret key for a server of this machine: as given, from `CONTINUO_SECRET_KEY`, or from `keys.json` in its data
 * folder, where a demo keeps its own.
 */
export function secretKey(given: string | undefined, folder: string, slug: string | undefined): string {
  const key = given ?? process.env['CONTINUO_SECRET_KEY'] ?? storedKey(folder, slug);
  if (!key) throw new Error('A server runs on this data folder: say --key or set CONTINUO_SECRET_KEY.');
  return key;
}

function storedKey(folder: string, slug: string | undefined): string | undefined {
  let keys: Record<string, { secret?: string }>;
  try {
    keys = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as typeof keys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const slugs = slug === undefined ? Object.keys(keys) : [slug];
  if (slugs.length > 1) throw new Error(`Say --workspace: ${slugs.join(', ')}.`);
  return keys[slugs[0] ?? '']?.secret;
}

/**
 * Streams a file to a running server and its events back, both at once.
 * @param path of the import, with its query
 * @throws BusyError when the server imports the same feed already
 */
export async function* importFrom(
  origin: string,
  path: string,
  key: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<ImportEvent> {
  const outgoing = request(`${origin}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/octet-stream' },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  // A server that refuses stops reading; its answer says why, and a lost connection is told by `answered`.
  pipeline(Readable.from(bytes), outgoing, () => undefined);
  const response = await answered;
  if (response.statusCode !== 200) throw await refusal(response);
  for await (const line of createInterface({ input: response }))
    if (line) yield JSON.parse(line) as ImportEvent;
}

/** What a running server answers to a read, as it comes. */
export async function exportFrom(
  origin: string,
  path: string,
  key: string,
): Promise<AsyncIterable<Uint8Array>> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${origin}${path}`, { headers: { Authorization: `Bearer ${key}` } }, resolve).once('error', reject);
  });
  if (response.statusCode !== 200) throw await refusal(response);
  return response;
}

async function refusal(response: IncomingMessage): Promise<Error> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  let problem: { code?: string; detail?: string } = {};
  try {
    problem = JSON.parse(text) as typeof problem;
  } catch {
    // Not ours, some proxy's: the status says enough.
  }
  const words = [problem.code ?? `Status ${response.statusCode}`, problem.detail].filter(Boolean).join(': ');
  return problem.code === 'import/busy' ? new BusyError(words) : new Error(words);
}
