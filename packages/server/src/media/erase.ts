import { onErased } from '../identity/index.ts';

/** The files go with the next sweep, and the rows after them; whose they were goes now. */
onErased(async (tx, ws, { userId, devices }) => {
  await tx
    .updateTable('media')
    .set({ state: 'removed', owner: '' })
    .where('ws', '=', ws.id)
    .where('owner', 'in', [`u:${userId}`, ...devices.map((id) => `d:${id}`)])
    .execute();
});
