import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allRoutes } from './index.ts';
import { openApi } from './openapi.ts';

const document = openApi('0.0.0') as {
  paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[] }>>;
  components: { schemas: Record<string, unknown> };
};

test('every route is in the document once, with every parameter of its path', () => {
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => operation.operationId),
  );
  assert.deepEqual([...ids].sort(), allRoutes.map((r) => r.id).sort());
  assert.equal(new Set(ids).size, ids.length);
  for (const r of allRoutes) {
    const operation = document.paths[r.path]![r.method.toLowerCase()]!;
    const inPath = operation.parameters.filter((p) => p.in === 'path').map((p) => `{${p.name}}`);
    assert.deepEqual(inPath, r.path.match(/\{\w+\}/g) ?? [], r.id);
  }
});

test('every reference points at a schema of the document', () => {
  const references = JSON.stringify(document).match(/#\/components\/schemas\/\w+/g) ?? [];
  assert.ok(references.length > 50);
  for (const reference of new Set(references))
    assert.ok(reference.split('/').at(-1)! in document.components.schemas, reference);
});

test('every write says how its repetition is recognised', () => {
  for (const r of allRoutes)
    if (r.method !== 'GET') assert.ok(r.idempotency, `${r.id} says nothing of repeats`);
});
