/** A PostgreSQL server of its own for one run of tests or measurements. */
import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Folder of `initdb` and `pg_ctl`: `POSTGRES_BIN`, the newest of Debian's, else the PATH; undefined when there is none. */
export function findPostgres() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    process.env.POSTGRES_BIN,
    ...versions.map((v) => join(debian, v, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find((folder) => folder && ['initdb', 'pg_ctl'].every((f) => existsSync(join(folder, f))));
}

const freePort = () =>
  new Promise((found, failed) => {
    const server = createServer().on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

const quoted = (words) => words.map((w) => `'${w.replaceAll("'", "'\\''")}'`).join(' ');

/**
 * Starts a server in a temporary folder; as root under the user `postgres`, since PostgreSQL refuses root.
 * @param {{durable?: boolean}} [options] `durable`: commits wait for the disk, as they do in production. Default true;
 *   without it the server does the same in the same order, and only a crash of the machine could tell.
 * @returns {Promise<{url: string, bin: string, stop(): Promise<void>}>}
 */
export async function startPostgres({ durable = true } = {}) {
  const bin = findPostgres();
  if (!bin)
    throw new Error('No PostgreSQL found: apt-get install postgresql, or set POSTGRES_BIN to its folder');
  const folder = mkdtempSync(join(tmpdir(), 'continuo-postgres-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const { stdout } = await run('id', ['-u', 'postgres']);
    chownSync(folder, Number(stdout), -1);
  }
  const call = (program, ...words) => {
    const command = [join(bin, program), ...words];
    const options = { cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
    return isRoot
      ? run(
          'su',
          ['postgres', '-s', '/bin/sh', '-c', `cd ${quoted([folder])} && ${quoted(command)}`],
          options,
        )
      : run(command[0], command.slice(1), options);
  };
  const data = join(folder, 'data');
  const port = await freePort();
  const settings = `-k ${folder} -c listen_addresses=127.0.0.1 -p ${port} -c max_connections=200${durable ? '' : ' -c fsync=off'}`;
  await call('initdb', '-D', data, '-U', 'continuo', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  await call('pg_ctl', '-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', 'start');
  let stopping;
  return {
    url: `postgres://continuo@127.0.0.1:${port}/postgres`,
    bin,
    stop: () =>
      (stopping ??= (async () => {
        await call('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
        rmSync(folder, { recursive: true, force: true });
      })()),
  };
}
