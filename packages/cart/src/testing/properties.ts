/** What must hold whatever happens (fast-check). Each throws when it does not. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Operation } from '@continuo/protocol';
import { differenceSince } from '../model/difference.ts';
import { quantityAt } from '../model/line.ts';
import { merge } from '../model/merge.ts';
import { Oracle, type Known } from './oracle.ts';
import type { Rejected } from '../model/receive.ts';
import { Replica, scene, World, type Answer, type Message } from './world.ts';

type Press = { do: 'press'; who: number; code: Operation[2]; key: string; n: number };
type Step =
  | Press
  | { do: 'sync' | 'late-answer' | 'answer' | 'twice' | 'part' | 'delay'; who: number }
  | { do: 'arrive'; which: number }
  | { do: 'push'; who: number; back: number };

const who = fc.nat({ max: 2 });
const key = fc.constantFrom('A', 'A', 'A', 'B', 'C');
const press = (codes: readonly Operation[2][]): fc.Arbitrary<Step> =>
  fc.record({
    do: fc.constant('press' as const),
    who,
    code: fc.constantFrom(...codes),
    key,
    n: fc.integer({ min: 1, max: 4 }),
  });
const traffic: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('sync' as const), who }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(...(['late-answer', 'answer', 'twice', 'part', 'delay'] as const)),
      who,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('arrive' as const), which: fc.nat({ max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('push' as const), who, back: fc.nat({ max: 3 }) }) },
);
const EDITS = ['a', 'a', 'i', 'i', 's', 'r', 'x'] as const;
const story = (codes: readonly Operation[2][], maxLength = 60) =>
  fc.array(fc.oneof({ weight: 5, arbitrary: press(codes) }, { weight: 4, arbitrary: traffic }), {
    minLength: 1,
    maxLength,
    size: 'max',
  });

function perform(replica: Replica, { code, key, n }: Press): void {
  if (code === 'a') replica.add(key, n);
  else if (code === 'i') replica.step(key, n % 2 === 0 ? n - 1 : -n);
  else if (code === 's') replica.type(key, n + 1);
  else if (code === 'r') replica.remove(key);
  else if (code === 'x') replica.clear();
  else if (code === 'm') replica.later(key);
  else replica.note(key, `note ${n}`);
}

interface Played {
  world: World;
  replicas: Replica[];
  oracle: Oracle;
  presses: number;
}

/** Plays a story to its quiet end, beside the oracle. */
function play(steps: readonly Step[], expiry?: { versions: number; ms: number }): Played {
  const world = new World(undefined, expiry);
  const replicas = ['q0', 'q1', 'q2'].map((id) => new Replica(world, id));
  const presses = new Map<string, Known>();
  /** Ids in the order of their acceptance: entry i got version i + 1. */
  const log: string[] = [];
  const oracle = new Oracle();
  const held = [-1, -1, -1];
  const post: { message: Message }[] = [];
  const answers: (Answer | Rejected)[][] = [[], [], []];

  const deliver = (message: Message) => {
    const last = world.senders.get(message.replica)?.last ?? 0;
    const answer = world.take(message);
    for (let s = last + 1; s <= (world.senders.get(message.replica)?.last ?? 0); s++) {
      const id = `${message.replica}:${s}`;
      log.push(id);
      const known = presses.get(id);
      assert.ok(known, `accepted a press that nobody made: ${id}`);
      oracle.accept(known);
    }
    assert.equal(world.cart.v, log.length, 'each press uses one version');
    for (const [address, line] of Object.entries(world.cart.lines)) {
      for (const part of line.parts) assert.ok(part[3] > 0, `a part of ${address} is not positive`);
    }
    return answer;
  };

  // Opening registers what a replica has seen.
  for (const replica of replicas) replica.hear(deliver(replica.message()));
  for (const step of steps) {
    world.now += 1000;
    if (step.do === 'arrive') {
      const late = post.splice(step.which % Math.max(1, post.length), 1)[0];
      if (late) deliver(late.message);
      continue;
    }
    const replica = replicas[step.who]!;
    if (step.do === 'press') {
      const before = quantityAt(replica.screen, `c/${step.key}`);
      const saw = new Set(log.slice(0, replica.confirmed.v));
      for (let s = 1; s <= replica.s; s++) saw.add(`${replica.id}:${s}`);
      perform(replica, step);
      presses.set(`${replica.id}:${replica.s}`, { op: replica.pending.at(-1)!.op, author: replica.id, saw });
      if (step.code === 'a') {
        assert.equal(quantityAt(replica.screen, `c/${step.key}`), before + step.n, 'own add shows at once');
      }
    } else if (step.do === 'sync') replica.hear(deliver(replica.message()));
    else if (step.do === 'part') replica.hear(deliver(replica.message(1)));
    // An answer may be lost, or come after later ones.
    else if (step.do === 'late-answer') answers[step.who]!.push(deliver(replica.message()));
    else if (step.do === 'answer') {
      const answer = answers[step.who]!.shift();
      if (answer) replica.hear(answer);
    } else if (step.do === 'twice') {
      deliver(replica.message());
      replica.hear(deliver(replica.message()));
    } else if (step.do === 'delay') post.push({ message: replica.message() });
    else if (step.do === 'push') {
      const f = Math.max(world.cart.horizon, world.cart.v - step.back);
      replica.hear({ difference: differenceSince(world.cart, f), a: 0, refused: [], notices: [] });
    }
    assert.ok(replica.held >= held[step.who]!, 'a screen went back in time');
    held[step.who] = replica.held;
  }
  for (const { message } of post) deliver(message);
  for (let round = 0; round < 3; round++)
    for (const replica of replicas) replica.hear(deliver(replica.message()));
  return { world, replicas, oracle, presses: presses.size };
}

