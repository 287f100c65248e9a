import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { codeBlocks } from './support/code-blocks.ts';
import { inChromium, launch, until, url } from './support/browser.ts';

/**
 * What npm would hand out: the tarballs of the client packages, installed in a project that knows nothing of this
 * repository, type-checked, bundled, and opened. Only the tools (npm, TypeScript, Vite) are those of the repository.
 */

const root = fileURLToPath(new URL('../', import.meta.url));
const PACKAGES = ['protocol', 'core', 'tracker', 'cart', 'headless', 'elements'];
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const tool = (path: string, args: string[], cwd: string): void => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', path), ...args],
    {
      cwd,
      encoding: 'utf8',
    },
  );
  assert.equal(status, 0, stdout + stderr);
};

/**
 * A shop's own server before the backend: its pages, and all else passed on as the demo's own.
 * @returns also who asked for a stream, as their `Referer` says
 */
async function shopBefore(backend: string, folder: string) {
  const streams: (string | undefined)[] = [];
  const front = createServer((request, response) => {
    const path = request.url!.split('?')[0]!;
    if (!path.startsWith('/v1/')) {
      const file = join(folder, path === '/' ? 'index.html' : path);
      response.writeHead(existsSync(file) ? 200 : 404, {
        'Content-Type': TYPES[extname(file)] ?? 'text/plain',
      });
      return void response.end(existsSync(file) ? readFileSync(file) : '');
    }
    if (path === '/v1/live') streams.push(request.headers.referer);
    const headers = { ...request.headers, host: new URL(backend).host, origin: backend };
    const passed = ask(new URL(request.url!, backend), { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    // One side has hung up: so does the other.
    passed.once('error', () => response.destroy());
    request.pipe(passed);
    response.once('close', () => passed.destroy());
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  return { front, streams, origin: `http://127.0.0.1:${(front.address() as AddressInfo).port}` };
}

const packed = (): void => {
  let project: string;
  before(() => {
    project = mkdtempSync(join(tmpdir(), 'continuo-packed-'));
    const tarballs = JSON.parse(
      execFileSync(
        'npm',
        [
          'pack',
          '--json',
          '--ignore-scripts',
          '--pack-destination',
          project,
          ...PACKAGES.map((name) => `./packages/${name}`),
        ],
        { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      ),
    ) as { name: string; filename: string }[];
    assert.equal(tarballs.length, PACKAGES.length);
    cpSync(new URL('support/packed-project/', import.meta.url), project, { recursive: true });
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({
        name: 'a-shop',
        private: true,
        type: 'module',
        dependencies: Object.fromEntries(
          tarballs.map(({ name, filename }) => [
            name,
            `file:./${filename.replace('@', '').replace('/', '-')}`,
          ]),
        ),
      }),
    );
    execFileSync(
      'npm',
      ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'],
      { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] },
    );
  });
  after(() => rmSync(project, { recursive: true, force: true }));

  test('type-check as main.ts and the docs use them; a misspelled event and a wrong property do not', () => {
    const blocks = codeBlocks().filter(({ language, info }) => language === 'ts' && info !== 'node');
    assert.ok(blocks.length > 0);
    mkdirSync(join(project, 'blocks'));
    for (const { file, index, code } of blocks)
      writeFileSync(
        join(project, 'blocks', `${file.replaceAll(/\W/g, '-')}-${index}.ts`),
        `${code}\nexport {};\n`,
      );
    tool('typescript/bin/tsc', ['-p', '.'], project);
  });

  test('are bundled by Vite as it comes, show a filled cart, and read the stream in a worker of its own', async () => {
    const html = await (await fetch(url)).text();
    const key = /data-key="(pk_[^"]+)"/.exec(html)?.[1];
    assert.ok(key, 'the shop shows its publishable key');
    const { front, origin, streams } = await shopBefore(url, join(project, 'dist'));
    writeFileSync(join(project, '.env'), `VITE_ENDPOINT=${origin}\nVITE_KEY=${key}\n`);
    tool('vite/bin/vite.js', ['build', '--logLevel', 'warn'], project);
    const worker = readdirSync(join(project, 'dist/assets')).find((file) => /^live-worker.*\.js$/.test(file));
    assert.ok(worker, 'the worker is a file');

    const browser = await launch();
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      await page.goto(origin);
      await until('the cart button shows what was added', () =>
        page.evaluate(() => {
          const button = document.querySelector('continuo-cart-button');
          return button?.matches(':state(ready)') && button.shadowRoot?.textContent?.includes('2 items');
        }),
      );
      await until('the backend has accepted it', () => page.evaluate(() => document.title === 'accepted'));
      await until('the worker asks for the stream', async () => streams[0]);
      assert.deepEqual(streams, [`${origin}/assets/${worker}`]);
      assert.deepEqual(problems, []);
    } finally {
      await browser.close();
      front.closeAllConnections();
      front.close();
    }
  });
};

// What is packed and installed is the same for every browser: once is enough.
if (inChromium) describe('the packed packages', packed);
