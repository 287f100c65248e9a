import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Media } from '@continuo/protocol';
import { ownDatabase } from '../../database/testing/own-database.ts';
import { folderStorage } from '../../media/index.ts';
import { photo, video } from '../../media/testing/files.ts';
import { Uploader } from '../../media/testing/uploads.ts';
import { Reviewed } from '../../reviews/testing/reviewers.ts';
import { tend } from '../../serve/tend.ts';
import { openTestBackend, type TestBackend } from '../../testing.ts';
import { exported, linesIn, reviewCounts, sold } from './testing.ts';

interface House {
  folder: string;
  backend: TestBackend;
  close(): Promise<void>;
}
/** A backend with a database and a folder of its own. */
async function house(): Promise<House> {
  const own = await ownDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'continuo-moved-'));
  const backend = await openTestBackend({ url: own.url, media: folderStorage(folder) });
  const close = async (): Promise<void> => {
    await backend.close();
    await own.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, backend, close };
}
const filesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

let from: House;
let to: House;
before(async () => {
  from = await house();
  to = await house();
});
after(async () => {
  await from.close();
  await to.close();
});

test('photos, videos and posters move with their reviews: the same bytes at the same path there, gone once their author is erased', async () => {
  const here = await Reviewed.open(from.backend);
  const ada = await here.customer('ada');
  const uploads = new Uploader(here.ws, ada);
  const [id, film, poster, stays] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await uploads.upload(await photo(300, 200).jpeg().toBuffer(), id);
  await uploads.upload(video(), film);
  await uploads.upload(await photo(640, 360).jpeg().toBuffer(), poster);
  const wanted = [
    { id, alt: 'The lid' },
    { id: film, poster },
  ];
  const { media } = await here.write(ada, { media: wanted });
  const sources = media.flatMap((one) => [...one.sources, ...(one.poster?.sources ?? [])]);
  assert.equal(new Set(sources.map(({ url }) => url.split('/').at(-2))).size, 3);
  const guest = await here.guest();
  await new Uploader(here.ws, guest).upload(await photo(20, 20).png().toBuffer(), stays);
  await here.write(guest, { media: [{ id: stays }] });
  const lines = await exported(here.ws);

  const there = await sold(await to.backend.workspace(), ['p-A']);
  cpSync(from.folder, to.folder, { recursive: true });
  const options = { format: 'jsonl', source: 'moved' } as const;
  assert.deepEqual(await reviewCounts(there, lines, options), [2, 0, 0, 0]);
  assert.deepEqual(await reviewCounts(there, lines, options), [0, 0, 2, 0]);
  assert.equal(await exported(there), lines);
  const bytes = async (ws: typeof there, url: string) => {
    const response = await ws.fetch(url, { origin: null });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : response.status;
  };
  for (const { url } of sources) assert.deepEqual(await bytes(there, url), await bytes(here.ws, url));

  const before_ = filesIn(to.folder);
  const erased = await there.fetch('/v1/customers/ada', { method: 'DELETE', secret: true });
  assert.equal(erased.status, 204);
  await tend(to.backend.database.db, folderStorage(to.folder), new Date());
  for (const { url } of sources) {
    assert.equal(await bytes(there, url), 404);
    assert.ok(Buffer.isBuffer(await bytes(here.ws, url)), 'at home nothing was erased');
  }
  assert.equal(filesIn(to.folder), before_ - sources.length, 'and nobody else’s');
});

test('other systems get whole addresses of photos, and where these are ours they are our files again', async () => {
  const endpoint = 'https://api.shop.example';
  const options = { format: 'jsonl', source: 'moved' } as const;
  const here = await Reviewed.open(from.backend);
  const by = await here.guest();
  const [id, film, poster, review] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const uploads = new Uploader(here.ws, by);
  await uploads.upload(await photo(200, 100).jpeg().toBuffer(), id);
  await uploads.upload(video(), film);
  await uploads.upload(await photo(64, 36).jpeg().toBuffer(), poster);
  const wanted = [
    { id, alt: 'The lid' },
    { id: film, poster },
  ];
  const { media } = await here.write(by, { id: review, media: wanted });
  const largest = media[0]!.sources.at(-1)!.url;
  const picture = async (...asked: [('csv' | 'jsonl')?, string?]) =>
    /[^" ,]*\/v1\/media\/files\/[^",]*jpg/.exec(
      (await exported(here.ws, ...asked)).split('"id":').at(-1)!,
    )?.[0];

  assert.equal(await picture('csv'), `http://backend.test${largest}`, 'where the request reached it');
  assert.equal(await picture('csv', `${endpoint}/`), `${endpoint}${largest}`);
  const lines = await exported(here.ws);
  const whole = await exported(here.ws, 'jsonl', endpoint);
  const addresses = (all: readonly Media[]) =>
    all.flatMap((one) => [...one.sources, ...(one.poster?.sources ?? [])]).map(({ url }) => url);
  assert.deepEqual(
    addresses(linesIn(whole)[0]!.media),
    addresses(media).map((url) => `${endpoint}${url}`),
  );
  assert.deepEqual(await reviewCounts(here.ws, whole, { ...options, endpoint }), [0, 0, 1, 0], 'at home');

  const there = await sold(await to.backend.workspace(), ['p-A']);
  assert.deepEqual(await reviewCounts(there, whole, { ...options, endpoint }), [1, 0, 0, 0]);
  assert.equal(await exported(there), lines, 'nothing is lost on the way');
  const apart = await sold(await to.backend.workspace(), ['p-A']);
  assert.deepEqual(await reviewCounts(apart, whole, options), [1, 0, 0, 0]);
  assert.equal(await exported(apart), whole, 'those of another backend stay there');

  const again = await sold(await from.backend.workspace(), ['p-A']);
  assert.deepEqual(
    await reviewCounts(again, await exported(here.ws, 'csv'), { source: 'table' }),
    [1, 0, 0, 0],
  );
  assert.deepEqual(linesIn(await exported(again))[0]!.media[0]!.sources, [
    { url: largest, type: 'image/jpeg' },
  ]);
});

test('a line that names files of somebody else takes nothing from them', async () => {
  const here = await Reviewed.open(from.backend);
  const by = await here.guest();
  const uploads = new Uploader(here.ws, by);
  const id = randomUUID();
  const upload = await uploads.upload(await photo(20, 20).png().toBuffer(), id);
  const line = JSON.stringify({
    ...{ type: 'review', id: 'thief', productId: 'p-A', rating: 5, title: '', body: '', locale: 'en' },
    ...{ author: 'Eve', at: '2024-01-01T00:00:00.000Z', ratings: [], attributes: [], badges: [] },
    ...{ media: [upload.media], helpful: { yes: 0, no: 0 }, state: 'pending' },
  });
  assert.deepEqual(await reviewCounts(here.ws, line, { format: 'jsonl', source: 'x' }), [1, 0, 0, 0]);
  const { media } = await here.write(by, { media: [{ id }] });
  await from.backend.database.db.deleteFrom('reviews').where('id', '=', 'thief').execute();
  await tend(from.backend.database.db, folderStorage(from.folder), new Date());
  assert.equal((await here.ws.fetch(media[0]!.sources[0]!.url, { origin: null })).status, 200);
});
