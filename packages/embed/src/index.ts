export type { Command, Commands, ContinuoGlobal } from './commands.ts';
