import type { Device } from '@continuo/protocol';
import { CONSENT } from '../consent.ts';
import { lazy } from '../lazy.ts';
import type { Client, Identity, Platform, Unsubscribe } from '../types.ts';
import { parse, signal, sleep } from '../util.ts';
import type { Session } from './session.ts';
import { DEVICE, WIPES, type Message, type Visitor } from './visitor.ts';

const TASKS_MS = 2_000;

export interface OwnIdentity extends Identity {
  session(): Promise<Session>;
  /** Reads what was stored elsewhere. */
  sync(): void;
  login(): Promise<void>;
  /** Runs the tasks, at most 2 s, and wipes the visitor from storage and from all tabs. */
  logout(tasks: Iterable<() => Promise<void>>): Promise<void>;
  onWipe(listener: () => void): Unsubscribe;
}

/**
 * Knows the visitor, and forgets them when told to. All that needs the network (a device, tokens, joining both) is in
 * the session, which most visits never load.
 */
export const createIdentity = (
  options: Client['options'],
  platform: Platform,
  request: Client['request'],
  ends: Unsubscribe[],
  visitor: Visitor,
): OwnIdentity => {
  const { small } = platform;
  const changed = signal();
  const wiped = signal();

  /**
   * Goes on with this visit, if it is a later one. Every tab cleans up after the visits before, once it knows: so what one
   * wrote that had not heard goes, too. The consent choice stays: it belongs to the browser, whoever sits before it.
   */
  const begin = (visit: number, ended?: boolean) => {
    if (!(visit > visitor.visit)) return undefined;
    visitor.visit = visit;
    visitor.token = null;
    visitor.device = undefined;
    if (ended) {
      small.set(WIPES, `${visit}`);
      post();
    }
    const done = platform.wipe((name) => name !== CONSENT && name !== WIPES && !(parseInt(name) >= visit));
    wiped.emit();
    changed.emit();
    return done;
  };
  const wipe = () => begin(visitor.visit + 1, true);

  /** Also for a page that was frozen or cached and may have missed a word. */
  const sync = () => {
    void begin(+small.get(WIPES)!);
    const device = parse<Device>(small.get(DEVICE));
    if (device?.token === visitor.device?.token) return;
    visitor.device = device;
    changed.emit();
  };

  const channel = platform.channel('identity', (data) => {
    void begin((data as Message).visit);
    if (options.getToken)
      session().then(
        (its) => its.hear(data as Message),
        // Whoever asks here later asks the merchant then.
        () => {},
      );
  });
  const post = (message?: Omit<Message, 'visit'>) => channel.post({ visit: visitor.visit, ...message });
  const session = lazy(platform, async () => {
    const { createSession } = await import('./session.ts');
    return createSession(options, platform, request, ends, visitor, post, changed.emit, sync, wipe);
  });

  sync();
  ends.push(small.onChange(sync), platform.on('show', sync), channel.close);

  return {
    get device() {
      return visitor.device;
    },
    get userId() {
      return visitor.token?.userId;
    },
    ensureDevice: async () => visitor.device ?? (await session()).makeDevice(),
    async token() {
      const { token } = visitor;
      if (!options.getToken || token === null) return null;
      return token && Date.now() < token.until ? token.raw : (await session()).token();
    },
    session,
    login: async () => (await session()).login(),
    sync,
    async logout(tasks) {
      const next = visitor.visit + 1;
      await Promise.race([Promise.allSettled([...tasks].map(async (task) => task())), sleep(TASKS_MS)]);
      // Where another tab has ended this visit meanwhile, that is enough.
      await begin(next, true);
    },
    subscribe: changed.on,
    onWipe: wiped.on,
  };
};
