/** Started by `Killable`: a whole server in a process of its own. Prints its port when it serves. */
import { createLog } from '../../http/log.ts';
import { TEST_MARKETS } from '../../testing.ts';
import { folderStorage } from '../../media/index.ts';
import { createWorkspace, findWorkspace } from '../../workspaces/index.ts';
import { serve } from '../serve.ts';
import type { KillableOptions } from './killable.ts';

const { slug, keys, database, media, port } = JSON.parse(process.argv[2]!) as KillableOptions & {
  port: number;
};
const serving = await serve({
  ...{ port, host: '127.0.0.1', database, log: createLog('silent') },
  ...(media === undefined ? {} : { media: folderStorage(media) }),
  rateLimits: { writes: 1e6, collect: 1e6, reads: 1e6, devices: 1e6 },
  async prepare({ db }) {
    if (!(await findWorkspace(db, slug))) await createWorkspace(db, { slug, keys, markets: TEST_MARKETS });
  },
});
process.send!({ port: serving.port });
