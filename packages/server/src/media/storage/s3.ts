import { createHash } from 'node:crypto';
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
const within = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map((match) => match[1]!);

/**
 * Files in a bucket of S3, or of anything that speaks its protocol. The bucket stays private: the backend serves. What it
 * refuses, and what breaks off, throws; what passes, such as a busy storage, is tried again for some seconds.
 */
export function s3Storage({ bucket, ...credentials }: S3Options): MediaStorage {
  const aws = new AwsClient({ ...credentials, service: 's3' });
  const base = bucket.replace(/\/+$/, '');

  /** The answer, or the code of a refusal that is `fine`: an answer too. */
  async function ask(address: string, init: RequestInit, ...fine: string[]): Promise<Response | string> {
    const response = await aws.fetch(address, init);
    if (response.ok) return response;
    const [code = ''] = within(await response.text(), 'Code');
    if (fine.includes(code)) return code;
    throw new Error(`The storage answered ${response.status} ${code} to ${init.method ?? 'GET'}`);
  }
  const remove = async (key: string): Promise<void> =>
    void (await ask(`${base}/${key}`, { method: 'DELETE' }, 'NoSuchKey'));

  return {
    delete: remove,
    async put(key, bytes, type) {
      const body = bytes as Uint8Array<ArrayBuffer>;
      // Bytes that changed on the way are not stored.
      const hash = createHash('sha256').update(body).digest('hex');
      const headers = { 'Content-Type': type, 'X-Amz-Content-Sha256': hash };
      await ask(`${base}/${key}`, { method: 'PUT', body, headers });
    },
    async get(key, range) {
      const headers: Record<string, string> = range ? { Range: headerOf(range) } : {};
      const response = await ask(`${base}/${key}`, { headers }, 'NoSuchKey', 'InvalidRange');
      if (typeof response === 'string') return response === 'NoSuchKey' ? undefined : 'outside';
      const part = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '');
      const length = Number(response.headers.get('Content-Length') ?? NaN);
      const [start, end, size] = part ? part.slice(1).map(Number) : [0, length - 1, length];
      if (!response.body || !Number.isSafeInteger(size)) {
        await response.body?.cancel();
        throw new Error('The storage does not say how long a file is');
      }
      return { body: response.body, start: start!, end: end!, size: size! };
    },
    async deleteAll(name) {
      for (let token: string | undefined = ''; token !== undefined;) {
        const query = new URLSearchParams({
          ...{ 'list-type': '2', prefix: `${name}/` },
          ...(token && { 'continuation-token': token }),
        });
        const xml: string = await ((await ask(`${base}/?${query}`, {})) as Response).text();
        for (const key of within(xml, 'Key')) await remove(key);
        [token] = within(xml, 'NextContinuationToken');
      }
    },
  };
}
