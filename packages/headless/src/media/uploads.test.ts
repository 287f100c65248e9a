/** Uploads against the real backend. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createClient, memoryPlatform, type Client, type Platform } from '@continuo/core';
import { folderStorage } from '@continuo/server';
import { openTestBackend, type TestBackend, type TestWorkspace } from '@continuo/server/testing';
import sharp from 'sharp';
import { pause, until } from '../reviews/testing/world.ts';
import { createMedia, mediaUrl, type MediaUploads } from './index.ts';

let backend: TestBackend;
let ws: TestWorkspace;
let url: string;
const folder = mkdtempSync(join(tmpdir(), 'continuo-uploads-'));
const storage = folderStorage(folder);
before(async () => {
  backend = await openTestBackend({ media: storage });
  ws = await backend.workspace();
  ({ url } = await backend.listen());
});
after(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

const MAGIC = Buffer.from('89504e470d0a1a0a', 'hex');

interface Tab {
  client: Client;
  media: MediaUploads;
  /** What was asked: method, path and bytes. */
  asked: [method: string, path: string, bytes: number][];
}
/** A tab; those with the same platform are of one browser. `fault` may answer instead, or fail. */
function tab(
  around: Platform = memoryPlatform(),
  fault: (method: string, path: string, n: number) => 'away' | 'lost' | undefined = () => undefined,
): Tab {
  const asked: Tab['asked'] = [];
  const platform: Platform = Object.assign(Object.create(around) as Platform, {
    fetch: async (input: string, init: RequestInit) => {
      const { pathname } = new URL(input);
      const method = init.method ?? 'GET';
      asked.push([method, pathname, init.body instanceof Blob ? init.body.size : 0]);
      const what = fault(method, pathname, asked.length);
      if (what === 'away') throw new TypeError('no network');
      const headers = new Headers(init.headers);
      headers.set('Origin', 'https://shop.example');
      const response = await fetch(input, { ...init, headers });
      if (what === 'lost') throw new TypeError('terminated');
      return response;
    },
  });
  const client = createClient({ endpoint: url, key: ws.publishable, platform });
  return { client, media: createMedia(client), asked };
}
const its = ({ media }: Tab, id: string) => media.$uploads.get()[id];
const named = (bytes: BlobPart, name: string, type = 'image/png') =>
  Object.assign(new Blob([bytes], { type }), { name });

/** Of about a megabyte, so that it takes some requests. */
const noise = async (): Promise<Uint8Array<ArrayBuffer>> => {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const image = sharp({ create: { width: 700, height: 500, channels: 3, background: '#777', noise } });
  return new Uint8Array(await image.png().toBuffer());
};

