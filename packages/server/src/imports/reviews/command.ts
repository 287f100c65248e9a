import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { ReviewFileFormat } from '@continuo/protocol';
import { readHolder, type Db } from '../../database/index.ts';
import { databaseOptions, whichDatabase, withDatabase, type Command } from '../../serve/commands/command.ts';
import { findWorkspace, type Workspace } from '../../workspaces/index.ts';
import { oneOf, onlyWorkspace, untilFree } from '../command-line.ts';
import { look, type Input } from '../input.ts';
import { exportFrom, importFrom, secretKey } from '../remote.ts';
import { report } from '../report.ts';
import { startReviewImport } from './engine.ts';
import { exportReviews } from './export.ts';

const FORMATS = ['csv', 'jsonl'] as const;

function formatOf(name: string, head = ''): ReviewFileFormat | undefined {
  const bare = name.toLowerCase().replace(/\.gz$/, '');
  if (/\.(jsonl|ndjson)$/.test(bare) || head.trimStart().startsWith('{')) return 'jsonl';
  return /\.(csv|tsv|txt|tab)$/.test(bare) || /^[^\n]*[\t,;]/.test(head.trimStart()) ? 'csv' : undefined;
}

function endpointOf(written: string): string {
  if (!/^https?:\/\//.test(written) || !URL.canParse(written))
    throw new Error('--endpoint is where browsers reach the backend, such as https://api.shop.example.');
  return written;
}

export const commandReviews: Command = {
  usage:
    'reviews import <file|-> --source "Old Shop" [--locale en] [--format csv|jsonl] [--dry-run] | reviews export <file|-> [--format jsonl|csv] — both: [--endpoint https://… of the backend] [--workspace slug] [--key sk_…] [--data folder]',
  summary:
    'Reads the reviews of another system or backend, plain or gzip, or writes all of them. Where a server runs on the data folder, through it.',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...databaseOptions,
        format: { type: 'string' },
        source: { type: 'string' },
        locale: { type: 'string' },
        endpoint: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        workspace: { type: 'string' },
        key: { type: 'string' },
      },
    });
    const [verb, file, ...more] = positionals;
    const { source, locale, 'dry-run': dryRun } = values;
    const endpoint = values.endpoint === undefined ? undefined : endpointOf(values.endpoint);
    const imports = verb === 'import' && source !== undefined;
    if ((!imports && verb !== 'export') || file === undefined || more.length)
      throw new Error(`Usage: continuo ${this.usage}`);
    const asked = oneOf('format', values.format, FORMATS);
    const which = whichDatabase(values);
    const holder = which.folder === undefined ? undefined : readHolder(which.folder);
    const server =
      which.folder !== undefined && holder?.port !== undefined
        ? {
            origin: `http://127.0.0.1:${holder.port}`,
            key: secretKey(values.key, which.folder, values.workspace),
          }
        : undefined;
    const onDatabase = <T>(work: (db: Db, ws: Workspace) => Promise<T>): Promise<T> =>
      withDatabase(which, async ({ db }) => {
        const slug = values.workspace ?? (await onlyWorkspace(db));
        const ws = await findWorkspace(db, slug);
        if (!ws) throw new Error(`There is no workspace ${slug}.`);
        return work(db, ws);
      });

    if (!imports) {
      const format = asked ?? formatOf(file) ?? 'jsonl';
      const write = (texts: AsyncIterable<Uint8Array | string>): Promise<void> =>
        file === '-'
          ? pipeline(Readable.from(texts), process.stdout, { end: false })
          : pipeline(Readable.from(texts), createWriteStream(file));
      const query = new URLSearchParams({ format, ...(endpoint !== undefined && { endpoint }) });
      if (server) await write(await exportFrom(server.origin, `/v1/reviews/export?${query}`, server.key));
      else await onDatabase((db, ws) => write(exportReviews(db, ws, format, endpoint)));
      return 0;
    }

    const open = (): Promise<Input> => look(file === '-' ? process.stdin : createReadStream(file));
    const first = await open();
    const format = asked ?? formatOf(file, first.head);
    if (!format) throw new Error('What is in the file cannot be guessed: say --format.');
    const told = { retires: false, dryRun };
    const options = {
      ...{ format, source },
      ...(locale !== undefined && { locale }),
      ...(endpoint !== undefined && { endpoint }),
    };
    return untilFree(file, first, open, async ({ bytes }) => {
      if (!server)
        return onDatabase(async (db, ws) =>
          report(await startReviewImport(db, ws, { ...options, dryRun }, bytes), told),
        );
      const query = new URLSearchParams({ ...options, ...(dryRun && { dryRun: 'true' }) });
      return report(importFrom(server.origin, `/v1/reviews/import?${query}`, server.key, bytes), told);
    });
  },
};
