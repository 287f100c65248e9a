#!/usr/bin/env node
// Writes docs/wire.md from the OpenAPI document. node --conditions=source scripts/wire.js [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { ERRORS } from '@continuo/protocol/constants';
import { openApi } from '@continuo/protocol/openapi';
import prettier from 'prettier';

const file = new URL('../docs/wire.md', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { paths } = openApi(version);

const byFeature = new Map();
for (const [path, methods] of Object.entries(paths))
  for (const [method, operation] of Object.entries(methods)) {
    const [feature] = operation.tags;
    byFeature.set(feature, [
      ...(byFeature.get(feature) ?? []),
      { path, method: method.toUpperCase(), ...operation },
    ]);
  }

const credentials = (operation) =>
  operation.security.length ? operation.security.flatMap(Object.keys).join(', ') : 'none';

const text = `# The wire

JSON over HTTP. This page is made from the OpenAPI 3.1 document, which a running backend serves as \`/v1/openapi.json\`
with every schema.

## Rules for all routes

- **Credentials.** \`publishable\`: \`?key=pk_…\` on reads, from an allowed origin. \`device\`: header \`Continuo-Device\`.
  \`customer\`: \`Authorization: Bearer\` with a JWT that the merchant signed. \`secret\`, \`till\`: \`Authorization: Bearer\`;
  a secret key that comes with an \`Origin\` header is refused. \`staff\`: the session cookie of the desk. \`write-key\`:
  Segment's way, \`writeKey\` in the body or Basic auth.
- **Errors** are problem documents (RFC 9457) with a stable \`code\` and a \`requestId\`. Unknown rows and rows of somebody
  else are answered the same: 404.
- **Every write may be repeated.** Where the path or body has no id of its own for that, the header \`Idempotency-Key\`
  is needed: same key and body, same answer; another body 422; while the first is still running 409.
- **Reads** carry an \`ETag\`; lists go on by \`next\` → \`cursor\`.
- **Money** is \`{amount, currency}\`: integer minor units with an ISO 4217 code.
- **Instants** are UTC, ISO 8601.
- Unknown fields are ignored.

## Routes

${[...byFeature]
  .map(
    ([feature, operations]) => `### ${feature}

| route | what it does | credentials |
| --- | --- | --- |
${operations.map((o) => `| \`${o.method} ${o.path}\` | ${o.summary} | ${credentials(o)} |`).join('\n')}`,
  )
  .join('\n\n')}

## Changes

\`GET /v1/changes?after=<cursor>\` answers what is new for the caller, in order; each change carries \`prev\` and
\`cursor\`. Apply a change when its \`prev\` is the cursor you hold; skip it when its \`cursor\` is not higher; else ask for
what lies between. \`reset\` says that the cursor is older than what is kept (24 hours): fetch the present state.
\`GET /v1/live\` is the same as \`text/event-stream\`: \`ready\`, the backlog, then changes; a comment every 10 seconds;
\`bye\` before the server ends it; \`Last-Event-ID\` resumes.

## Error codes

| code | status |
| --- | --- |
${Object.entries(ERRORS)
  .filter(([, status]) => status)
  .map(([code, status]) => `| \`${code}\` | ${status} |`)
  .join('\n')}
`;
const options = await prettier.resolveConfig(file);
const formatted = await prettier.format(text, { ...options, parser: 'markdown' });
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== formatted) {
    console.error(
      'docs/wire.md is older than the protocol: node --conditions=source scripts/wire.js writes it anew.',
    );
    process.exitCode = 1;
  }
} else writeFileSync(file, formatted);
