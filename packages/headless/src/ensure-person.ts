import type { Client } from '@continuo/core';

/** Makes sure that there is somebody in whose name to write. */
export const ensurePerson = async ({ identity }: Client): Promise<void> => {
  if (!(await identity.token())) await identity.ensureDevice();
};
