import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
// Loads all features: those that must hear of new prices register as they load.
import '../handlers.ts';
import { readHolder } from '../database/index.ts';
import { databaseOptions, whichDatabase, withDatabase, type Command } from '../serve/commands/command.ts';
import { findWorkspace } from '../workspaces/index.ts';
import { startImport } from './engine.ts';
import { guess } from './feed/feed.ts';
import { look, type Input } from './input.ts';
import { report } from './report.ts';
import { importFrom, secretKey } from './remote.ts';
import { BusyError, LEASE_MS } from './scope.ts';

const KINDS = ['products', 'inventory', 'jsonl'] as const;
const FORMATS = ['tsv', 'xml', 'jsonl'] as const;

function oneOf<const T extends string>(
  name: string,
  value: string | undefined,
  known: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = known.find((one) => one === value);
  if (!found) throw new Error(`--${name} is one of ${known.join(', ')}`);
  return found;
}

export const commandImport: Command = {
  usage:
    'import <file|-> --market hk --locale en [--kind products|inventory|jsonl] [--format tsv|xml|jsonl] [--source main] [--force] [--workspace slug] [--key sk_…] [--data folder]',
  summary:
    'Reads a product feed, a local inventory feed or JSON Lines, plain or gzip. Where a server runs on the data folder, through it.',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...databaseOptions,
        kind: { type: 'string' },
        format: { type: 'string' },
        market: { type: 'string' },
        locale: { type: 'string' },
        source: { type: 'string', default: 'main' },
        force: { type: 'boolean', default: false },
        workspace: { type: 'string' },
        key: { type: 'string' },
      },
    });
    const [file, ...more] = positionals;
    const { market, locale, source, force, workspace } = values;
    if (file === undefined || more.length || !market || !locale)
      throw new Error(`Usage: continuo ${this.usage}`);
    const open = (): Promise<Input> => look(file === '-' ? process.stdin : createReadStream(file));
    const first = await open();
    const guessed = guess(file, first.head);
    const format = oneOf('format', values.format, FORMATS) ?? guessed?.format;
    const kind = oneOf('kind', values.kind, KINDS) ?? (format === 'jsonl' ? 'jsonl' : guessed?.kind);
    if (!format || !kind) throw new Error('What is in the file cannot be guessed: say --kind and --format.');
    const options = { kind, format, source, market, locale, force };

    const which = whichDatabase(values);
    const holder = which.folder === undefined ? undefined : readHolder(which.folder);
    const run = async (input: Input): Promise<number> => {
      if (which.folder !== undefined && holder?.port !== undefined) {
        const key = secretKey(values.key, which.folder, workspace);
        return report(importFrom(`http://127.0.0.1:${holder.port}`, key, options, input.bytes));
      }
      return withDatabase(which, async ({ db }) => {
        const slug = workspace ?? (await onlyWorkspace(db));
        const found = await findWorkspace(db, slug);
        if (!found) throw new Error(`There is no workspace ${slug}.`);
        const known = found.markets.find(({ id }) => id === market);
        if (!known)
          throw new Error(`The markets of ${slug} are ${found.markets.map(({ id }) => id).join(', ')}.`);
        if (!known.locales.includes(locale))
          throw new Error(`${market} is sold in ${known.locales.join(', ')}.`);
        return report(await startImport(db, found.id, { ...options, market: known }, input.bytes));
      });
    };
    for (let input = first, began = Date.now(); ; input = await open()) {
      try {
        return await run(input);
      } catch (error) {
        // An import that was killed holds its feed for some seconds; what came on standard input is spent by now.
        if (!(error instanceof BusyError) || file === '-' || Date.now() - began > 2 * LEASE_MS) throw error;
        console.error('Another import of this feed is running, or was killed just now; waiting …');
        await sleep(2_000);
      }
    }
  },
};

type Db = Parameters<typeof findWorkspace>[0];

async function onlyWorkspace(db: Db): Promise<string> {
  const all = await db.selectFrom('workspaces').select('slug').orderBy('slug').limit(20).execute();
  const [first] = all;
  if (!first) throw new Error('There is no workspace yet: continuo workspace create.');
  if (all.length > 1) throw new Error(`Say --workspace: ${all.map(({ slug }) => slug).join(', ')}.`);
  return first.slug;
}
