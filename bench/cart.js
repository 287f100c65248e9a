// How long one cart operation takes through HTTP, against a route that parses and throws away, and one that locks and
// changes one row: what any server-ordered edit must do. All in one process, on one database, taking turns.
import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { median, ratio, table } from './support/statistics.js';

const ROUNDS = 15;
const CALLS = 20;

const child = fork(new URL('support/cart-server.js', import.meta.url), { execArgv: ['--conditions=source'] });
const [{ port, key, database }] = await once(child, 'message');

const post = async (path, body, headers = {}) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://shop.example', ...headers },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
};

/** A cart with so many lines, and what one press in it is. */
async function cart(lines) {
  const { token } = await post('/v1/devices', { key }, { 'idempotency-key': randomUUID() });
  const path = `/v1/carts/${randomUUID()}/ops`;
  const replica = randomBytes(9).toString('base64url');
  let state = { v: 0, epoch: undefined };
  let s = 0;
  const send = async (ops) => {
    const body = { p: 1, replica, h: s ? state.v : -1, k: state.v, epoch: state.epoch, ops };
    state = await post(path, body, { 'continuo-device': token });
    if (state.a !== s) throw new Error(`accepted ${state.a} of ${s}`);
  };
  for (let i = 0; i < lines; i += 100) {
    const ops = Array.from({ length: Math.min(100, lines - i) }, (_, n) => [
      ++s,
      state.v,
      'a',
      `c/variant-${i + n}`,
      1,
    ]);
    await send(ops);
  }
  return {
    press: () => send([[++s, state.v, 'i', `c/variant-${s % lines}`, s % 2 ? 1 : -1]]),
    look: () => send([]),
  };
}

const [small, large] = [await cart(5), await cart(200)];
const message = { p: 1, replica: 'floor', h: 1, k: 1, ops: [[1, 1, 'i', 'c/variant-1', 1]] };
const calls = {
  'parse and discard': () => post('/parse', message),
  'lock and change one row': () => post('/row', message),
  'cart operation, 5 lines': small.press,
  'cart operation, 200 lines': large.press,
  'nothing new, 5 lines': small.look,
};
const names = Object.keys(calls);
const times = new Map(names.map((name) => [name, []]));
for (let round = 0; round <= ROUNDS; round++)
  for (const name of names) {
    const taken = [];
    for (let i = 0; i < CALLS; i++) {
      const started = performance.now();
      await calls[name]();
      taken.push(performance.now() - started);
    }
    if (round > 0) times.get(name).push(median(taken)); // the first round warms up
  }
child.disconnect();

console.log(`database: ${database}`);
table(
  [...times].map(([name, list]) => ({
    request: name,
    'ms (median)': median(list),
    '× parse': ratio(list, times.get('parse and discard')),
    '× row': ratio(list, times.get('lock and change one row')),
  })),
);
