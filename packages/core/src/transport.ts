import type { ErrorCode } from '@continuo/protocol';
import type { HEADERS } from '@continuo/protocol/constants';
import { ContinuoError } from './errors.ts';
import type { OwnIdentity } from './identity/identity.ts';
import { DEVICE, type KeptDevice } from './identity/visitor.ts';
import type { Client, Platform, RequestOptions } from './types.ts';
import { parse } from './util.ts';

/** Written out: imported, all of them would weigh on every page, also where this chunk is not loaded. */
const DEVICE_HEADER: (typeof HEADERS)['device'] = 'Continuo-Device';
const IDEMPOTENCY_KEY: (typeof HEADERS)['idempotencyKey'] = 'Idempotency-Key';
const TIMEOUT_MS = 15_000;

/** `Retry-After`, seconds or a date, as milliseconds from now. */
const waitOf = (header: string | null): number | undefined =>
  header ? Math.max(0, +header * 1000 || Date.parse(header) - Date.now() || 0) : undefined;

export const createRequest = (
  options: Client['options'],
  platform: Platform,
  identity: OwnIdentity,
): Client['request'] => {
  const send = async <T>(
    path: string,
    request: RequestOptions,
    token: string | null,
    device?: string,
  ): Promise<T> => {
    const { as = 'public', body, method = body === undefined ? 'GET' : 'POST', signal } = request;
    const { key, market, locale = globalThis.document?.documentElement.lang || 'en' } = options;
    const ours = as === 'public' && method === 'GET' ? { key, market, locale } : {};
    // JSON leaves out what is undefined.
    const query = `${new URLSearchParams(parse(JSON.stringify({ ...ours, ...request.query })))}`;
    const isRaw = body instanceof Blob;
    const headers = {
      ...request.headers,
      ...(body !== undefined && { 'Content-Type': isRaw ? body.type : 'application/json' }),
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(device && { [DEVICE_HEADER]: device }),
      ...(request.idempotencyKey && { [IDEMPOTENCY_KEY]: request.idempotencyKey }),
    };
    const timeout = AbortSignal.timeout(request.timeout ?? TIMEOUT_MS);
    let response: Response;
    let text: string;
    try {
      response = await platform.fetch(options.endpoint + path + (query && `?${query}`), {
        method,
        headers,
        body: body === undefined ? null : isRaw ? body : JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        keepalive: !!request.keepalive,
        credentials: as === 'staff' ? 'same-origin' : 'omit',
      });
      text = await response.text();
    } catch (cause) {
      throw new ContinuoError(
        timeout.aborted ? 'net/timeout' : platform.online ? 'net/failed' : 'net/offline',
        {
          cause,
        },
      );
    }
    const { status } = response;
    const json = parse<Record<string, unknown>>(text);
    if (response.ok && (json || status === 204)) return json as T;
    const problem = json?.code ? json : undefined;
    throw new ContinuoError((problem?.code ?? 'net/not-json') as ErrorCode, {
      status,
      problem,
      retryAfter: waitOf(response.headers.get('Retry-After')),
    });
  };

  return async <T>(path: string, request: RequestOptions = {}) => {
    const personal = request.as === 'visitor' || request.as === 'customer';
    const token = personal ? await identity.token() : null;
    if (request.as === 'customer' && !token) throw new ContinuoError('auth/missing', { status: 401 });
    const { userId } = identity;
    const device = personal ? identity.device?.token : undefined;
    try {
      return await send<T>(path, request, token, device);
    } catch (error) {
      const { status, code } = error as ContinuoError;
      if (status === 401 && token) {
        const fresh = await (await identity.session()).refresh(token);
        // Somebody else may have logged in meanwhile: never send one customer's request under another's name.
        if (fresh && identity.userId === userId) return send<T>(path, request, fresh, device);
      } else if (device && code === 'auth/invalid' && identity.device?.token === device) {
        // The backend does not know this device (any more).
        await platform
          .records(DEVICE)
          .update<KeptDevice>(DEVICE, (kept) => (kept?.device?.token === device ? undefined : kept));
        platform.small.remove(DEVICE);
        identity.sync();
      }
      throw error;
    }
  };
};
