import { createHash } from 'node:crypto';
import { CUSTOMER_TOKEN_MAX_S, CUSTOMER_TOKEN_SKEW_S } from '@continuo/protocol/constants';
import { decodeJwt, decodeProtectedHeader, errors, importJWK, jwtVerify } from 'jose';
import type { Directory } from '../workspaces/directory.ts';
import type { WorkspaceSecrets } from '../workspaces/workspace.ts';
import { problem } from './problem.ts';

export interface Customer {
  workspace: WorkspaceSecrets;
  userId: string;
  expires: Date;
}

const SUBJECT = /^[\x21-\x7e]{1,128}$/;
const REMEMBERED = 10_000;
/** Milliseconds: how old a node's list of keys may be before a token with an unknown `kid` makes it look again. */
const NEW_KEY_MS = 1_000;
const invalid = (detail: string) => problem('auth/invalid', { detail });

/** Checks customer tokens; what was verified is remembered by the token's hash until it ends. */
export class CustomerTokens {
  readonly #directory: Directory;
  readonly #now: () => Date;
  readonly #verified = new Map<string, Customer>();

  constructor(directory: Directory, now: () => Date) {
    this.#directory = directory;
    this.#now = now;
  }

  /** Throws `auth/invalid` or `auth/expired`. */
  async verify(token: string): Promise<Customer> {
    const hash = createHash('sha256').update(token).digest('base64url');
    const known = this.#verified.get(hash);
    if (known) {
      if (known.expires.getTime() + CUSTOMER_TOKEN_SKEW_S * 1000 > this.#now().getTime()) return known;
      this.#verified.delete(hash);
      throw problem('auth/expired', { detail: 'The customer token has ended' });
    }
    const customer = await this.#check(token);
    this.#verified.set(hash, customer);
    if (this.#verified.size > REMEMBERED) this.#verified.delete(this.#verified.keys().next().value!);
    return customer;
  }

  async #check(token: string): Promise<Customer> {
    if (token.length > 4_096) throw invalid('The customer token is too long');
    let kid: string | undefined;
    let slug: unknown;
    try {
      kid = decodeProtectedHeader(token).kid;
      slug = decodeJwt(token).aud;
    } catch {
      throw invalid('The customer token is not a JWT');
    }
    if (typeof slug !== 'string') throw invalid('The customer token needs one `aud`, the workspace');
    let workspace = await this.#directory.bySlug(slug);
    let key = workspace?.customerKeys.find((k) => k.kid === kid);
    if (workspace && !key) {
      workspace = await this.#directory.bySlug(slug, NEW_KEY_MS);
      key = workspace?.customerKeys.find((k) => k.kid === kid);
    }
    if (!workspace || !key) throw invalid('No key of this workspace has the `kid` of the customer token');
    try {
      const { payload } = await jwtVerify(token, await importJWK(key.jwk, key.alg), {
        algorithms: [key.alg],
        audience: workspace.slug,
        ...(workspace.issuer === undefined ? {} : { issuer: workspace.issuer }),
        clockTolerance: CUSTOMER_TOKEN_SKEW_S,
        currentDate: this.#now(),
        requiredClaims: ['sub', 'exp', 'aud'],
      });
      const now = this.#now().getTime() / 1000;
      if (payload.exp! > now + CUSTOMER_TOKEN_MAX_S + CUSTOMER_TOKEN_SKEW_S)
        throw invalid('The customer token lives longer than 15 minutes');
      if (!SUBJECT.test(payload.sub!))
        throw invalid('`sub` must be 1 to 128 printable characters, no spaces');
      return { workspace, userId: payload.sub!, expires: new Date(payload.exp! * 1000) };
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw problem('auth/expired', { detail: 'The customer token has ended' });
      if (error instanceof errors.JOSEError) throw invalid('The customer token did not verify');
      throw error;
    }
  }
}
