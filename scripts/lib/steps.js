import { spawn } from 'node:child_process';
import { root } from './setup.js';

const running = new Set();
let stopping = false;

/**
 * From now on a signal that asks this process to stop goes to what runs, and nothing more is started: the caller then
 * comes to its end as after failures, and can tidy up.
 */
export function stopOnSignal() {
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      stopping = true;
      for (const child of running) child.kill(signal);
    });
}

export const isStopping = () => stopping;

/**
 * Runs a command, shows its output and keeps it.
 * @returns {Promise<{code: number, output: string, seconds: number}>}
 */
export function capture(command, args, { env = {}, quiet = false } = {}) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    const take = (chunk) => {
      output += chunk;
      if (!quiet) process.stdout.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    const end = (code) => {
      running.delete(child);
      resolve({ code, output, seconds: (Date.now() - started) / 1000 });
    };
    child.on('error', (error) => {
      take(`${error}\n`);
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}
