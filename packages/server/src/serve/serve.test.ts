import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '../http/log.ts';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { listen } from './listen.ts';
import { serveFolder } from './static.ts';

const here = { port: 0, host: '127.0.0.1', trustProxy: false };

describe('a server', () => {
  let backend: TestBackend;
  let shop: TestWorkspace;
  before(async () => {
    backend = await openTestBackend();
    shop = await backend.workspace();
  });
  after(() => backend.close());

  test('closes 200 slow senders within twelve seconds and answers others meanwhile', async () => {
    const listener = await listen(backend.backend.fetch, here);
    const closed: Promise<number>[] = [];
    const sockets: Socket[] = [];
    const started = Date.now();
    const begin = [
      'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      'POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n{',
      'POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{',
    ];
    for (let i = 0; i < 200; i++) {
      const socket = connect(listener.port, '127.0.0.1');
      sockets.push(socket);
      socket.on('error', () => undefined); // being cut off is what this is about
      socket.resume();
      closed.push(new Promise((end) => socket.once('close', () => end(Date.now() - started))));
      socket.write(begin[i % begin.length]!);
    }
    const drip = setInterval(() => sockets.forEach((s) => s.writable && s.write('a')), 1_000);
    for (let i = 0; i < 5; i++) {
      await sleep(300);
      assert.equal((await fetch(`${listener.url}/healthz`)).status, 200);
    }
    const slowest = Math.max(...(await Promise.all(closed)));
    clearInterval(drip);
    await listener.close(0);
    assert.ok(slowest < 45_000, `the last one was closed after ${slowest} ms`);
  });

  test('that stops says 503 to health checks and bye to streams, and lets requests finish', async () => {
    const stopping = await openTestBackend();
    const ws = await stopping.workspace();
    const { token } = await ws.device();
    const listener = await listen(stopping.backend.fetch, here);
    const live = await fetch(`${listener.url}/v1/live`, { headers: { 'Continuo-Device': token } });
    const reader = live.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader.read()).value ?? '';
    const running = fetch(`${listener.url}/v1/workspace?key=${ws.publishable}`);
    await running;
    const began = performance.now();
    const closed = listener.close(60_000);
    stopping.backend.drain();
    const late = await stopping.backend.fetch(
      new Request(`${listener.url}/v1/live`, { headers: { 'Continuo-Device': token } }),
    );
    assert.deepEqual([late.status, late.headers.get('Retry-After')], [503, '1']);
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
    assert.match(text, /event: bye\nretry: \d+/);
    await closed;
    assert.ok(performance.now() - began < 60_000, 'connections that are merely kept are not waited for');
    assert.equal((await running).status, 200);
    assert.equal((await ws.fetch('/healthz')).status, 503);
    await stopping.close();
  });

  test('believes a forwarded address only when told so', async () => {
    const seen: (string | undefined)[] = [];
    const fetchIp = (_: Request, { ip }: { ip?: string | undefined }) => {
      seen.push(ip);
      return Promise.resolve(new Response());
    };
    for (const trustProxy of [false, true]) {
      const listener = await listen(fetchIp, { ...here, trustProxy });
      await fetch(listener.url, { headers: { 'X-Forwarded-For': '198.51.100.1, 203.0.113.7' } });
      await listener.close(0);
    }
    assert.deepEqual(seen, ['127.0.0.1', '203.0.113.7']);
  });

  test('writes nothing secret into its log, whatever fails', async () => {
    const lines: string[] = [];
    const log = createLog('trace', { write: (line) => void lines.push(line) });
    const { createBackend } = await import('../backend.ts');
    const logging = createBackend({ database: backend.database, log });
    const { token: device } = await shop.device();
    const token = await shop.token('canary-user');
    const post = (path: string, body: object, headers: Record<string, string> = {}) =>
      logging.fetch(
        new Request(`http://backend.test${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      );
    const message = {
      type: 'identify',
      traits: { email: 'canary@example.com', name: 'canary-name' },
      anonymousId: 'canary-anon',
    };
    await post('/v1/batch', { writeKey: shop.publishable, device, token, batch: [message] });
    await post('/v1/batch', { writeKey: shop.secret, batch: [{ ...message, type: 'canary-type' }] });
    await post(
      '/v1/staff/session',
      { email: 'canary@example.com', password: 'canary-password' },
      { Origin: 'http://backend.test' },
    );
    await post(
      '/v1/customers/me/devices',
      { anonymousId: 'canary-anon' },
      { Authorization: `Bearer ${token}`, Cookie: 'continuo_staff=canary-cookie' },
    );
    log.error(
      {
        err: Object.assign(new Error('Key (email)=(canary@example.com) exists'), {
          code: '23505',
          detail: 'canary-detail',
        }),
      },
      'failed',
    );
    log.info(
      { headers: { authorization: 'canary-header' }, user: { email: 'canary@example.com' } },
      'careless',
    );
    await logging.close();
    const text = lines.join('');
    assert.ok(lines.length >= 6);
    for (const secret of ['canary', device, token, shop.publishable, shop.secret])
      assert.ok(!text.includes(secret), secret);
  });
});

describe('the desk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'continuo-desk-'));
  const get = (path: string, headers: Record<string, string> = {}) =>
    serveFolder('/desk', join(folder, 'desk'))(new Request(`http://x${path}`, { headers }));
  before(() => {
    mkdirSync(join(folder, 'desk/assets'), { recursive: true });
    writeFileSync(join(folder, 'desk/index.html'), '<!doctype html>desk');
    writeFileSync(join(folder, 'desk/assets/main.js'), 'export {}');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('is served with its types, a strict policy and an ETag; its own paths are the page', async () => {
    for (const [path, type] of [
      ['/desk/', 'text/html; charset=utf-8'],
      ['/desk/persons/p_1', 'text/html; charset=utf-8'],
      ['/desk/assets/main.js', 'text/javascript; charset=utf-8'],
    ] as const) {
      const response = await get(path);
      assert.equal(response.status, 200, path);
      assert.equal(response.headers.get('content-type'), type);
      assert.match(response.headers.get('content-security-policy')!, /^default-src 'self'/);
      assert.equal((await get(path, { 'If-None-Match': response.headers.get('etag')! })).status, 304);
    }
    assert.equal((await get('/desk')).headers.get('location'), '/desk/');
    assert.equal((await get('/desk/assets/none.js')).status, 404);
  });

  test('gives no file from outside its folder', async () => {
    for (const path of ['/desk/%2e%2e/secret.txt', '/desk/..%2fsecret.txt', '/desk/a%00.js', '/desk/%ff'])
      assert.equal((await get(path)).status, 404, path);
  });
});
