/** The embedded database's own thread: PGlite, driven by messages. A long query never stops the server's event loop. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { DurableFS, syncTree } from './durable-fs.ts';
import type { Answer, Call, StoreOptions } from './embedded.ts';

const port = parentPort!;
const { folder, dump } = workerData as StoreOptions;

async function open(): Promise<{ pg: PGlite; fs: DurableFS | undefined }> {
  if (folder === undefined) {
    const loaded = dump && { loadDataDir: new Blob([readFileSync(dump)]) };
    return { pg: await PGlite.create({ ...loaded }), fs: undefined };
  }
  mkdirSync(folder, { recursive: true });
  const fresh = !existsSync(join(folder, 'PG_VERSION'));
  const fs = new DurableFS(folder);
  const startParams = [
    ...PGlite.defaultStartParams.filter((p) => p !== '-F'),
    ...['-c', 'wal_sync_method=fsync'],
  ];
  const pg = await PGlite.create({ fs, startParams });
  if (fresh) syncTree(folder);
  return { pg, fs };
}

/** An error as plain data: what is thrown across threads loses its fields. */
const plain = (error: unknown): Answer['error'] => {
  const e = error as Partial<Record<string, unknown>>;
  const text = (name: string) => (typeof e[name] === 'string' ? e[name] : undefined);
  return {
    message: text('message') ?? String(error),
    code: text('code'),
    detail: text('detail'),
    constraint: text('constraint'),
    table: text('table'),
  };
};

const opened = open();
let transaction:
  { tx: Transaction; end: (how: 'commit' | 'rollback') => void; done: Promise<unknown> } | undefined;

class RolledBack extends Error {}

async function begin(pg: PGlite): Promise<void> {
  let end!: (how: 'commit' | 'rollback') => void;
  const ended = new Promise<'commit' | 'rollback'>((r) => (end = r));
  await new Promise<void>((begun, failed) => {
    const done = pg.transaction(async (tx) => {
      transaction = { tx, end, done };
      begun();
      if ((await ended) === 'rollback') throw new RolledBack();
    });
    done.catch(failed);
  });
}

async function finish(how: 'commit' | 'rollback'): Promise<void> {
  const current = transaction;
  if (!current) throw new Error('No transaction is open');
  transaction = undefined;
  current.end(how);
  await current.done.catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error;
  });
}

async function run(call: Call): Promise<unknown> {
  const { pg, fs } = await opened;
  switch (call.op) {
    case 'ready':
      return undefined;
    case 'query': {
      const { rows, affectedRows, fields } = await (transaction?.tx ?? pg).query(call.sql, call.parameters);
      return { rows, affectedRows, fields };
    }
    case 'begin':
      return begin(pg);
    case 'commit':
    case 'rollback':
      return finish(call.op);
    case 'syncs':
      return fs?.syncs ?? 0;
    case 'dump': {
      const blob = await pg.dumpDataDir('none');
      return new Uint8Array(await blob.arrayBuffer());
    }
    case 'close':
      return pg.close();
  }
}

port.on('message', (call: Call) => {
  run(call).then(
    (value) => port.postMessage({ id: call.id, value } satisfies Answer),
    (error: unknown) => port.postMessage({ id: call.id, error: plain(error) } satisfies Answer),
  );
});
opened.then(
  ({ pg }) =>
    pg.onNotification((channel, payload) => port.postMessage({ channel, payload } satisfies Answer)),
  () => undefined, // told by the answer to `ready`
);
