// Starts the demo for a while, as `npm start` serves it: on a free port, on data of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './node.js';
import { root } from './setup.js';

const BUILT = ['cdn/continuo.js', 'packages/desk/dist/site', 'examples/storefront/npm-page/dist/checkout.js'];

/** Builds what the demo serves where nothing has been built yet. */
export function ensureBuilt() {
  if (BUILT.every((path) => existsSync(new URL(path, root)))) return;
  run(process.execPath, ['scripts/build.js'], { cwd: root });
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/**
 * Starts the demo on a fresh data folder and waits until it is ready: five minutes at most.
 * @param env what it is told besides its port
 * @returns its address, its data folder, its process's id, and `stop`, which deletes the data
 */
export async function startDemo(env = {}) {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'continuo-demo-'));
  const child = spawn(process.execPath, ['examples/storefront/start.ts', '--data', data], {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(data, { recursive: true, force: true });
  };
  const url = `http://localhost:${port}`;
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null || child.signalCode !== null || tries > 1200) {
      console.error(output);
      await stop();
      throw new Error('The demo did not start.');
    }
    const ready = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false, // not listening yet
    );
    if (ready) return { url, data, pid: child.pid, stop };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
