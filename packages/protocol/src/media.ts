import * as z from 'zod/mini';
import { MEDIA_LIMITS } from './constants.ts';
import { Id } from './common.ts';

/** A photo or video that belongs to something a visitor wrote. */
export const Media = z.object({
  id: Id,
  kind: z.enum(['photo', 'video']),
  /** What it shows, as its author put it; may be empty. */
  alt: z.string(),
  /** CSS pixels of the largest source; unknown for media that stay elsewhere. */
  width: z.optional(z.int()),
  height: z.optional(z.int()),
  /** Mean colour as `#rrggbb`, shown until the picture is there. */
  placeholder: z.optional(z.string()),
  /**
   * Same picture in several types and widths; the last one is what every browser can show. A `url` that begins with `/`
   * is a path of the backend; any other is whole, of media that stay elsewhere.
   */
  sources: z.array(z.object({ url: z.string(), type: z.string(), width: z.optional(z.int()) })),
});
export type Media = z.infer<typeof Media>;

/** Made by the device: the same id again is the same upload. */
export const MediaId = z.string().check(z.regex(/^[\w-]{16,64}$/));

/** One of the caller's own uploads, for something they write, with what it shows. */
export const AttachedMedia = z.object({
  id: MediaId,
  alt: z.optional(z.string().check(z.maxLength(MEDIA_LIMITS.alt))),
});
export type AttachedMedia = z.infer<typeof AttachedMedia>;
