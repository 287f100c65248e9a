import { expect } from '@open-wc/testing';
import { createDisk } from './disk.ts';
import type { Page } from './platform.ts';
import { memoryStore, recordsOver } from './records.ts';

describe('records on disk', () => {
  it('finds what was written while it looked whether there is anything', async () => {
    const name = `disk ${Math.random()}`;
    let answer!: () => void;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    const slow = {
      open: (its: string) => indexedDB.open(its),
      databases: async () => {
        const all = await indexedDB.databases();
        await asked;
        return all;
      },
    };
    const records = recordsOver(createDisk({ indexedDB: slow } as unknown as Page, name, memoryStore));
    const looked = records.get('line');
    await records.set([['line', 1]]);
    answer();
    expect(await looked).to.equal(1);
    indexedDB.deleteDatabase(name);
  });
});
