/** What is done to the queue when something went wrong. All pure. */
import { LONGEST_OFFLINE_MS } from '@continuo/protocol/constants';
import { cancelPairs } from '../model/cancel.ts';
import { quantityAt } from '../model/line.ts';
import { renumbered, withSeen } from './exchange.ts';
import { withNotices } from './notices.ts';
import { confirmed, newRecord, type CartRecord, type Pending } from './record.ts';

/** Without an operation that the backend will never take. What comes after it was never accepted either. */
export function without(record: CartRecord, s: number): CartRecord {
  const dropped = record.pend.find(([op]) => op[0] === s);
  if (!dropped) return record;
  const [op, tag] = dropped;
  const address = op[2] === 'x' ? 'cart' : op[3];
  const later = record.pend.filter(([other]) => other[0] > s);
  return {
    ...record,
    pend: [...record.pend.filter(([other]) => other[0] < s), ...renumbered(later, s)],
    seq: record.seq - 1,
    sent: s - 1,
    refused: [...record.refused, [tag, 'invalid']],
    notices: withNotices(record.notices, [{ id: `refused:${tag}`, kind: 'refused', address }]),
  };
}

/** After the cart was erased: a new one, with the additions that nobody has heard of. */
export function anew(record: CartRecord, now: number): CartRecord {
  const { id, owned, notices, recent } = record;
  const fresh = newRecord(now, { id, owned, notices, recent });
  const wishes = record.pend.filter(([op]) => op[2] === 'a');
  const pend = renumbered(wishes, 1).map(([op, tag]): Pending => [withSeen(op, 0), tag]);
  return { ...fresh, pend, seq: pend.length };
}

/** After a long absence, before the first message: takes back what was added and removed again meanwhile. */
export function afterAbsence(record: CartRecord, now: number): CartRecord {
  if (now - record.at <= LONGEST_OFFLINE_MS) return record;
  const isOpen = ([op]: Pending) => op[0] > record.sent;
  const open = record.pend.filter(isOpen);
  const cart = confirmed(record);
  const kept = cancelPairs(
    open.map(([op]) => op),
    (address) => quantityAt(cart, address) === 0,
  );
  const left = renumbered(
    open.filter(([op]) => kept.includes(op)),
    record.sent + 1,
  );
  return {
    ...record,
    pend: [...record.pend.filter((pending) => !isOpen(pending)), ...left],
    seq: record.seq - open.length + left.length,
    at: now,
  };
}
