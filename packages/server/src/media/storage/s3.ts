import { AwsClient } from 'aws4fetch';
import type { MediaStorage, Range } from './storage.ts';

export interface S3Options {
  /** Address of the bucket: `https://media.s3.eu-central-1.amazonaws.com`, `http://127.0.0.1:9000/media`. */
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const headerOf = (range: Range): string =>
  'last' in range ? `bytes=-${range.last}` : `bytes=${range.start}-${range.end ?? ''}`;

/** Files in a bucket of S3, or of anything that speaks its protocol. The bucket stays private: the backend serves. */
export function s3Storage({ bucket, ...credentials }: S3Options): MediaStorage {
  const aws = new AwsClient({ ...credentials, service: 's3' });
  const base = bucket.replace(/\/+$/, '');

  async function ask(address: string, init: RequestInit, ...fine: number[]): Promise<Response> {
    const response = await aws.fetch(address, init);
    if (response.ok || fine.includes(response.status)) return response;
    await response.body?.cancel();
    throw new Error(`The storage answered ${response.status} to ${init.method ?? 'GET'}`);
  }
  async function keysOf(name: string): Promise<string[]> {
    const query = new URLSearchParams({ 'list-type': '2', prefix: `${name}/` });
    const xml = await (await ask(`${base}/?${query}`, {})).text();
    return [...xml.matchAll(/<Key>([\w./-]+)<\/Key>/g)].map((match) => match[1]!);
  }
  const remove = async (key: string): Promise<void> =>
    void (await ask(`${base}/${key}`, { method: 'DELETE' }, 404));

  return {
    delete: remove,
    async put(key, bytes, type) {
      const body = bytes as Uint8Array<ArrayBuffer>;
      await ask(`${base}/${key}`, { method: 'PUT', body, headers: { 'Content-Type': type } });
    },
    async get(key, range) {
      const headers: Record<string, string> = range ? { Range: headerOf(range) } : {};
      const response = await ask(`${base}/${key}`, { headers }, 404, 416);
      if (!response.ok || !response.body) {
        await response.body?.cancel();
        return response.status === 416 ? 'outside' : undefined;
      }
      const part = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '');
      const length = Number(response.headers.get('Content-Length'));
      const [start, end, size] = part ? part.slice(1).map(Number) : [0, length - 1, length];
      return { body: response.body, start: start!, end: end!, size: size! };
    },
    async deleteAll(name) {
      // A listing ends after a thousand.
      for (let keys = await keysOf(name); keys.length > 0; keys = await keysOf(name))
        for (const key of keys) await remove(key);
    },
  };
}
