import { ContinuoError } from '../errors.ts';
import type { Token } from './visitor.ts';

const MARGIN_MS = 30_000;
const LIFE_S = 900;

/**
 * Reads a JWT without checking it, which is the backend's. A device's clock may be wrong by hours: a token that was
 * just given and seems to have ended, or to last longer than it was made for, is taken to last as long as that.
 */
export const readToken = (raw: string): Token => {
  try {
    const text = atob(raw.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as {
      sub?: string;
      exp?: number;
      iat?: number;
    };
    const { sub, exp } = claims;
    if (!sub || !exp) throw new TypeError('sub and exp are needed');
    const { iat = exp - LIFE_S } = claims;
    const now = Date.now();
    const life = (exp - iat) * 1000;
    let left = exp * 1000 - now;
    if (left < MARGIN_MS || left > life) left = life;
    return { raw, userId: `${sub}`, end: now + left, until: now + left - Math.min(MARGIN_MS, left / 2) };
  } catch (cause) {
    throw new ContinuoError('auth/invalid', { status: 401, cause });
  }
};
