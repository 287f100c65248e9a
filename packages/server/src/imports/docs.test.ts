import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { imported } from './testing.ts';

let test: TestBackend;
before(async () => {
  test = await openTestBackend();
});
after(() => test.close());

it('the example of the documentation is imported as it stands', async () => {
  const docs = readFileSync(new URL('../../../../docs/import.md', import.meta.url), 'utf8');
  const [, example = ''] = /```jsonl\n([\s\S]*?)```/.exec(docs) ?? [];
  const done = await imported(await test.workspace(), example, { kind: 'jsonl' });
  assert.deepEqual([done.added, done.refused], [4, 0]);
});
