import { configure as configureAny } from './page.ts';
import { browserPlatform } from './platform/platform.ts';
import type { Client, ClientOptions } from './types.ts';

export { browserPlatform } from './platform/platform.ts';

/** `configure` of `@continuo/core` with what a browser has. */
export const configure = (options: ClientOptions): Client =>
  configureAny({ platform: browserPlatform(), ...options });
