import * as z from 'zod/mini';
import { MEDIA_LIMITS } from './constants.ts';
import { Id } from './common.ts';
import { route } from './route.ts';

/** What is needed to show something. */
const shown = {
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
};

/** The picture that stands for a video until it is played. */
export const Poster = z.object({ id: Id, ...shown });
export type Poster = z.infer<typeof Poster>;

/** A photo or video that belongs to something a visitor wrote. */
export const Media = z.object({
  id: Id,
  kind: z.enum(['photo', 'video']),
  /** What it shows, as its author put it; may be empty. */
  alt: z.string(),
  ...shown,
  /** Of a video whose author’s device could make one. */
  poster: z.optional(Poster),
});
export type Media = z.infer<typeof Media>;

/** Made by the device: the same id again is the same upload. */
export const MediaId = z.string().check(z.regex(/^[\w-]{16,64}$/));

/** One of the caller's own uploads, for something they write, with what it shows. */
export const AttachedMedia = z.object({
  id: MediaId,
  alt: z.optional(z.string().check(z.maxLength(MEDIA_LIMITS.alt))),
  /** Of a video: another of the caller's own uploads, a photo, that stands for it until it is played. */
  poster: z.optional(MediaId),
});
export type AttachedMedia = z.infer<typeof AttachedMedia>;

/** Why an upload cannot be used. */
export const MediaRefusal = z.enum([
  /** Neither a JPEG, PNG, WebP or AVIF photo nor an MP4 video of pictures and sound, whatever its name says. */
  'type',
  /** More bytes than a photo may have, or more pixels. */
  'too-large',
  /** More seconds than a video may have. */
  'too-long',
  'damaged',
]);
export type MediaRefusal = z.infer<typeof MediaRefusal>;

/** An upload as its visitor sees it. */
export const MediaUpload = z.object({
  id: MediaId,
  state: z.enum(['uploading', 'processing', 'ready', 'refused']),
  /** Bytes that are safe: the upload goes on from here. */
  offset: z.int(),
  /** Bytes of the whole file. */
  length: z.int(),
  reason: z.optional(MediaRefusal),
  /** Once it is ready. */
  media: z.optional(Media),
});
export type MediaUpload = z.infer<typeof MediaUpload>;

const upload = z.object({ mediaId: MediaId });
const name = z.string().check(z.regex(/^[\w-]{22}$/));
const file = z.string().check(z.regex(/^(\d{1,4}\.(avif|webp|jpg)|video\.mp4)$/));

/** Uploads speak tus 1.0.0 (core, creation, expiration, termination); the answers are JSON besides. */
export const mediaRoutes = {
  create: route({
    id: 'media.create',
    method: 'POST',
    path: '/v1/media',
    summary:
      'Begins a resumable upload (tus): `Upload-Length`, and `Upload-Metadata` with an `id` that the device made. The same id again is the same upload',
    credentials: ['device', 'customer'],
    headers: ['Tus-Resumable', 'Upload-Length', 'Upload-Metadata'],
    status: 201,
    response: MediaUpload,
    errors: [
      'request/invalid',
      'media/unknown',
      'media/too-large',
      'media/too-many',
      'media/version-unsupported',
    ],
    idempotency: 'natural',
  }),
  state: route({
    id: 'media.state',
    method: 'GET',
    path: '/v1/media/{mediaId}',
    summary: 'How far an upload is (`Upload-Offset`, also by HEAD), and what became of it',
    credentials: ['device', 'customer'],
    params: upload,
    status: 200,
    response: MediaUpload,
    errors: ['media/unknown'],
    namesRow: true,
  }),
  append: route({
    id: 'media.append',
    method: 'PATCH',
    path: '/v1/media/{mediaId}',
    summary: 'Adds bytes at `Upload-Offset`; whatever came before a connection broke is kept',
    credentials: ['device', 'customer'],
    headers: ['Tus-Resumable', 'Upload-Offset'],
    params: upload,
    body: 'stream',
    status: 204,
    errors: [
      'media/unknown',
      'media/offset-mismatch',
      'media/too-large',
      'media/version-unsupported',
      'request/unsupported-media-type',
      'request/unavailable',
    ],
    idempotency: 'natural',
    namesRow: true,
  }),
  remove: route({
    id: 'media.remove',
    method: 'DELETE',
    path: '/v1/media/{mediaId}',
    summary: 'Forgets an upload that nothing holds yet, with its files',
    credentials: ['device', 'customer'],
    headers: ['Tus-Resumable'],
    params: upload,
    status: 204,
    errors: ['media/unknown', 'media/in-use', 'media/version-unsupported'],
    idempotency: 'natural',
    namesRow: true,
  }),
  file: route({
    id: 'media.file',
    method: 'GET',
    path: '/v1/media/files/{name}/{file}',
    summary: 'A photo or video, by a name that cannot be guessed; videos in ranges',
    credentials: ['none'],
    params: z.object({ name, file }),
    status: 200,
    response: 'file',
    errors: ['media/unknown', 'request/unavailable'],
  }),
};
