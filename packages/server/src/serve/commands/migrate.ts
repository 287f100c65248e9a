import { parseArgs } from 'node:util';
import { migrate, openDatabase } from '../../database/index.ts';
import { databaseOptions, whichDatabase, type Command } from './command.ts';

export const commandMigrate: Command = {
  usage: 'migrate [--data folder]',
  summary: 'Brings the schema to the newest version. `serve` does so too.',
  async run(args) {
    const { values } = parseArgs({ args, options: databaseOptions });
    const database = await openDatabase(whichDatabase(values));
    try {
      const ran = await migrate(database.db);
      console.log(ran.length === 0 ? 'The schema is up to date.' : `Ran ${ran.join(', ')}.`);
    } finally {
      await database.close();
    }
    return 0;
  },
};
