import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Who holds a data folder. `port` once its server listens. */
export interface Holder {
  pid: number;
  /** When the process started, as the system counts; tells a process from a later one with the same pid. */
  born: string;
  port?: number;
}

const lockPath = (folder: string) => join(folder, 'continuo.lock');
const held = new Set<string>();

/** Boot and start time of a process where /proc tells, else ''. */
function bornOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return ''; // no /proc here: the pid alone decides
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.born === '' || bornOf(holder.pid) === '' || bornOf(holder.pid) === holder.born;
}

/** The living process that holds the folder, if any. */
export function readHolder(folder: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(lockPath(folder), 'utf8')) as Holder;
    return isAlive(holder) ? holder : undefined;
  } catch {
    return undefined; // no lock, or one that a killed process wrote in half: nobody holds it
  }
}

const tryCreate = (path: string, text: string): boolean => {
  try {
    const fd = openSync(path, 'wx');
    writeSync(fd, text);
    closeSync(fd);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

const inUse = (folder: string, holder?: Holder) =>
  new Error(
    `The data folder ${folder} is in use${holder ? ` by process ${holder.pid}` : ''}` +
      `${holder?.port ? `, which serves on port ${holder.port}` : ''}. Two processes on one folder would lose data: ` +
      `stop the other one, or choose another folder.`,
  );

/** Throws with words when a living process holds the folder: for whoever wants to delete it. */
export function refuseIfHeld(folder: string): void {
  const holder = readHolder(folder);
  if (holder) throw inUse(folder, holder);
}

/** A file is written in one piece right after it is made: younger than this and unreadable means "being written". */
const WRITING_MS = 2_000;

/**
 * Takes the folder for this process; throws with words when another living process has it. The lock of a killed
 * process is taken over, by one of those that want it.
 */
export function lockFolder(folder: string): { publishPort(port: number): void; release(): void } {
  mkdirSync(folder, { recursive: true });
  const path = lockPath(folder);
  const me: Holder = { pid: process.pid, born: bornOf(process.pid) };
  if (held.has(path)) throw inUse(folder, me);
  if (!tryCreate(path, JSON.stringify(me))) {
    const holder = readHolder(folder);
    if (holder) throw inUse(folder, holder);
    const takeover = `${path}.takeover`;
    if (!tryCreate(takeover, '')) {
      const since = statSync(takeover, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (Date.now() - since < WRITING_MS * 5) throw inUse(folder);
      rmSync(takeover, { force: true });
      return lockFolder(folder);
    }
    try {
      const again = readHolder(folder);
      if (again) throw inUse(folder, again);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.size === 0 && Date.now() - stat.mtimeMs < WRITING_MS) throw inUse(folder);
      write(path, me);
    } finally {
      rmSync(takeover, { force: true });
    }
  }
  held.add(path);
  return {
    publishPort: (port) => write(path, { ...me, port }),
    release: () => {
      held.delete(path);
      rmSync(path, { force: true });
    },
  };
}

function write(path: string, holder: Holder): void {
  const next = `${path}.${process.pid}`;
  writeFileSync(next, JSON.stringify(holder));
  renameSync(next, path);
}
