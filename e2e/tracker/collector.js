// A Segment-compatible collector that can misbehave, and counts what it stored. In this process, on a port of its own.
import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** @typedef {{ at: number, status: number, marks: number[], ids: string[], bytes: number, wire: number, keepalive?: boolean, body?: object }} Seen */

/** @param port default any that is free */
export async function startCollector(port = 0, latency = 40) {
  const it = {
    url: '',
    /** Answers a request: a status, `hang` (never answers) or `lost` (stores, then cuts the line). */
    mode: () => 200,
    /** @type {Seen[]} */
    seen: [],
    preflights: 0,
    /** Wrong shapes, in words. */
    problems: [],
    reset() {
      Object.assign(it, { mode: () => 200, seen: [], preflights: 0, problems: [] });
    },
    /** Times each mark was stored, and how many message ids it had. */
    counts(total) {
      const times = new Map();
      const ids = new Map();
      for (const { status, marks, ids: own } of it.seen)
        if (status === 200 || status === 'lost')
          marks.forEach((mark, i) => {
            times.set(mark, (times.get(mark) ?? 0) + 1);
            ids.set(mark, (ids.get(mark) ?? new Set()).add(own[i]));
          });
      const known = [...times].filter(([mark]) => mark < total);
      return {
        delivered: known.length,
        again: known.reduce((sum, [, n]) => sum + n - 1, 0),
        // What a backend that knows message ids would count twice.
        twice: [...ids].filter(([mark, set]) => mark < total && set.size > 1).length,
      };
    },
    up: () => new Promise((resolve, reject) => server.once('error', reject).listen(port, resolve)),
    async down() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };

  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', 'Retry-After');
    if (request.method === 'OPTIONS') {
      it.preflights++;
      response.setHeader('access-control-allow-headers', '*');
      return response.writeHead(204).end();
    }
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('error', () => {}); // the page went; what it did not finish was not received
    request.on('end', () => {
      const bytes = Buffer.concat(parts);
      const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString();
      const body = JSON.parse(text);
      it.problems.push(...wrong(body, request));
      const marks = body.batch.map(({ properties }) => properties?.n ?? -1);
      const entry = {
        at: Date.now(),
        status: it.mode(body),
        marks,
        ids: body.batch.map(({ messageId }) => messageId),
        bytes: text.length,
        wire: bytes.length,
        body,
      };
      it.seen.push(entry);
      if (entry.status === 'hang') return;
      setTimeout(() => {
        if (entry.status === 'lost') return response.destroy();
        const [status, headers] = Array.isArray(entry.status) ? entry.status : [entry.status, {}];
        entry.status = status;
        response
          .writeHead(status, { 'content-type': 'application/json', ...headers })
          .end('{"success":true}');
      }, latency);
    });
  });
  await it.up();
  // It goes down and comes up again where it was.
  port = server.address().port;
  it.url = `http://localhost:${port}`;
  return it;
}

const TYPES = ['track', 'page', 'screen', 'identify', 'group', 'alias'];

/** What is not as Segment's HTTP API has it. */
function wrong({ batch, writeKey, sentAt }, request) {
  const found = [];
  const must = (good, words) => good || found.push(words);
  must(/^\/v1\/(batch|b)$/.test(request.url), `path ${request.url}`);
  must(
    request.headers['content-type']?.startsWith('text/plain'),
    `content type ${request.headers['content-type']}`,
  );
  must(typeof writeKey === 'string', 'no writeKey');
  must(!Number.isNaN(Date.parse(sentAt)), 'no sentAt');
  for (const message of batch) {
    must(TYPES.includes(message.type), `type ${message.type}`);
    must(typeof message.messageId === 'string' && message.messageId.length <= 255, 'no messageId');
    must(message.anonymousId || message.userId, 'neither anonymousId nor userId');
    must(!Number.isNaN(Date.parse(message.timestamp)), 'no timestamp');
    must(message.type !== 'track' || typeof message.event === 'string', 'no event');
    must(message.context?.library?.name, 'no library');
  }
  return found;
}
