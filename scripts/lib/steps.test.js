import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

test('a signal ends what runs, and the caller still comes to its own end', async () => {
  const steps = JSON.stringify(new URL('steps.js', import.meta.url).href);
  const script = `
    const { capture, isStopping, stopOnSignal } = await import(${steps});
    stopOnSignal();
    const { code } = await capture(process.execPath, ['-e', 'console.log("runs"); setInterval(() => {}, 1000)']);
    console.log(JSON.stringify({ code, stopping: isStopping() }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    output += chunk;
    if (output === 'runs\n') child.kill('SIGTERM');
  }
  if (child.exitCode === null) await once(child, 'exit');
  assert.equal(output, 'runs\n{"code":1,"stopping":true}\n');
  assert.equal(child.exitCode, 0);
});
