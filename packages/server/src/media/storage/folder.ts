import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { MediaStorage, Range } from './storage.ts';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Files in a folder, which is made when the first one comes. */
export function folderStorage(folder: string): MediaStorage {
  // A folder of some hundred thousand entries is slow on some systems.
  const folderOf = (name: string): string => join(folder, name.slice(0, 2), name);
  const pathOf = (key: string): string => {
    const [name = '', file = ''] = key.split('/');
    return join(folderOf(name), file);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const half = `${path}.${randomUUID()}`;
      const handle = await open(half, 'wx');
      try {
        await handle.writeFile(bytes);
        await handle.sync();
        await handle.close();
        await rename(half, path);
      } catch (error) {
        await handle.close();
        // A disk that is full is not filled further.
        await rm(half, { force: true });
        throw error;
      }
      await synced(dirname(path));
    },
    async get(key, range) {
      let handle: FileHandle;
      try {
        handle = await open(pathOf(key));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
      const { size } = await handle.stat();
      const { start, end } = within(size, range);
      if (start > end) {
        await handle.close();
        return 'outside';
      }
      const body = Readable.toWeb(handle.createReadStream({ start, end })) as ReadableStream<Uint8Array>;
      return { body, size, start, end };
    },
    delete: (key) => rm(pathOf(key), { force: true }),
    deleteAll: (name) => rm(folderOf(name), { recursive: true, force: true }),
  };
}

/** Makes the entry itself durable. */
async function synced(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function within(size: number, range: Range | undefined): { start: number; end: number } {
  if (!range) return { start: 0, end: size - 1 };
  if ('last' in range) return { start: range.last ? Math.max(0, size - range.last) : size, end: size - 1 };
  return { start: range.start, end: Math.min(range.end ?? size - 1, size - 1) };
}
