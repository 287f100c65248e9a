import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CREDENTIALS = { region: 'eu-test-1', accessKeyId: 'AKIDTEST', secretAccessKey: 'a secret' };
const UNSIGNED = 'UNSIGNED-PAYLOAD';
/** Keys of one page of a listing; 1,000 at S3. */
const PAGE = 2;
const SKEW_MS = 15 * 60_000;

/** What S3 answers instead, as its list of error codes has it. */
class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export interface Signed {
  method: string;
  /** With the query, as it was sent. */
  path: string;
  headers: IncomingHttpHeaders;
  /** Names of the headers that are signed. */
  signed: readonly string[];
  region: string;
  secretAccessKey: string;
}

/** Signature Version 4, made from what arrived and not by the library that signs. */
export function signatureOf({ method, path, headers, signed, region, secretAccessKey }: Signed): string {
  const [pathname = '', query = ''] = path.split('?');
  const sorted = [...new URLSearchParams(query)]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort();
  const at = headers['x-amz-date'] as string;
  const request = [
    ...[
      method,
      pathname
        .split('/')
        .map((part) => encoded(decodeURIComponent(part)))
        .join('/'),
    ],
    ...[sorted.join('&'), ...signed.map((name) => `${name}:${String(headers[name]).trim()}`), ''],
    ...[signed.join(';'), headers['x-amz-content-sha256'] as string],
  ].join('\n');
  const scope = `${at.slice(0, 8)}/${region}/s3/aws4_request`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, ['AWS4-HMAC-SHA256', at, scope, sha256(request)].join('\n')).toString('hex');
}

/** Throws what S3 answers to a request that is not signed, or by somebody else, or whose body is another. */
function check(request: IncomingMessage, body: Buffer): void {
  const { headers, method = '', url: path = '' } = request;
  if (!headers.authorization) throw new Refusal(403, 'AccessDenied');
  const [, id, day, region, names, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization,
    ) ?? [];
  if (!signature) throw new Refusal(400, 'AuthorizationHeaderMalformed');
  if (id !== CREDENTIALS.accessKeyId) throw new Refusal(403, 'InvalidAccessKeyId');
  if (region !== CREDENTIALS.region) throw new Refusal(400, 'AuthorizationHeaderMalformed');
  const date = String(headers['x-amz-date']).replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  if (!String(headers['x-amz-date']).startsWith(day!) || !(Math.abs(Date.now() - Date.parse(date)) < SKEW_MS))
    throw new Refusal(403, 'RequestTimeTooSkewed');
  const signed = names!.split(';');
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  if (!needed.every((name) => signed.includes(name))) throw new Refusal(403, 'AccessDenied');
  const expected = signatureOf({ method, path, headers, signed, ...CREDENTIALS });
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature)))
    throw new Refusal(403, 'SignatureDoesNotMatch');
  const hash = headers['x-amz-content-sha256'];
  if (hash !== UNSIGNED && hash !== sha256(body)) throw new Refusal(400, 'XAmzContentSHA256Mismatch');
}

interface Kept {
  bytes: Buffer;
  type: string;
}

export interface Bucket {
  url: string;
  files: ReadonlyMap<string, Kept>;
  /** How the next requests end: refused with a status and code, or broken off (`'cut'`); a body in its middle. */
  next: ([status: number, code: string] | 'cut')[];
  /** Every request breaks off. */
  isAway: boolean;
  close(): Promise<void>;
}

/**
 * One bucket, `media`, as S3 answers for it: signatures, dates, hashes and lengths are checked, errors are documents,
 * listings come in pages.
 */
export async function openBucket(): Promise<Bucket> {
  const files = new Map<string, Kept>();
  const next: Bucket['next'] = [];

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { method, headers } = request;
    check(request, body);
    const { pathname, searchParams } = new URL(request.url!, 'http://bucket');
    const [, bucket, ...parts] = decodeURIComponent(pathname).split('/');
    const key = parts.join('/');
    if (bucket !== 'media') throw new Refusal(404, 'NoSuchBucket');
    if (key.length > 1_024) throw new Refusal(400, 'KeyTooLongError');
    if (method === 'PUT') {
      if (headers['content-length'] === undefined) throw new Refusal(411, 'MissingContentLength');
      files.set(key, { bytes: body, type: headers['content-type'] ?? 'binary/octet-stream' });
      return void response
        .writeHead(200, { ETag: `"${createHash('md5').update(body).digest('hex')}"` })
        .end();
    }
    if (method === 'DELETE') {
      files.delete(key);
      return void response.writeHead(204).end();
    }
    if (method !== 'GET') throw new Refusal(405, 'MethodNotAllowed');
    if (key === '') return list(searchParams, response);
    const file = files.get(key);
    if (!file) throw new Refusal(404, 'NoSuchKey');
    give(file, headers.range, response);
  }

  function list(query: URLSearchParams, response: ServerResponse): void {
    if (query.get('list-type') !== '2') throw new Refusal(400, 'InvalidArgument');
    const after = Buffer.from(query.get('continuation-token') ?? '', 'base64').toString();
    const found = [...files.keys()]
      .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
      .sort();
    const page = found.slice(0, PAGE);
    const more = found.length > PAGE;
    const token = Buffer.from(page.at(-1) ?? '').toString('base64');
    const keys = page.map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;0&quot;</ETag><Size>${files.get(key)!.bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
    );
    response
      .writeHead(200, { 'Content-Type': 'application/xml' })
      .end(
        `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>media</Name><Prefix>${query.get('prefix')}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${PAGE}</MaxKeys><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${token}</NextContinuationToken>` : ''}${keys.join('')}</ListBucketResult>`,
      );
  }

  function give({ bytes, type }: Kept, range: string | undefined, response: ServerResponse): void {
    const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
    const first = from === '' ? Math.max(0, bytes.length - Number(to)) : Number(from ?? 0);
    const last = from === '' || !to ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1);
    if (from !== undefined && (first > last || (from === '' && Number(to) === 0)))
      throw new Refusal(416, 'InvalidRange');
    const part = bytes.subarray(first, last + 1);
    response.writeHead(from === undefined ? 200 : 206, {
      ...{ 'Content-Type': type, 'Content-Length': part.length, 'Accept-Ranges': 'bytes' },
      ...(from !== undefined && { 'Content-Range': `bytes ${first}-${last}/${bytes.length}` }),
    });
    if (cuts.delete(response)) response.write(part.subarray(0, part.length / 2), () => response.destroy());
    else response.end(part);
  }
  /** Answers that break off in the middle. */
  const cuts = new Set<ServerResponse>();

  function refuse(response: ServerResponse, { status, code }: Refusal): void {
    response
      .writeHead(status, { 'Content-Type': 'application/xml' })
      .end(
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>A message.</Message><RequestId>1</RequestId></Error>`,
      );
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const how = bucket.isAway ? 'cut' : next.shift();
      if (how === 'cut') {
        if (bucket.isAway || request.method !== 'GET') return void request.socket.destroy();
        cuts.add(response);
      }
      try {
        if (Array.isArray(how)) throw new Refusal(...how);
        answer(request, Buffer.concat(chunks), response);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refuse(response, error);
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const bucket: Bucket = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/media`,
    ...{ files, next, isAway: false },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return bucket;
}
