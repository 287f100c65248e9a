/**
 * Draws what customers photographed into `photos/`, as they would send it. Run it when the studio or a snapshot has changed:
 * the files are kept in the repository, so that nobody waits for them at the first start.
 */
import { fileURLToPath } from 'node:url';
import { paint } from '../pictures/paint.ts';
import { draw } from '../pictures/scene.ts';
import { snapshots } from '../pictures/snapshots.ts';
import { photoPath } from './reviews/index.ts';

const WIDTH = 800;

for (const [name, { model, shot }] of Object.entries(snapshots)) {
  const picture = await paint(draw(model(), shot), WIDTH);
  await picture.webp({ quality: 82, effort: 6 }).toFile(fileURLToPath(photoPath(name)));
}
