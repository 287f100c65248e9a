import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '../../database/index.ts';
import { makeTestFolder } from '../../database/test-store.ts';
import { findWorkspace } from '../../workspaces/index.ts';
import { commandWorkspace } from './workspace.ts';

test('the origins that may call a brand are changed after it was made; a wrong one changes nothing', async (t) => {
  const home = mkdtempSync(join(tmpdir(), 'continuo-workspace-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const folder = await makeTestFolder(home);
  const printed = t.mock.method(console, 'log', () => {});
  const run = (...args: string[]) => commandWorkspace.run([...args, '--data', folder]);
  await run('create', 'tea', '--market', 'hk:HKD:en', '--origin', 'https://shop.example');
  assert.match(String(printed.mock.calls[0]?.arguments[0]), /pk_\S+[^]*sk_\S+/);
  await run('change', 'tea', '--origin', 'https://shop.example', '--origin', 'https://cms.example');
  await assert.rejects(run('change', 'tea', '--origin', 'cms.example/page'), /origin/i);
  await assert.rejects(run('change', 'coffee', '--origin', 'https://shop.example'), /no workspace coffee/);

  const database = await openDatabase({ folder });
  t.after(() => database.close());
  assert.deepEqual((await findWorkspace(database.db, 'tea'))?.origins, [
    'https://shop.example',
    'https://cms.example',
  ]);
});
