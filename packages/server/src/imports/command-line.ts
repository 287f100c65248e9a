import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../database/index.ts';
import type { Input } from './input.ts';
import { BusyError, LEASE_MS } from './scope.ts';

/** What the commands share that move files in and out. */

/** One of the words that an option takes. */
export function oneOf<const T extends string>(
  name: string,
  value: string | undefined,
  known: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = known.find((one) => one === value);
  if (!found) throw new Error(`--${name} is one of ${known.join(', ')}`);
  return found;
}

/** The workspace that is meant where none is said. */
export async function onlyWorkspace(db: Db): Promise<string> {
  const all = await db.selectFrom('workspaces').select('slug').orderBy('slug').limit(20).execute();
  const [first] = all;
  if (!first) throw new Error('There is no workspace yet: continuo workspace create.');
  if (all.length > 1) throw new Error(`Say --workspace: ${all.map(({ slug }) => slug).join(', ')}.`);
  return first.slug;
}

/** Runs an import; waits while another one, or what is left of a killed one, holds its feed. */
export async function untilFree(
  file: string,
  first: Input,
  open: () => Promise<Input>,
  run: (input: Input) => Promise<number>,
): Promise<number> {
  for (let input = first, began = Date.now(); ; input = await open()) {
    try {
      return await run(input);
    } catch (error) {
      // An import that was killed holds its feed for some seconds; what came on standard input is spent by now.
      if (!(error instanceof BusyError) || file === '-' || Date.now() - began > 2 * LEASE_MS) throw error;
      console.error('Another import of this feed is running, or was killed just now; waiting …');
      await sleep(2_000);
    }
  }
}
