import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownDatabase } from '../database/testing/own-database.ts';
import { createLog } from '../http/log.ts';
import { keepTending, tend } from '../serve/tend.ts';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { folderStorage, s3Storage, type MediaStorage } from './index.ts';
import { CREDENTIALS, openBucket } from './testing/bucket.ts';
import { photo } from './testing/files.ts';
import { Uploader } from './testing/uploads.ts';

interface Breakable {
  storage: MediaStorage;
  away(): Promise<void>;
  back(): Promise<void>;
  close(): Promise<void>;
}

/** A file lies where the folder was: nothing can be written, read or deleted, whoever runs this. */
function openFolder(): Promise<Breakable> {
  const home = mkdtempSync(join(tmpdir(), 'continuo-outage-'));
  const [folder, aside] = [join(home, 'media'), join(home, 'aside')];
  return Promise.resolve({
    storage: folderStorage(folder),
    async away() {
      await rename(folder, aside);
      await writeFile(folder, '');
    },
    async back() {
      await rm(folder);
      await rename(aside, folder);
    },
    close: () => Promise.resolve(rmSync(home, { recursive: true, force: true })),
  });
}

async function openAwayBucket(): Promise<Breakable> {
  const bucket = await openBucket();
  return {
    storage: s3Storage({ bucket: bucket.url, ...CREDENTIALS }),
    away: () => Promise.resolve(void (bucket.isAway = true)),
    back: () => Promise.resolve(void (bucket.isAway = false)),
    close: () => bucket.close(),
  };
}

for (const [where, open] of [
  ['folder', openFolder],
  ['bucket', openAwayBucket],
] as const)
  describe(`while the ${where} of photos and videos is away`, () => {
    // Of its own: what is removed in any workspace is deleted here.
    let own: Awaited<ReturnType<typeof ownDatabase>>;
    let broken: Breakable;
    let backend: TestBackend;
    let ws: TestWorkspace;
    let uploads: Uploader;
    /** Runs once, when the next file is stored. */
    let stored: (() => Promise<void>) | undefined;
    let picture: Buffer;
    before(async () => {
      own = await ownDatabase();
      broken = await open();
      const media: MediaStorage = {
        ...broken.storage,
        async put(...args) {
          await broken.storage.put(...args);
          const then = stored;
          stored = undefined;
          await then?.();
        },
      };
      backend = await openTestBackend({ url: own.url, media });
      ws = await backend.workspace();
      uploads = new Uploader(ws, { device: (await ws.device()).token });
      picture = await photo(300, 200).jpeg().toBuffer();
    });
    after(async () => {
      await backend.close();
      await broken.close();
      await own.drop();
    });

    const unavailable = async (asked: Promise<Response>): Promise<Response> => {
      const response = await asked;
      assert.equal(response.status, 503);
      assert.ok(Number(response.headers.get('Retry-After')) > 0);
      const { code } = (await response.json()) as { code: string };
      assert.equal(code, 'request/unavailable');
      return response;
    };

    test('an upload is told to come again later, and then goes on where it stood', async () => {
      const id = randomUUID();
      await uploads.create(picture.length, id);
      await uploads.append(id, 0, picture.subarray(0, 400));
      await broken.away();
      const refused = await unavailable(uploads.append(id, 400, picture.subarray(400)));
      assert.equal(refused.headers.get('Tus-Resumable'), '1.0.0');
      assert.equal((await uploads.state(id)).offset, 400);
      assert.equal((await uploads.create(1_000)).status, 201, 'another one can begin');
      await broken.back();
      assert.equal((await uploads.append(id, 400, picture.subarray(400))).status, 204);
      assert.equal((await uploads.settled(id)).state, 'ready');
    });

    test('one that was whole is worked at when the files are there again', async () => {
      const id = randomUUID();
      await uploads.create(picture.length, id);
      stored = () => broken.away();
      assert.equal((await uploads.append(id, 0, picture)).status, 204);
      const claimed = () =>
        backend.database.db
          .selectFrom('media')
          .select('claimed_at')
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
      while ((await claimed()).claimed_at!.getTime() > Date.now() - 60_000) await sleep(20);
      assert.equal((await uploads.state(id)).state, 'processing');
      await broken.back();
      assert.equal((await uploads.settled(id)).state, 'ready');
    });

    test('a photo is told to come again later, whole or its head, and is there afterwards', async () => {
      const { media } = await uploads.upload(picture);
      const { url } = media!.sources[0]!;
      await broken.away();
      await unavailable(ws.fetch(url, { origin: null }));
      const head = await ws.fetch(url, { method: 'HEAD', origin: null });
      assert.equal(head.status, 503);
      await broken.back();
      assert.equal((await ws.fetch(url, { origin: null })).status, 200);
    });

    test('an upload can be taken back, the server starts, and the files go when they can', async () => {
      const { id, media } = await uploads.upload(picture);
      await broken.away();
      assert.equal((await uploads.remove(id)).status, 204);
      const { db } = backend.database;
      (await keepTending(db, broken.storage, createLog('silent')))();
      const gone = () => db.selectFrom('media').select('state').where('id', '=', id).executeTakeFirst();
      assert.equal((await gone())?.state, 'removed');
      await broken.back();
      await tend(db, broken.storage, new Date());
      assert.equal(await gone(), undefined);
      assert.equal((await ws.fetch(media!.sources[0]!.url, { origin: null })).status, 404);
    });
  });
