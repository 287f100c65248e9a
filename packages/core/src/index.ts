export * from './types.ts';
export { createClient } from './client.ts';
export { configure, defaultClient, onDefaultClient } from './page.ts';
export { ContinuoError, mistake } from './errors.ts';
export { memoryPlatform } from './platform/platform.ts';
export { randomId } from './util.ts';
