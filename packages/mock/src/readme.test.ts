import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const home = new URL('../', import.meta.url);
const blocks = [
  ...readFileSync(new URL('README.md', home), 'utf8').matchAll(/```js(?: node)?\n([\s\S]*?)```/g),
];

test('the blocks of the README run as they stand', () => {
  assert.equal(blocks.length, 3);
  const outputs = blocks.map(([, code]) => {
    const args = ['--conditions=source', '--input-type=module', '--eval', code!];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: fileURLToPath(home),
      encoding: 'utf8',
      // Of a runner of its own: this one would take its tests for its own.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    assert.equal(status, 0, stderr + stdout);
    return stdout;
  });
  assert.match(outputs[0]!, /ready Harbour Teapot/);
  assert.match(outputs[2]!, /pass (?!0\b)\d+/);
});
