import { createClient } from '../client.ts';
import { createLive, surroundings, TIMINGS } from '../live.ts';
import { browserPlatform } from '../platform/platform.ts';

/** What a test does in a tab, with that tab's own globals. */
const core = { createClient, browserPlatform, createLive, surroundings, TIMINGS };
export type Core = typeof core;

(globalThis as { core?: Core }).core = core;
