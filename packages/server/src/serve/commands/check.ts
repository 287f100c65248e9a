import { parseArgs } from 'node:util';
import { openDatabase, readHolder } from '../../database/index.ts';
import { databaseOptions, whichDatabase, type Command } from './command.ts';

export const check: Command = {
  usage: 'check [--data folder]',
  summary: 'Says whether the database opens and whom it holds; where a server runs, whether that is ready.',
  async run(args) {
    const { values } = parseArgs({ args, options: databaseOptions });
    const which = whichDatabase(values);
    const holder = which.folder === undefined ? undefined : readHolder(which.folder);
    if (holder?.port !== undefined) {
      const { ok, status } = await fetch(`http://127.0.0.1:${holder.port}/healthz`);
      console.log(
        `Process ${holder.pid} serves on port ${holder.port}: ${ok ? 'ready' : `not ready (${status})`}.`,
      );
      return ok ? 0 : 1;
    }
    const database = await openDatabase(which);
    try {
      const rows = await database.db.selectFrom('workspaces').select(['slug', 'name']).limit(100).execute();
      console.log(`${database.kind} database, ${rows.length} workspace(s)`);
      for (const { slug, name } of rows) console.log(`  ${slug}  ${name}`);
    } finally {
      await database.close();
    }
    return 0;
  },
};
