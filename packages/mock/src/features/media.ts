import { MediaId, routes, type AttachedMedia, type Media, type MediaUpload } from '@continuo/protocol';
import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { handle, personOf, type Context, type Handlers, type Visitor } from '../context.ts';
import { invalid, MockProblem } from '../problem.ts';
import type { State, StoredUpload } from '../state.ts';

const { media } = routes;
const VERSION = '1.0.0';
const CHUNK = 'application/offset+octet-stream';

const textAt = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

/** The media type of a file by its first bytes, and the name under which it is served. */
function typeOf(bytes: Uint8Array): readonly [type: string, file: string] | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return ['image/jpeg', '1600.jpg'];
  // Nothing is drawn anew here; browsers go by the type.
  if (textAt(bytes, 1, 4) === 'PNG') return ['image/png', '1600.jpg'];
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 12) === 'WEBP') return ['image/webp', '1600.webp'];
  if (textAt(bytes, 4, 8) !== 'ftyp') return undefined;
  return textAt(bytes, 8, 12) === 'avif' ? ['image/avif', '1600.avif'] : ['video/mp4', 'video.mp4'];
}

const isOwn = (state: State, actor: Visitor, { person }: StoredUpload): boolean =>
  person === personOf(state, actor);

function ownUpload(
  { state, actor }: Pick<Context<typeof media.state>, 'state' | 'actor'>,
  id: string,
): StoredUpload {
  const found = state.uploads.get(id);
  if (!found || !isOwn(state, actor, found)) throw new MockProblem('media/unknown');
  return found;
}

const uploadOf = ({ id, length, bytes, refused, media: made }: StoredUpload): MediaUpload => ({
  ...{ id, length, offset: bytes.length },
  state: made ? 'ready' : refused ? 'refused' : 'uploading',
  ...(refused && { reason: refused }),
  ...(made && { media: made }),
});

function tellProgress(sends: Headers, { bytes, length }: StoredUpload): void {
  sends.set('Upload-Offset', String(bytes.length));
  sends.set('Upload-Length', String(length));
}

function checkVersion(headers: Headers, sends: Headers): void {
  sends.set('Tus-Resumable', VERSION);
  if (headers.get('Tus-Resumable') === VERSION) return;
  sends.set('Tus-Version', VERSION);
  throw new MockProblem('media/version-unsupported');
}

function bytesIn(headers: Headers, name: string): number {
  const text = headers.get(name) ?? '';
  if (!/^\d{1,15}$/.test(text)) throw invalid(`headers.${name}`, 'is not a number of bytes');
  return Number(text);
}

function idIn(headers: Headers): string {
  const pairs = (headers.get('Upload-Metadata') ?? '').split(',').map((pair) => pair.trim().split(' '));
  const [, written = ''] = pairs.find(([name]) => name === 'id') ?? [];
  const id = MediaId.safeParse(/^[\w+/]*=*$/.test(written) ? atob(written) : '');
  if (!id.success) throw invalid('headers.Upload-Metadata', 'needs an id of 16 to 64 letters');
  return id.data;
}

/** What is whole is looked at: a photo or a video as it came, in one size. */
function settle(upload: StoredUpload): void {
  const { id, bytes, length, name } = upload;
  if (bytes.length < length) return;
  const [type, file] = typeOf(bytes) ?? [];
  if (!type) {
    upload.refused = 'type';
    return;
  }
  const kind = type === 'video/mp4' ? 'video' : 'photo';
  if (kind === 'photo' && length > MEDIA_LIMITS.photoBytes) upload.refused = 'too-large';
  else upload.media = { id, kind, alt: '', sources: [{ url: `/v1/media/files/${name}/${file}`, type }] };
}

