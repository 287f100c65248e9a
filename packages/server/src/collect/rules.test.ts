import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { happenedAt, isTooDeep, readMessage, type Arrival } from './rules.ts';

const received = new Date('2026-05-05T12:00:00.000Z');
const arrival: Arrival = { trust: 'public', received };
const read = (message: unknown, more: Partial<Arrival> = {}) =>
  readMessage(message, 0, { ...arrival, ...more });
const row = (message: unknown, more?: Partial<Arrival>) => {
  const result = read(message, more);
  assert.ok('row' in result, JSON.stringify(result));
  return result.row;
};
const track = { type: 'track', event: 'Seen', anonymousId: 'a' };

describe('the time of an event', () => {
  test("is ours, whatever the sender's clock says", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e10, max: 1e10 }),
        fc.integer({ min: 0, max: 30 * 86_400_000 }),
        (skew, ago) => {
          const iso = (ms: number) => new Date(received.getTime() + skew + ms).toISOString();
          const at = happenedAt(received, iso(-ago), iso(0));
          assert.equal(received.getTime() - at.getTime(), ago);
        },
      ),
    );
  });

  test('is never in the future, never before what we keep, and now where it says nothing', () => {
    const times = fc.oneof(
      fc.string(),
      fc.constantFrom('+275760-09-13T00:00:00.000Z', '-271821-04-20T00:00:00.000Z', '2100-01-01', null, 7),
    );
    fc.assert(
      fc.property(times, times, (timestamp, sentAt) => {
        const at = happenedAt(received, timestamp, sentAt).getTime();
        assert.ok(at <= received.getTime() && at > received.getTime() - 401 * 86_400_000);
      }),
    );
    assert.equal(happenedAt(received, undefined, '2026-05-05T12:00:00Z'), received);
  });
});

describe('a message', () => {
  test('without an id of anybody is rejected; a device is enough', () => {
    const { anonymousId: _, ...nobody } = track;
    assert.match(JSON.stringify(read(nobody)), /userId or anonymousId: missing/);
    assert.equal(row(nobody, { trust: 'device', deviceId: 'd' }).device_id, 'd');
  });

  test("takes the batch's context where it has none, and loses the address", () => {
    const context = { channel: 'kiosk', ip: '203.0.113.1', campaign: { source: 'mail' } };
    const { channel, body } = row(track, { context });
    assert.equal(channel, 'kiosk');
    assert.deepEqual(body['context'], { channel: 'kiosk', campaign: { source: 'mail' } });
  });

  test('of an unknown channel counts as the web, from a server as server', () => {
    assert.equal(row({ ...track, context: { channel: 'fax' } }).channel, 'web');
    assert.equal(row(track, { trust: 'server' }).channel, 'server');
  });

  test("is the customer's of the token, whatever userId it says", () => {
    const { user_id, claimed_user_id } = row(
      { ...track, userId: 'eve' },
      { trust: 'customer', userId: 'ada' },
    );
    assert.deepEqual([user_id, claimed_user_id], ['ada', null]);
  });

  test('may have numbers as ids and empty ones as none, as old clients send them', () => {
    assert.equal(row({ ...track, anonymousId: 7, userId: '' }).anonymous_id, '7');
  });
});

test('depth is told without recursion', () => {
  let deep: unknown = 1;
  for (let i = 0; i < 200_000; i++) deep = [deep];
  assert.equal(isTooDeep(deep), true);
  assert.equal(isTooDeep({ a: [{ b: [1, 'x', null] }] }), false);
});
