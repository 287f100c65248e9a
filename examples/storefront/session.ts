import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the shop's own cookie holds. There is none until somebody logs in or orders. */
export interface Session {
  /** Id of the customer who is logged in. */
  user?: string;
  /** Orders placed in this browser, newest first: their pages are shown to it. */
  orders?: string[];
}

const NAME = 'shop';
const DAYS = 30;
/** So many orders are remembered for a guest; the cookie stays small. */
const MOST_ORDERS = 10;

/** Reads and writes the signed cookie. The key never leaves the server. */
export class Sessions {
  readonly #key: Buffer;
  readonly #secure: boolean;

  constructor(secretKey: string, secure: boolean) {
    this.#key = createHmac('sha256', secretKey).update('shop session').digest();
    this.#secure = secure;
  }

  read(request: Request): Session {
    const found = new RegExp(`(?:^|;\\s*)${NAME}=([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)`).exec(
      request.headers.get('cookie') ?? '',
    );
    const [, body = '', signature = ''] = found ?? [];
    const expected = this.#sign(body);
    const given = Buffer.from(signature, 'base64url');
    if (!body || given.length !== expected.length || !timingSafeEqual(given, expected)) return {};
    const { ends, ...session } = JSON.parse(Buffer.from(body, 'base64url').toString()) as Session & {
      ends: number;
    };
    return ends > Date.now() ? session : {};
  }

  /** The value of `Set-Cookie`; an empty session removes the cookie. */
  write(session: Session): string {
    const empty = !session.user && !session.orders?.length;
    const kept = { ...session, orders: session.orders?.slice(0, MOST_ORDERS) };
    const body = Buffer.from(JSON.stringify({ ...kept, ends: Date.now() + DAYS * 86_400_000 })).toString(
      'base64url',
    );
    const value = empty ? '' : `${body}.${this.#sign(body).toString('base64url')}`;
    return [
      `${NAME}=${value}`,
      'Path=/',
      'HttpOnly',
      'SameSite=Lax',
      `Max-Age=${empty ? 0 : DAYS * 86_400}`,
      ...(this.#secure ? ['Secure'] : []),
    ].join('; ');
  }

  #sign(body: string): Buffer {
    return createHmac('sha256', this.#key).update(body).digest();
  }
}

/** Whether a writing request comes from a page of this shop: browsers say where a form or script was. */
export const isOwn = (request: Request): boolean => {
  const origin = request.headers.get('origin');
  if (origin) return origin === new URL(request.url).origin;
  return request.headers.get('sec-fetch-site') === 'same-origin';
};
