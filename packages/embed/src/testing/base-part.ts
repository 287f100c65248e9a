import type { Command } from '../commands.ts';

/** Stands in for the first part: remembers what the page says. */
export const start = (): ((command: Command) => void) => {
  const said: Command[] = ((globalThis as { said?: Command[] }).said = []);
  return (command) => said.push(command);
};
