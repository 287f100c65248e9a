import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { putStaff } from '../../staff/index.ts';
import { findWorkspace } from '../../workspaces/index.ts';
import { databaseOptions, whichDatabase, withDatabase, type Command } from './command.ts';

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  return '';
}

export const commandStaff: Command = {
  usage: 'staff <mail> --workspace <slug> [--name "Mei Chan"] [--role agent|admin|moderator] [--data folder]',
  summary: 'Makes or changes an account for the desk; the password is read from standard input.',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...databaseOptions,
        workspace: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string', default: 'agent' },
      },
    });
    const [email = ''] = positionals;
    const { role, workspace: slug = '', name = email.split('@')[0]! } = values;
    if (!email.includes('@')) throw new Error(`Not a mail address: ${email}`);
    if (role !== 'agent' && role !== 'admin' && role !== 'moderator') throw new Error(`Not a role: ${role}`);
    if (process.stdin.isTTY) console.error('Password (at least ten characters), then Enter:');
    const password = await firstLine();
    await withDatabase(whichDatabase(values), async ({ db }) => {
      const workspace = await findWorkspace(db, slug);
      if (!workspace) throw new Error(`There is no workspace ${slug}`);
      await putStaff(db, workspace, { email, name, role, password });
    });
    console.log(`${email} may log in at /desk.`);
    return 0;
  },
};
