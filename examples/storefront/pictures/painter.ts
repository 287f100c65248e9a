/** A thread that draws: building a scene takes a tenth of a second, and the shop has other things to do. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { paint } from './paint.ts';
import { layersOf } from './layers-of.ts';

export interface PaintJob {
  name: string;
  file: string;
  width: number;
}

sharp.concurrency(1);
const work = async ({ name, file, width }: PaintJob): Promise<void> => {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${randomUUID()}`;
    const picture = await paint(layersOf(name)!, width);
    await picture.toFile(draft);
    renameSync(draft, file);
    parentPort!.postMessage({ file });
  } catch (error) {
    parentPort!.postMessage({ file, error: String(error) });
  }
};
parentPort!.on('message', (job: PaintJob) => void work(job));
