import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { createPictures } from './index.ts';
import { layersOf } from './layers-of.ts';
import { scenes } from './shots.ts';

const folder = mkdtempSync(join(tmpdir(), 'shop-pictures-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const pictures = createPictures(folder);

test('a picture has the width it was asked for and is drawn once for many that ask', async () => {
  const path = '/pictures/harbour-teapot/celadon/front-320.webp';
  const [one, two] = await Promise.all([pictures(path), pictures(path)]);
  assert.ok(one && one === two);
  const { width, height, format } = await sharp(one).metadata();
  assert.deepEqual({ width, height, format }, { width: 320, height: 400, format: 'webp' });
  assert.deepEqual(await createPictures(folder)(path), one, 'the next start finds it on disk');
});

test('a draft is as large as the picture', async (t) => {
  const drafts = mkdtempSync(join(tmpdir(), 'shop-drafts-'));
  t.after(() => rmSync(drafts, { recursive: true, force: true }));
  const one = await createPictures(drafts, { draft: true })(
    '/pictures/harbour-teapot/celadon/front-640.webp',
  );
  const { width, height, format } = await sharp(one).metadata();
  assert.deepEqual({ width, height, format }, { width: 640, height: 800, format: 'webp' });
});

test('glazes of one pot look different', async () => {
  const colors = await Promise.all(
    ['celadon', 'tenmoku'].map(async (glaze) => {
      const picture = await pictures(`/pictures/harbour-teapot/${glaze}/front-320.webp`);
      // The middle of the pot.
      const { channels } = await sharp(
        await sharp(picture).extract({ left: 140, top: 200, width: 40, height: 40 }).toBuffer(),
      ).stats();
      return channels.map((channel) => channel.mean);
    }),
  );
  const [light = [], dark = []] = colors;
  assert.ok((light[1] ?? 0) - (dark[1] ?? 0) > 60, `${light.join()} and ${dark.join()}`);
});

test('what is not in the shop is not drawn', async () => {
  for (const path of [
    '/pictures/harbour-teapot/celadon/front-321.webp',
    '/pictures/harbour-teapot/gold/front-320.webp',
    '/pictures/harbour-teapot/celadon/__proto__-320.webp',
    '/pictures/scenes/constructor-320.webp',
    '/pictures/../seed-320.webp',
  ])
    assert.equal(await pictures(path), undefined, path);
});

test('every scene can be drawn', () => {
  for (const name of Object.keys(scenes))
    assert.match(layersOf(`scenes/${name}`)?.things ?? '', /^<svg /, name);
});
