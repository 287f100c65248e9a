import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { DatabaseOptions } from '../../database/index.ts';

export interface KillableOptions {
  slug: string;
  keys: { publishable: string; secret: string };
  database: DatabaseOptions;
  /** Folder of photos and videos. Default: as `serve` has it. */
  media?: string;
}

/** A server that tests kill and start again, on the same port and the same data. */
export class Killable {
  readonly options: KillableOptions;
  /** Pids of the processes that were killed with SIGKILL. */
  readonly killed: number[] = [];
  url = '';
  #port = 0;
  #process: ChildProcess | undefined;

  constructor(options: KillableOptions) {
    this.options = options;
  }

  async start(): Promise<void> {
    const file = new URL('./server-process.ts', import.meta.url);
    const child = fork(file, [JSON.stringify({ ...this.options, port: this.#port })], {
      execArgv: ['--conditions=source'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process = child;
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The server ended with ${String(code)} before it served`);
    });
    const [{ port }] = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }];
    ended.catch(() => undefined); // from here on it is killed on purpose
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** SIGKILL: no handler runs, nothing is flushed. */
  async kill(): Promise<void> {
    const child = this.#process!;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    this.killed.push(child.pid!);
  }

  /** SIGTERM; resolves to the exit code. */
  async stop(): Promise<number | null> {
    const child = this.#process!;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    return ((await gone) as [number | null])[0];
  }
}
