import { createReadStream } from 'node:fs';
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
import { onlyWorkspace, oneOf, untilFree } from './command-line.ts';

const KINDS = ['products', 'inventory', 'jsonl'] as const;
const FORMATS = ['tsv', 'xml', 'jsonl'] as const;

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
        const { force: _, ...rest } = options;
        const query = new URLSearchParams({ ...rest, ...(force && { force: 'true' }) });
        return report(
          importFrom(`http://127.0.0.1:${holder.port}`, `/v1/imports?${query}`, key, input.bytes),
        );
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
    return untilFree(file, first, open, run);
  },
};
