import { commandImport } from './imports/command.ts';
import { commandReviews } from './imports/reviews/command.ts';
import { check } from './serve/commands/check.ts';
import { commandMigrate } from './serve/commands/migrate.ts';
import { commandServe } from './serve/commands/serve.ts';
import { commandStaff } from './serve/commands/staff.ts';
import { commandWorkspace } from './serve/commands/workspace.ts';
import type { Command } from './serve/commands/command.ts';

/** What `continuo` can do. */
const commands: Readonly<Record<string, Command>> = {
  serve: commandServe,
  migrate: commandMigrate,
  workspace: commandWorkspace,
  import: commandImport,
  reviews: commandReviews,
  staff: commandStaff,
  check,
};

const usage = () =>
  [
    'Usage: continuo <command> …',
    '',
    ...Object.values(commands).map((c) => `  ${c.usage}\n      ${c.summary}`),
  ].join('\n');

async function main([name = '', ...args]: string[]): Promise<number> {
  if (name === '' || name === '--help' || name === 'help') {
    console.log(usage());
    return name === '' ? 2 : 0;
  }
  const command = commands[name];
  if (!command) {
    console.error(`There is no command ${name}.\n\n${usage()}`);
    return 2;
  }
  return command.run(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
