export { addModerationCheck, flagsOf, type Facts, type ModerationCheck, type Written } from './rules.ts';
