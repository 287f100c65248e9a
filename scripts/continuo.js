#!/usr/bin/env node
// npm run continuo -- import feed.xml …: the backend's command line, whatever Node is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ended, ensureNode, run } from './lib/node.js';
import { ensureInstalled, root } from './lib/setup.js';

await ensureNode();
ensureInstalled();
if (!existsSync(new URL('packages/server/dist/cli.js', root)))
  run('node', ['scripts/build.js'], { cwd: root });
process.exit(
  await ended(
    spawn(
      'node',
      [fileURLToPath(new URL('packages/server/bin/continuo.js', root)), ...process.argv.slice(2)],
      {
        stdio: 'inherit',
        // npm runs scripts in the root: paths are meant from where the command was typed.
        cwd: process.env.INIT_CWD ?? process.cwd(),
      },
    ),
  ),
);
