import type { MarketInfo, MergePolicy } from '@continuo/protocol';
import type { JWK } from 'jose';

/** What a merchant sets. */
export interface Settings {
  markets: MarketInfo[];
  /** Exact origins (`https://shop.example`) of pages that may use the publishable key. */
  origins: string[];
  consent: { mode: 'opt-in' | 'opt-out'; textVersion: string };
  /** IANA name, for rules about days. */
  timeZone: string;
  /** Expected `iss` of customer tokens, if any. */
  issuer?: string | undefined;
  /** What becomes of two filled carts at login and in the check-out. Default `sum` at both. */
  mergePolicy?: { login?: MergePolicy; checkout?: MergePolicy } | undefined;
  /**
   * Domain of a cookie that this backend sets for the anonymousId, such as `shop.example`, where it is served under it
   * (`api.shop.example`). Default: it sets none.
   */
  cookieDomain?: string | undefined;
  /** Days that events are kept. */
  eventsKeptDays: number;
}

/** A brand: every row belongs to one. */
export interface Workspace extends Settings {
  /** Internal: `ws` of every table, never on the wire. */
  readonly id: number;
  /** Public: the `aud` of customer tokens. */
  readonly slug: string;
  readonly name: string;
}

/** With what only the checking of credentials may see. */
export interface WorkspaceSecrets extends Workspace {
  readonly deviceSecret: string;
  readonly customerKeys: readonly { kid: string; alg: 'ES256' | 'EdDSA'; jwk: JWK }[];
}
