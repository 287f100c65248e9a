// Plain ES2020 without dependencies: this runs on whatever Node is there, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * Runs this script again under a newer Node from npm when the present one is too old for the tools, and ends with its
 * exit code. Returns where the present one will do.
 */
export async function ensureNode() {
  // Compiled modules are kept for the many processes that load the same ones: half of what it takes them to start.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../../.cache/node', import.meta.url));
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return;
  if (process.env.CONTINUO_NODE_TRIED) {
    console.error(`Node ${process.versions.node} is too old: 22.12 or later is needed.`);
    process.exit(1);
  }
  console.log(`Node ${process.versions.node} is older than 22.12: going on under Node 24 from npm.`);
  const child = spawn('npm', ['exec', '--yes', '--package=node@24', '--', 'node', ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, CONTINUO_NODE_TRIED: '1' },
  });
  const code = await ended(child);
  process.exit(code);
}

/**
 * Waits for a child and passes on the signals that ask this process to stop.
 * @returns {Promise<number>} its exit code, 128 + n where a signal ended it
 */
export function ended(child) {
  const pass = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(String(error));
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Runs a command with inherited output; a failure ends this process with the same code. */
export function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) console.error(String(error));
  if (status !== 0) {
    console.error(`failed: ${command} ${args.join(' ')}`);
    process.exit(status ?? (signal ? 128 + constants.signals[signal] : 1));
  }
}
