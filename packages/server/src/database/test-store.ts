import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import type { Database } from './types.ts';

/** Milliseconds: whoever is making the store is waited for this long. */
const MAKING_MS = 120_000;

/** A migrated, empty database as a file; made once for all test processes, again when a migration changes. */
async function dumpFile(): Promise<string> {
  const folder = join(tmpdir(), `continuo-test-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (statSync(folder).uid !== userInfo().uid) throw new Error(`${folder} belongs to somebody else`);
  const source = Object.entries(migrations).map(([name, m]) => `${name} ${m.up.toString()}`);
  source.push(new Date().toISOString().slice(0, 7)); // it holds partitions of the present months
  const path = join(
    folder,
    `${createHash('sha256').update(source.join('\n')).digest('hex').slice(0, 16)}.dump`,
  );
  const making = `${path}.making`;
  while (!existsSync(path)) {
    try {
      closeSync(openSync(making, 'wx'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const since = statSync(making, { throwIfNoEntry: false })?.mtimeMs;
      if (since !== undefined && Date.now() - since > MAKING_MS) rmSync(making, { force: true });
      await sleep(100);
      continue;
    }
    try {
      const database = await openEmbedded({});
      await migrate(database.db);
      const bytes = await database.store.dump();
      await database.close();
      writeFileSync(`${path}.part`, bytes);
      renameSync(`${path}.part`, path);
    } finally {
      rmSync(making, { force: true });
    }
  }
  return path;
}

/** An embedded database in memory, migrated, in under a second after the first time. */
export async function openTestStore(hungMs?: number): Promise<Database> {
  return openEmbedded({ dump: await dumpFile(), hungMs });
}

/** The same as a data folder below `folder`; answers its path. */
export async function makeTestFolder(folder: string): Promise<string> {
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  execFileSync('tar', ['-xf', await dumpFile(), '-C', data]);
  return data;
}
