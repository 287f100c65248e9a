import type { Tx } from '../database/types.ts';
import { readMessage } from './rules.ts';
import { storeEvents } from './store.ts';

/**
 * Stores messages of the backend's own (trust `server`), in the caller's transaction; a `messageId` that came before
 * is not stored again. A message that is not well formed throws: it is a mistake of ours.
 * @param deviceId whose it is, where no message names a userId
 */
export async function recordEvents(
  tx: Tx,
  ws: { readonly id: number },
  messages: readonly Readonly<Record<string, unknown>>[],
  received: Date,
  deviceId?: string,
): Promise<void> {
  const rows = messages.map((message, index) => {
    const result = readMessage(message, index, { trust: 'server', received, deviceId });
    if ('row' in result) return result.row;
    throw new TypeError(`Event ${index}: ${result.rejected.detail}`);
  });
  await storeEvents(tx, ws, rows, received);
}

export { tendEvents } from './retention.ts';