describe('a photo', () => {
  test('is sent, looked at and ready, and says how far it is', async () => {
    const one = tab();
    const sent: number[] = [];
    const id = one.media.add(named(await noise(), 'pot.png'));
    assert.deepEqual([its(one, id)!.state, its(one, id)!.name], ['preparing', 'pot.png']);
    one.media.$uploads.listen((all) => void sent.push(all[id]?.sent ?? 0));
    await one.media.settled([id]);
    const { media, state } = its(one, id)!;
    assert.deepEqual([state, media!.kind, media!.width], ['ready', 'photo', 700]);
    assert.deepEqual(
      sent,
      [...sent].sort((a, b) => a - b),
      'it never goes back',
    );
    assert.equal(sent.at(-1), 1);
    const shown = await fetch(mediaUrl(one.client, media!.sources[0]!.url));
    assert.equal(shown.headers.get('Content-Type'), 'image/avif');
  });

  test('goes on where it stood when the network was away, and when answers were lost', async () => {
    let patches = 0;
    const one = tab(memoryPlatform(), (method) => {
      if (method !== 'PATCH') return undefined;
      patches += 1;
      return patches === 2 ? 'lost' : patches === 3 ? 'away' : undefined;
    });
    const bytes = await noise();
    const id = one.media.add(named(bytes, 'pot.png'));
    let waited = false;
    one.media.$uploads.listen((all) => void (waited ||= all[id]?.waits ?? false));
    await one.media.settled([id]);
    assert.ok(waited, 'it says that it waits');
    const sent = one.asked.reduce((sum, [, , size]) => sum + size, 0);
    assert.ok(sent < bytes.length * 2, 'what was safe is not sent again');
  });

  test('goes on by itself when the backend could not store a piece', async () => {
    const { put } = storage;
    let failures = 0;
    storage.put = () => {
      failures += 1;
      if (failures === 2) storage.put = put;
      return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    };
    const one = tab();
    const bytes = await noise();
    const id = one.media.add(named(bytes, 'pot.png'));
    let waited = false;
    one.media.$uploads.listen((all) => void (waited ||= all[id]?.waits ?? false));
    await one.media.settled([id]);
    assert.deepEqual([failures, waited, its(one, id)!.media!.width], [2, true, 700]);
  });

  test('goes on in a new tab after the first was closed on the way', async () => {
    const around = memoryPlatform();
    const hang = new Promise<never>(() => {});
    const first = tab(around);
    const request = first.client.request.bind(first.client);
    let patches = 0;
    first.client.request = (path, options) =>
      options?.method === 'PATCH' && ++patches === 2 ? hang : request(path, options);
    const id = first.media.add(named(await noise(), 'pot.png'));
    await until('the first piece is safe', () => (its(first, id)?.sent ?? 0) > 0 && patches === 2);
    // The lock of a closed tab is free.
    const second = tab(
      Object.assign(Object.create(around) as Platform, { lock: (_: string, fn: () => unknown) => fn() }),
    );
    second.media.follow([id]);
    await second.media.settled([id]);
    assert.deepEqual([its(second, id)!.name, its(second, id)!.state], ['pot.png', 'ready']);
    const again = tab(around);
    again.media.follow([id]);
    await again.media.settled([id]);
    assert.equal(again.asked.filter(([method]) => method !== 'GET').length, 0, 'a third has nothing to send');
  });

  test('that is none, or too large, is refused before anything is sent', async () => {
    const one = tab();
    const svg = one.media.add(named('<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.png'));
    const large = one.media.add(
      named(
        new Uint8Array(21_000_000).map((_, i) => MAGIC[i] ?? 0),
        'b.png',
      ),
    );
    await until('both are looked at', () => [svg, large].every((id) => its(one, id)?.state === 'refused'));
    assert.deepEqual([its(one, svg)!.reason, its(one, large)!.reason], ['type', 'too-large']);
    await assert.rejects(one.media.settled([svg]), { code: 'media/not-ready' });
    assert.deepEqual(one.asked, []);
  });

  test('that is taken back is forgotten here and in the backend', async () => {
    const one = tab();
    const id = one.media.add(named(await noise(), 'pot.png'));
    await one.media.settled([id]);
    one.media.remove(id);
    assert.equal(its(one, id), undefined);
    await until('the backend has forgotten it', async () => {
      try {
        await one.client.request(`/v1/media/${id}`, { as: 'visitor' });
        return false;
      } catch (cause) {
        return (cause as { code: string }).code === 'media/unknown';
      }
    });
    one.media.follow([id]);
    await until('it is said to be lost', () => its(one, id)?.state === 'lost');
  });

  test('is gone from the device with its visitor', async () => {
    const one = tab(memoryPlatform(), (method) => (method === 'PATCH' ? 'away' : undefined));
    const id = one.media.add(named(await noise(), 'pot.png'));
    await until('it waits', () => its(one, id)?.waits);
    await one.client.logout();
    assert.deepEqual(one.media.$uploads.get(), {});
    assert.deepEqual(await one.client.platform.records('media').entries(), []);
    const before = one.asked.length;
    await pause(50);
    assert.equal(one.asked.length, before);
  });
});
