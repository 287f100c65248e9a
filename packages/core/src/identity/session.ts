import type { Device } from '@continuo/protocol';
import { ContinuoError, mistake } from '../errors.ts';
import { hash } from '../hash.ts';
import { randomId, sleep } from '../util.ts';
import type { Client, Platform, Unsubscribe } from '../types.ts';
import { DEVICE, type KeptDevice, type Message, type Visitor } from './visitor.ts';
import { readToken } from './token.ts';

/** Name of a small value: hash of the userId, and after a dot the deviceId once both are joined. */
const USER = 'user';
/** How long other tabs have to hand over a token that they hold. */
const ANSWER_MS = 60;
const GET_TOKEN_MS = 10_000;

export interface Session {
  makeDevice(): Promise<Device>;
  token(): Promise<string | null>;
  /** A token that is not the refused one, or `null`. */
  refresh(refused: string): Promise<string | null>;
  login(): Promise<void>;
  hear(message: Message): void;
}

/** Several callers share one run. */
const single = <T>(run: () => Promise<T>): { (): Promise<T>; running: Promise<T> | undefined } => {
  const call = () =>
    (call.running ??= run().finally(() => {
      call.running = undefined;
    }));
  call.running = undefined as Promise<T> | undefined;
  return call;
};

/**
 * @param post tells the other tabs
 * @param changed tells this tab's listeners
 * @param sync reads what another tab may have stored
 * @param wipe ends the visit
 */
export const createSession = (
  options: Client['options'],
  platform: Platform,
  request: Client['request'],
  ends: Unsubscribe[],
  visitor: Visitor,
  post: (message: Omit<Message, 'visit'>) => void,
  changed: () => void,
  sync: () => void,
  wipe: () => Promise<void> | undefined,
): Session => {
  const { small } = platform;
  let refused: string | undefined;
  let arrived = () => {};
  let anew = false;
  let linkTries = 0;
  let linkTimer: ReturnType<typeof setTimeout> | undefined;

  const mark = () => small.get(USER);
  const setMark = (value: string) => small.set(USER, value);
  const valid = () => !!visitor.token && Date.now() < visitor.token.until;
  const isOf = (known: Visitor['token'], raw: string) => known?.userId === readToken(raw).userId;

  /** Takes a token that was just given. */
  const adopt = (raw: string) => {
    const token = readToken(raw);
    const name = hash(token.userId);
    const before = mark();
    // What another customer left here is not theirs to see.
    if (before && before.split('.')[0] !== name) void wipe();
    const other = visitor.token?.userId !== token.userId;
    visitor.token = token;
    if (!mark()) setMark(name);
    arrived();
    if (other) changed();
  };

  const ask = async () => {
    const visit = visitor.visit;
    if (!anew) {
      // Only for the next token of the same customer: who is logged in on a new page, the merchant alone can say.
      if (visitor.token && !valid()) {
        const answer = new Promise<void>((resolve) => (arrived = resolve));
        post({ ask: true });
        await Promise.race([answer, sleep(ANSWER_MS)]);
      }
      if (valid()) return;
    }
    let raw: string | null;
    try {
      raw = await Promise.race([
        options.getToken!(),
        sleep(GET_TOKEN_MS).then(() => {
          throw new Error(`getToken() gave nothing for ${GET_TOKEN_MS} ms`);
        }),
      ]);
    } catch (cause) {
      throw new ContinuoError('net/failed', { cause });
    }
    if (visit !== visitor.visit) return;
    if (raw) {
      adopt(raw);
      post({ token: raw });
      void link();
    } else {
      // The merchant's session has ended: the same as a logout.
      if (mark()) await wipe();
      visitor.token = null;
    }
  };
  const asking = single(() => platform.lock('token', ask));

  /** Joins device and customer; repeated until the backend has heard it. */
  const link = single(async () => {
    clearTimeout(linkTimer);
    const { token, device, visit } = visitor;
    const done = token && device && `${hash(token.userId)}.${device.deviceId}`;
    if (!done || mark() === done) return;
    try {
      await request('/v1/customers/me/devices', { as: 'customer', body: {} });
      linkTries = 0;
      // Not after a logout, also one of another tab that this one has not heard of yet.
      if (visit === visitor.visit && mark()) setMark(done);
    } catch (error) {
      if (visit === visitor.visit && (error as ContinuoError).retryable)
        linkTimer = setTimeout(() => void link(), Math.random() * Math.min(60_000, 2_000 * 2 ** linkTries++));
    }
  });

  const makeDevice = single(() =>
    platform.lock('device', async () => {
      for (;;) {
        sync();
        if (visitor.device) return visitor.device;
        const { visit } = visitor;
        const records = platform.records(DEVICE);
        // Stored before it is sent: whoever asks again after a lost answer gets the same device.
        const kept = (await records.update<KeptDevice>(DEVICE, (old) => old ?? { key: randomId() }))!;
        let { device } = kept;
        if (!device) {
          const body = { key: options.key };
          device = await request<Device>('/v1/devices', { body, idempotencyKey: kept.key });
          if (visit !== visitor.visit) continue;
          await records.update<KeptDevice>(DEVICE, (old) =>
            old?.key === kept.key ? { ...old, device } : old,
          );
        }
        if (visit !== visitor.visit) continue;
        small.set(DEVICE, JSON.stringify(device));
        sync();
        void link();
        return device;
      }
    }),
  );

  ends.push(
    platform.on('online', () => void link()),
    () => clearTimeout(linkTimer),
  );

  return {
    makeDevice,
    async token() {
      try {
        await asking();
      } catch (error) {
        // The old one still serves for the seconds that it has.
        if (!visitor.token || Date.now() > visitor.token.end) throw error;
      }
      return visitor.token?.raw ?? null;
    },
    async refresh(bad) {
      refused = bad;
      if (visitor.token?.raw === bad) {
        visitor.token.until = visitor.token.end = 0;
        await asking();
      }
      return visitor.token && visitor.token.raw !== bad ? visitor.token.raw : null;
    },
    async login() {
      if (!options.getToken) return mistake('login() needs the option getToken');
      // One that is under way may have asked before the login.
      await asking.running?.catch(() => {});
      anew = true;
      try {
        await asking();
      } finally {
        anew = false;
      }
      await link();
    },
    hear({ visit, ask, token, answer }) {
      // Of before a logout, or of after one that is yet to be heard of.
      if (visit !== visitor.visit) return;
      if (ask && valid()) post({ token: visitor.token!.raw, answer: true });
      // An answer is for those who asked about this customer.
      if (token && token !== refused && !(answer && (valid() || !isOf(visitor.token, token)))) adopt(token);
    },
  };
};