/** Gives the visitor's own finished uploads to what they wrote, and answers how they are shown. */
export function holdMedia(state: State, actor: Visitor, wanted: readonly AttachedMedia[] = []): Media[] {
  const ids = wanted.flatMap(({ id, poster }) => (poster === undefined ? [id] : [id, poster]));
  if (new Set(ids).size < ids.length) throw invalid('body.media', 'holds an id twice');
  const take = (id: string): Media => {
    const upload = state.uploads.get(id);
    if (!upload || !isOwn(state, actor, upload)) throw new MockProblem('media/unknown');
    if (!upload.media || upload.isHeld) throw new MockProblem('media/not-ready');
    return upload.media;
  };
  const found = wanted.map(({ id, alt = '', poster }): Media => {
    const one = { ...take(id), alt: alt.trim() };
    if (poster === undefined) return one;
    const { kind, alt: _, ...its } = take(poster);
    if (one.kind !== 'video' || kind !== 'photo') throw invalid('body.media', 'has a poster that is none');
    return { ...one, poster: its };
  });
  const count = (kind: Media['kind']): number => found.filter((one) => one.kind === kind).length;
  if (count('photo') > MEDIA_LIMITS.photos || count('video') > MEDIA_LIMITS.videos)
    throw new MockProblem('media/too-many');
  for (const id of ids) state.uploads.get(id)!.isHeld = true;
  return found;
}

export const mediaHandlers: Handlers = {
  ...handle(media.create, ({ headers, sends, state, actor }) => {
    checkVersion(headers, sends);
    const length = bytesIn(headers, 'Upload-Length');
    const id = idIn(headers);
    if (length === 0) throw invalid('headers.Upload-Length', 'says that the file is empty');
    if (length > MEDIA_LIMITS.videoBytes) throw new MockProblem('media/too-large');
    const known = state.uploads.get(id);
    if (known && !isOwn(state, actor, known)) throw new MockProblem('media/unknown');
    if (known && known.length !== length) throw invalid('headers.Upload-Length', 'was another one before');
    const waiting = [...state.uploads.values()].filter((one) => !one.isHeld && isOwn(state, actor, one));
    if (!known && waiting.length >= MEDIA_LIMITS.waiting) throw new MockProblem('media/too-many');
    const upload: StoredUpload = known ?? {
      ...{ id, length, person: personOf(state, actor), bytes: new Uint8Array() },
      ...{ name: crypto.randomUUID().replaceAll('-', '').slice(0, 22), isHeld: false },
    };
    state.uploads.set(id, upload);
    tellProgress(sends, upload);
    sends.set('Location', `/v1/media/${id}`);
    return uploadOf(upload);
  }),

  ...handle(media.state, (context) => {
    const upload = ownUpload(context, context.params.mediaId);
    context.sends.set('Tus-Resumable', VERSION);
    tellProgress(context.sends, upload);
    return uploadOf(upload);
  }),

  ...handle(media.append, (context) => {
    const { headers, sends, bytes } = context;
    const upload = ownUpload(context, context.params.mediaId);
    checkVersion(headers, sends);
    if (headers.get('Content-Type') !== CHUNK) throw new MockProblem('request/unsupported-media-type');
    const offset = bytesIn(headers, 'Upload-Offset');
    tellProgress(sends, upload);
    if (offset !== upload.bytes.length) throw new MockProblem('media/offset-mismatch');
    if (offset + bytes.length > upload.length) throw new MockProblem('media/too-large');
    const all = new Uint8Array(offset + bytes.length);
    all.set(upload.bytes);
    all.set(bytes, offset);
    upload.bytes = all;
    settle(upload);
    tellProgress(sends, upload);
    return undefined;
  }),

  ...handle(media.remove, (context) => {
    const upload = ownUpload(context, context.params.mediaId);
    checkVersion(context.headers, context.sends);
    if (upload.isHeld) throw new MockProblem('media/in-use');
    context.state.uploads.delete(upload.id);
    return undefined;
  }),

  ...handle(media.file, ({ params: { name, file }, state, sends }) => {
    const path = `/v1/media/files/${name}/${file}`;
    for (const { media: made, bytes } of state.uploads.values()) {
      const source = made?.sources.find(({ url }) => url === path);
      if (!source) continue;
      sends.set('Content-Type', source.type);
      sends.set('X-Content-Type-Options', 'nosniff');
      sends.set('Content-Security-Policy', "sandbox; default-src 'none'");
      return bytes;
    }
    throw new MockProblem('media/unknown');
  }),
};
