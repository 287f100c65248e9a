import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import type { PaintJob } from './painter.ts';
import { firstPictures, isPicture } from './layers-of.ts';

/** Widths that are served. Others are 404, so that nobody fills the disk. */
export const WIDTHS = [320, 480, 640, 960, 1200, 1600, 2400];
/**
 * Drawing is what takes time, by the pixel: each picture is drawn at most twice, this wide, and reduced to every width.
 * The small ones are what lists and telephones show.
 */
const DRAWN = { product: [640, 1200], scene: [960, 1600] };
/** Drawn once, and enlarged: as large as they are, in a fifth of the time or less, for who does not look at them. */
const DRAFT = { product: [160], scene: [240] };
const PAINTERS = 2;

/** Changes when the drawing changes, so that no old picture is served from the cache. */
const drawingVersion = (): string => {
  const hash = createHash('sha256');
  const folder = fileURLToPath(new URL('.', import.meta.url));
  for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort())
    if (name.endsWith('.ts') && !name.endsWith('.test.ts')) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
};

/** A few threads that draw; what was asked for last is drawn first, since somebody waits for it. */
class Studio {
  readonly #idle: Worker[] = [];
  readonly #waiting: { job: PaintJob; done: () => void; failed: (error: Error) => void }[] = [];
  #painters = 0;

  draw(job: PaintJob, urgent: boolean): Promise<void> {
    return new Promise((done, failed) => {
      const entry = { job, done, failed };
      if (urgent) this.#waiting.push(entry);
      else this.#waiting.unshift(entry);
      this.#next();
    });
  }

  /** A picture that waits for its turn is needed now. */
  hurry(file: string): void {
    const at = this.#waiting.findIndex(({ job }) => job.file === file);
    if (at >= 0) this.#waiting.push(...this.#waiting.splice(at, 1));
  }

  #next(): void {
    if (!this.#waiting.length) return;
    if (!this.#idle.length && this.#painters < PAINTERS) {
      this.#painters++;
      const made = new Worker(new URL('painter.ts', import.meta.url));
      this.#idle.push(made);
    }
    const painter = this.#idle.pop();
    if (!painter) return;
    const { job, done, failed } = this.#waiting.pop()!;
    const free = (): void => {
      painter.off('message', onMessage);
      painter.off('error', onError);
      // A thread that has nothing to do does not keep the process alive.
      painter.unref();
    };
    const onMessage = ({ error }: { error?: string }): void => {
      free();
      this.#idle.push(painter);
      if (error) failed(new Error(error));
      else done();
      this.#next();
    };
    const onError = (error: unknown): void => {
      free();
      this.#painters--;
      failed(error as Error);
      this.#next();
    };
    painter.on('message', onMessage);
    painter.on('error', onError);
    painter.ref();
    painter.postMessage(job);
  }
}

export interface Pictures {
  /** The picture of a request's path, or undefined when there is no such picture. */
  (path: string): Promise<Buffer | undefined>;
  /** Draws what the first pages show, while nobody asks for anything else. */
  warmUp(): Promise<void>;
}

/**
 * Draws pictures when they are first asked for, and keeps them in `folder`.
 * @param draft quickly, without what is fine in them: in a folder of its own
 */
export const createPictures = (folder: string, { draft = false } = {}): Pictures => {
  const kinds = draft ? DRAFT : DRAWN;
  const cache = join(folder, drawingVersion());
  mkdirSync(cache, { recursive: true });
  const studio = new Studio();
  const running = new Map<string, Promise<Buffer>>();

  const kept = async (file: string): Promise<Buffer | undefined> => {
    try {
      return await readFile(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return undefined;
    }
  };
  /** Makes a file once, however many ask for it meanwhile. */
  const once = async (file: string, make: () => Promise<Buffer>): Promise<Buffer> => {
    const present = await kept(file);
    if (present) return present;
    const under = running.get(file) ?? make().finally(() => running.delete(file));
    running.set(file, under);
    return under;
  };
  /** The picture as it was drawn, large enough for this width; as large as there is for more. */
  const drawn = (name: string, width: number, urgent: boolean): Promise<Buffer> => {
    const widths = name.startsWith('scenes/') ? kinds.scene : kinds.product;
    const its = widths.find((one) => one >= width) ?? widths.at(-1)!;
    const file = join(cache, `${name}.${its}.webp`);
    if (urgent) studio.hurry(file);
    return once(file, async () => {
      await studio.draw({ name, file, width: its }, urgent);
      return readFile(file);
    });
  };

  const picture = async (path: string): Promise<Buffer | undefined> => {
    const [, name = '', digits] =
      /^\/pictures\/([a-z0-9-]+(?:\/[a-z0-9-]+){1,2})-(\d+)\.webp$/.exec(path) ?? [];
    const width = Number(digits);
    if (!WIDTHS.includes(width) || !isPicture(name)) return undefined;
    const file = join(cache, `${name}-${width}.webp`);
    return once(file, async () => {
      const made = await sharp(await drawn(name, width, true))
        .resize(width)
        .webp({ quality: width <= 640 ? 80 : 84, effort: 3, smartSubsample: true })
        .toBuffer();
      const draft = `${file}.${randomUUID()}`;
      mkdirSync(dirname(file), { recursive: true });
      await writeFile(draft, made);
      await rename(draft, file);
      return made;
    });
  };
  return Object.assign(picture, {
    warmUp: async () => {
      await Promise.all(firstPictures().map((name) => drawn(name, 0, false)));
    },
  });
};
