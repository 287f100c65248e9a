import type { Client } from '@continuo/core';
import { configure } from '@continuo/core/browser';
import { createAnalytics, type Analytics } from './analytics.ts';
import type { Command, PageOptions } from './commands.ts';

/** Carries out what a page says. What comes before the configuration waits for it. */
export function start(): (command: Command) => void {
  let client: Client | undefined;
  let analytics: Analytics;
  const waiting: Command[] = [];

  const carryOut = (command: Command, client: Client) => {
    switch (command[0]) {
      case 'ready':
        return command[1](client);
      case 'track':
      case 'page':
      case 'identify':
      case 'reset':
        return analytics.say(command);
      case 'consent':
        return client.consent.choose(command[1], command[2] ?? 'page');
      case 'login':
        return void client.login().catch((cause: unknown) => console.error('continuo: login', cause));
      case 'logout':
        return void client.logout();
      default:
        console.error(`continuo: there is no command ${JSON.stringify(command[0])}`);
    }
  };

  /** A mistake in one command, or in a page's callback, is told and does not stop the next. */
  const safely = (command: Command, client: Client) => {
    try {
      carryOut(command, client);
    } catch (cause) {
      console.error(cause);
    }
  };

  const begin = (options: PageOptions) => {
    const first = !client;
    client = configure(options);
    if (!first) return;
    analytics = createAnalytics(client, options.linkDomains);
    for (const each of waiting.splice(0)) safely(each, client);
  };

  return (command) => {
    if (command[0] === 'configure') {
      const [, options] = command;
      // Who shares cookies must read them before anything else is done.
      if (options.cookieDomain === undefined || client) begin(options);
      else
        void import('./domains.ts').then(
          ({ shared }) => begin(shared(options)),
          () => begin(options), // The browser says what failed. This host goes on by itself.
        );
    } else if (client) safely(command, client);
    else waiting.push(command);
  };
}
