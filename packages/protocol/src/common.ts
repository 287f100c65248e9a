import * as z from 'zod/mini';
import { CHANNELS, ERRORS, TRUSTS, type ErrorCode } from './constants.ts';

/** An instant in UTC, ISO 8601. */
export const Instant = z.iso.datetime({ offset: true });
export type Instant = z.infer<typeof Instant>;

/** An id that a client may have made: printable, no spaces, at most 128 characters. */
export const Id = z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/));
export type Id = z.infer<typeof Id>;

/** A market of the workspace, such as `hk`. */
export const Market = z.string().check(z.regex(/^[a-z0-9-]{1,32}$/));
/** A BCP 47 language tag, such as `en` or `zh-Hant`. */
export const Locale = z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), z.maxLength(35));
/** ISO 4217, upper case. */
export const Currency = z.string().check(z.regex(/^[A-Z]{3}$/));

/** Integer minor units (cents; yen) with an ISO 4217 code. The exponent is the protocol's table. */
export const Money = z.object({ amount: z.int(), currency: Currency });
export type Money = z.infer<typeof Money>;

export const Channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof Channel>;
export const Trust = z.enum(TRUSTS);
export type Trust = z.infer<typeof Trust>;

/** An RFC 9457 problem document. `code` is stable; `title` and `detail` are for developers, never for shoppers. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  detail: z.optional(z.string()),
  requestId: z.string(),
  /** Where the request was wrong: JSON paths and reasons, never the values. */
  issues: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;

/**
 * What was searched, by which whoever shows what was found can mark it. Texts are compared without case, accents and
 * differences of width; a word is found where one begins with it, in scripts without spaces anywhere.
 */
export const Searched = z.object({
  /** All of them are found, each as it is compared. */
  words: z.array(z.string()),
  /** Characters of texts that stand for one of the words: of the Chinese scripts one finds the other, 質 for 质. */
  variants: z.record(z.string(), z.string()),
});
export type Searched = z.infer<typeof Searched>;

/** Opaque: give it back to get the next page. */
export const Cursor = z.string().check(z.maxLength(512));
