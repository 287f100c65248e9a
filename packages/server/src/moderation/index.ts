export { addModerationCheck, flagsOf, type ModerationCheck } from './rules.ts';
