export { flagsOf } from './rules.ts';