const ADDRESSES = ['A', 'B', 'C'].flatMap((k) => [`c/${k}`, `l/${k}`]);
const runs = (numRuns: number) => ({ numRuns, seed: 20261122 });

export const properties: Record<string, (scale?: number) => void> = {
  'all converge, and every press did what its author meant': (scale = 1) =>
    fc.assert(
      fc.property(story([...EDITS, 'm']), (steps) => {
        const { world, replicas, oracle } = play(steps);
        for (const address of ADDRESSES) {
          assert.equal(quantityAt(world.cart, address), oracle.q(address), `${address} for the judge`);
          for (const replica of replicas) {
            assert.equal(
              quantityAt(replica.screen, address),
              oracle.q(address),
              `${address} on ${replica.id}`,
            );
          }
        }
        for (const replica of replicas) assert.equal(replica.pending.length, 0);
      }),
      runs(400 * scale),
    ),

  'when replicas expire after 6 versions, whatever differs from what was meant is told': (scale = 1) =>
    fc.assert(
      fc.property(story([...EDITS, 'm', 'n'], 90), (steps) => {
        const { world, replicas, oracle } = play(steps, { versions: 6, ms: 1e12 });
        const told = new Set(
          replicas.flatMap(({ notices }) => notices.map(({ address }) => address.slice(2))),
        );
        for (const address of ADDRESSES) {
          const q = quantityAt(world.cart, address);
          for (const replica of replicas) assert.equal(quantityAt(replica.screen, address), q);
          if (!told.has(address.slice(2))) assert.equal(q, oracle.q(address), address);
        }
      }),
      runs(300 * scale),
    ),

  'additions alone make exactly their sum': (scale = 1) =>
    fc.assert(
      fc.property(story(['a']), (steps) => {
        const { world } = play(steps);
        const sum = steps.reduce((n, step) => n + (step.do === 'press' ? step.n : 0), 0);
        assert.equal(
          ADDRESSES.reduce((n, address) => n + quantityAt(world.cart, address), 0),
          sum,
        );
      }),
      runs(150 * scale),
    ),

  'a cart cleared by someone who saw all of it is empty': (scale = 1) =>
    fc.assert(
      fc.property(story([...EDITS]), (steps) => {
        const { world, replicas } = play(steps);
        replicas[0]!.clear().sync();
        for (const address of ADDRESSES) assert.equal(world.q(address), 0);
      }),
      runs(150 * scale),
    ),

  'the order of arrival is irrelevant unless both type': (scale = 1) =>
    fc.assert(
      fc.property(
        fc.array(press(EDITS.filter((code) => code !== 's')), { maxLength: 6 }),
        fc.array(press(['a', 'i', 's']), { maxLength: 4 }),
        fc.array(press(EDITS.filter((code) => code !== 's')), { maxLength: 4 }),
        (first, common, second) => {
          const outcome = (swapped: boolean) => {
            const world = new World();
            const [a, b] = ['q0', 'q1'].map((id) => new Replica(world, id)) as [Replica, Replica];
            for (const step of common) perform(step.do === 'press' && step.who === 0 ? a : b, step as Press);
            for (const replica of [a, b, a]) replica.sync();
            for (const step of first) perform(a, step as Press);
            for (const step of second) perform(b, step as Press);
            for (const replica of swapped ? [b, a, b] : [a, b, a]) replica.sync();
            return ADDRESSES.map((address) => world.q(address));
          };
          assert.deepEqual(outcome(false), outcome(true));
        },
      ),
      runs(300 * scale),
    ),

  'alone, what is shown at once is what is accepted': (scale = 1) =>
    fc.assert(
      fc.property(fc.array(press([...EDITS, 'm']), { maxLength: 30 }), fc.nat(), (steps, n) => {
        const world = new World();
        const replica = new Replica(world, 'q0');
        steps.forEach((step, i) => {
          perform(replica, step as Press);
          if (i % 7 === n % 7) replica.sync();
        });
        const shown = ADDRESSES.map((address) => quantityAt(replica.screen, address));
        replica.sync();
        assert.deepEqual(
          ADDRESSES.map((address) => world.q(address)),
          shown,
        );
      }),
      runs(200 * scale),
    ),

  'of two quantities typed at once, the one that lost never comes back': (scale = 1) =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (x, y, n) => {
          const [world, a, b] = scene({ A: 2 });
          a.type('A', x).sync();
          b.type('A', y).sync();
          b.step('A', -n).sync();
          assert.equal(world.q('A'), Math.max(0, y - n));
        },
      ),
      runs(50 * scale),
    ),

  'moving keeps the number of things': (scale = 1) =>
    fc.assert(
      fc.property(story(['a', 'm']), (steps) => {
        const { world } = play(steps);
        const sum = steps.reduce((n, s) => n + (s.do === 'press' && s.code === 'a' ? s.n : 0), 0);
        assert.equal(
          ADDRESSES.reduce((n, address) => n + quantityAt(world.cart, address), 0),
          sum,
        );
      }),
      runs(150 * scale),
    ),

  'what is at rest does not grow with use': () => {
    const world = new World();
    const replicas = ['q0', 'q1', 'q2'].map((id) => new Replica(world, id));
    for (let i = 0; i < 600; i++) {
      const replica = replicas[i % 3]!;
      if (i % 11 === 0) replica.remove('A');
      else replica.add('ABC'[i % 2]!).sync();
    }
    for (let i = 0; i < 6; i++) replicas[i % 3]!.sync();
    assert.ok(Object.keys(world.cart.lines).length <= 3);
    for (const line of Object.values(world.cart.lines)) assert.ok(line.parts.length <= 3);
  },

  'a gap is never accepted': () => {
    const world = new World();
    const replica = new Replica(world, 'q0');
    replica.add('A').add('B').add('C');
    const { ops, tags, ...rest } = replica.message();
    world.take({ ...rest, ops: [ops[0]!, ops[2]!], tags: [tags[0]!, tags[2]!] });
    assert.deepEqual([world.q('A'), world.q('C')], [1, 0]);
    replica.sync();
    assert.deepEqual([world.q('A'), world.q('B'), world.q('C')], [1, 1, 1]);
  },

  'a merge by `sum` keeps every wish of both, and only theirs': (scale = 1) =>
    fc.assert(
      fc.property(story([...EDITS, 'm'], 30), story([...EDITS, 'm'], 30), (guest, customer) => {
        const one = play(guest).world.cart;
        const two = play(customer).world.cart;
        const { cart } = merge(one, two, 'sum', 'g');
        for (const address of ADDRESSES) {
          assert.equal(quantityAt(cart, address), quantityAt(one, address) + quantityAt(two, address));
        }
        for (const policy of ['max', 'guest', 'existing'] as const) {
          const merged = merge(one, two, policy, 'g').cart;
          for (const k of ['A', 'B', 'C']) {
            const had = Math.max(quantityAt(one, `c/${k}`), quantityAt(two, `c/${k}`));
            assert.ok(
              quantityAt(merged, `c/${k}`) + quantityAt(merged, `l/${k}`) >= had,
              `${policy} lost some ${k}`,
            );
          }
        }
      }),
      runs(80 * scale),
    ),
};
