import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { world } from '../testing/world.ts';
import { createVisit } from './visit.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 5, 1, 12);
const none = '{}';
const ad = '{"source":"mail","medium":"email"}';

const fields = (stamp: string) =>
  JSON.parse(`{"context":{"channel":"web"${stamp}}`) as {
    anonymousId: string;
    context: { campaign: object; sessionId: string; sessionStart: boolean };
  };

const visitOf = (t: TestContext) => {
  const w = world();
  const visit = createVisit(w.tab().client.platform);
  t.after(visit.close);
  return {
    w,
    visit,
    at: (minutes: number, campaign = none) => fields(visit.stamp(NOON + minutes * MINUTE, campaign)),
  };
};

test('a session lasts while its events are less than 30 minutes apart', (t) => {
  const { at } = visitOf(t);
  const [a, b, c, d] = [at(0), at(29), at(58), at(89)];
  assert.deepEqual(
    [a, b, c, d].map(({ context }) => context.sessionStart),
    [true, false, false, true],
  );
  assert.equal(a.context.sessionId, c.context.sessionId);
  assert.notEqual(c.context.sessionId, d.context.sessionId);
  assert.equal(a.anonymousId, d.anonymousId);
});

test('another campaign begins a session; the same one, none and a mere link do not', (t) => {
  const { at } = visitOf(t);
  const started = [
    at(0),
    at(1, ad),
    at(2, ad),
    at(3),
    at(4, '{"source":"pay.example","medium":"referral"}'),
    at(5, '{"source":"other"}'),
  ].map(({ context }) => context.sessionStart);
  assert.deepEqual(started, [true, true, false, false, false, true]);
});

test('all events of a session say where it came from', (t) => {
  const { at } = visitOf(t);
  at(0, ad);
  assert.deepEqual(at(1).context.campaign, JSON.parse(ad));
});

test('tabs share anonymousId and session', async (t) => {
  const { w, at } = visitOf(t);
  const other = createVisit(w.tab().client.platform);
  t.after(other.close);
  const here = at(0);
  await Promise.resolve();
  const there = fields(other.stamp(NOON + MINUTE, none));
  assert.equal(here.anonymousId, there.anonymousId);
  assert.equal(here.context.sessionId, there.context.sessionId);
});

test('a spoilt value is as good as none', (t) => {
  const w = world();
  w.small.set('continuo:pk_1:visit', '{"a":');
  const visit = createVisit(w.tab().client.platform);
  t.after(visit.close);
  assert.equal(!!visit.get(), false);
  assert.equal(fields(visit.stamp(NOON, none)).context.sessionStart, true);
});

test('nothing is stored until there is an event', () => {
  const w = world();
  createVisit(w.tab({ agreed: false }).client.platform);
  assert.equal(w.small.size, 0);
});
