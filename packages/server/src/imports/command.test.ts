import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { commandImport } from './command.ts';
import { row, tsv } from './testing.ts';

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url));
const url = process.env['CONTINUO_TEST_DATABASE_URL'];

let folder: string;
let secret: string;
const slug = `cli-${Date.now().toString(36)}`;

/** Runs the command line on the folder, or on the server that the tests name. */
async function continuo(args: string[], { input = '' }: { input?: string | Uint8Array } = {}) {
  const { DATABASE_URL: _, CONTINUO_SECRET_KEY: __, ...env } = process.env;
  const where = url === undefined ? ['--data', join(folder, 'data')] : [];
  const child = spawn(process.execPath, ['--conditions=source', CLI, ...args, ...where], {
    env: { ...env, ...(url !== undefined && { DATABASE_URL: url }) },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const where = ['--market', 'hk', '--locale', 'en', '--workspace', slug];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'continuo-import-'));
  const made = await continuo(['workspace', 'create', slug, '--market', 'hk:HKD:en,zh-Hant']);
  assert.equal(made.code, 0, made.err);
  secret = /^secret key +(\S+)/m.exec(made.out)![1]!;
});
after(() => rmSync(folder, { recursive: true, force: true }));

describe('continuo import', () => {
  const feed = tsv([row('a'), row('b'), row('c', { price: '12 USD' })]);

  it('guesses what the file is, names refused rows and counts', async () => {
    const { code, out } = await continuo(['import', file('feed.tsv', feed), ...where]);
    assert.equal(code, 0);
    assert.match(out, /^line 4 {2}c {2}price: is in USD/m);
    assert.match(out, /^3 rows in [\d.]+ s: 2 added, 0 changed, 0 unchanged, 0 retired, 1 refused$/m);
  });
  it('reads standard input, gzip and no name', async () => {
    const { code, out, err } = await continuo(['import', '-', ...where], { input: gzipSync(feed) });
    assert.equal(code, 0, err);
    assert.match(out, / 2 unchanged/);
  });
  it('ends with 1 when nothing is good', async () => {
    const { code, out } = await continuo(['import', '-', ...where], {
      input: tsv([row('x', { price: 'x' })]),
    });
    assert.equal(code, 1);
    assert.match(out, /^line 2 {2}x {2}price/);
  });
  it('says what it does not understand', async () => {
    const unknown = await continuo(['import', '-', '--market', 'de', '--locale', 'en', '--workspace', slug], {
      input: feed,
    });
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /markets of .* are hk/);
    const path = file('feed.tsv', feed);
    await assert.rejects(commandImport.run([path, ...where, '--kind', 'pictures']), /--kind is one of/);
    await assert.rejects(commandImport.run([join(folder, 'missing.tsv'), ...where]), /no such file/);
    await assert.rejects(commandImport.run([file('photo', 'no feed at all'), ...where]), /cannot be guessed/);
    await assert.rejects(commandImport.run([path]), /Usage: continuo import/);
  });

  // A folder has one owner; a server's database takes as many as come.
  if (url === undefined)
    it('goes through the server where one runs on the folder', async () => {
      const server = spawn(
        process.execPath,
        [
          '--conditions=source',
          CLI,
          'serve',
          '--port',
          '0',
          '--host',
          '127.0.0.1',
          '--data',
          join(folder, 'data'),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      try {
        await new Promise<void>((serving) => {
          let log = '';
          server.stdout.on('data', (chunk) => {
            log += String(chunk);
            if (log.includes('"serving"')) serving();
          });
          server.once('exit', () => serving());
        });
        const without = await continuo(['import', file('feed.tsv', feed), ...where]);
        assert.equal(without.code, 1);
        assert.match(without.err, /say --key/);
        const wrong = await continuo(['import', file('feed.tsv', feed), ...where, '--key', 'sk_wrong']);
        assert.equal(wrong.code, 1);
        assert.match(wrong.err, /auth\/invalid/);
        file('data/keys.json', JSON.stringify({ [slug]: { secret } }));
        const { code, out, err } = await continuo(['import', file('feed.tsv', feed), ...where]);
        assert.equal(code, 0, err);
        assert.match(out, /line 4 {2}c {2}price[^]* 0 changed|2 added/);
      } finally {
        server.kill('SIGTERM');
        await once(server, 'exit');
      }
    });
});
