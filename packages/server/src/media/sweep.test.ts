import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { ownDatabase } from '../database/testing/own-database.ts';
import { Reviewed } from '../reviews/testing/reviewers.ts';
import { tend } from '../serve/tend.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { folderStorage } from './index.ts';
import { photo, video } from './testing/files.ts';
import { Uploader } from './testing/uploads.ts';

// Of its own: time passes here for all workspaces.
const folder = mkdtempSync(join(tmpdir(), 'continuo-sweep-'));
const storage = folderStorage(folder);
let backend: TestBackend;
let own: Awaited<ReturnType<typeof ownDatabase>>;
before(async () => {
  own = await ownDatabase();
  backend = await openTestBackend({ url: own.url, media: storage });
});
after(async () => {
  await backend.close();
  await own.drop();
  rmSync(folder, { recursive: true, force: true });
});

const names = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

test('files go with the review that they belong to, and with time when they belong to nothing', async () => {
  const { db } = backend.database;
  const here = await Reviewed.open(backend);
  const picture = await photo().jpeg().toBuffer();
  const by = await here.guest();
  const uploads = new Uploader(here.ws, by);
  const [held, loose, half, poster] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  for (const id of [loose, poster]) await uploads.upload(picture, id);
  await uploads.upload(video(), held);
  await uploads.create(1_000, half);
  await uploads.append(half, 0, new Uint8Array(500));
  const review = await here.write(by, { media: [{ id: held, poster }] });
  const shown = [review.media[0]!, review.media[0]!.poster!].map(({ sources }) => sources[0]!.url);
  const answers = async () =>
    Promise.all(shown.map(async (url) => (await here.ws.fetch(url, { origin: null })).status));

  await tend(db, storage, new Date());
  assert.equal((await uploads.state(loose)).state, 'ready');
  assert.equal((await uploads.state(half)).offset, 500);
  const before = names().length;
  await tend(db, storage, new Date(Date.now() + MEDIA_LIMITS.keptMs + 60_000));
  for (const id of [loose, half]) assert.equal((await uploads.head(id)).status, 404);
  assert.deepEqual(await answers(), [200, 200]);
  assert.ok(names().length < before);

  await db.deleteFrom('reviews').where('id', '=', review.id).execute();
  await tend(db, storage, new Date());
  assert.deepEqual(await answers(), [404, 404]);
  assert.deepEqual(names(), []);
});

test('what was uploaded is not kept beside what was made from it', async () => {
  const ws = await backend.workspace();
  const uploads = new Uploader(ws, { device: (await ws.device()).token });
  const { id } = await uploads.upload(await photo().jpeg().toBuffer());
  const svg = await uploads.upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  await tend(backend.database.db, storage, new Date());
  assert.ok(names().includes('64.jpg'));
  assert.deepEqual(
    names().filter((name) => name.startsWith('piece-')),
    [],
  );
  for (const its of [id, svg.id]) await uploads.remove(its);
  assert.deepEqual(names(), []);
});

test('an upload whose server was stopped before it looked at the whole is taken up by the next', async () => {
  const ws = await backend.workspace();
  const by = { device: (await ws.device()).token };
  const uploads = new Uploader(ws, by);
  const picture = await photo().jpeg().toBuffer();
  const id = randomUUID();
  await uploads.create(picture.length, id);
  // As it is left when the process ends between the last byte and the first look.
  await uploads.append(id, 0, picture.subarray(0, -1));
  await storage.put(`${await nameOf(id)}/piece-last`, picture.subarray(-1), '');
  await backend.database.db
    .updateTable('media')
    .set((e) => ({
      received: picture.length,
      pieces: e.fn<string[]>('array_append', ['pieces', e.val('piece-last')]),
      state: 'processing',
      claimed_at: new Date(Date.now() - 3_600_000),
    }))
    .where('id', '=', id)
    .execute();
  assert.equal((await uploads.settled(id)).state, 'ready');
});

const nameOf = async (id: string): Promise<string> =>
  (
    await backend.database.db
      .selectFrom('media')
      .select('name')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).name;
