import type { Media, MediaUpload, Poster } from '@continuo/protocol';
import { json, PICTURE } from './support.ts';

export const photo = (id: string, more: Partial<Media> = {}): Media => ({
  id,
  kind: 'photo',
  alt: '',
  width: 1_600,
  height: 1_200,
  placeholder: '#336699',
  sources: [
    { url: PICTURE, type: 'image/webp', width: 160 },
    { url: PICTURE, type: 'image/webp', width: 1_600 },
    { url: PICTURE, type: 'image/jpeg', width: 1_600 },
  ],
  ...more,
});
export const video = (id: string, more: Partial<Media> = {}): Media => ({
  ...{ id, kind: 'video', alt: '', width: 640, height: 360 },
  sources: [{ url: '/v1/media/files/none/video.mp4', type: 'video/mp4' }],
  ...more,
});

export const poster = (id: string): Poster => {
  const { kind: _, alt: __, ...its } = photo(id, { width: 1_280, height: 720 });
  return its;
};

/**
 * A backend that takes uploads, videos by their type and everything else as photos; `hold()` keeps the next piece waiting
 * until it is called back. With `refusesPhotos` no photo is one to it.
 */
export function fakeMedia({ refusesPhotos = false } = {}) {
  const uploads = new Map<string, MediaUpload>();
  const isVideo = async (piece: Blob) => (await piece.slice(4, 8).text()) === 'ftyp';
  let gate: Promise<void> | undefined;
  const state = {
    uploads,
    removed: [] as string[],
    hold() {
      let go = () => {};
      gate = new Promise<void>((free) => (go = free));
      return () => {
        gate = undefined;
        go();
      };
    },
  };
  const answer = async (url: URL, init: RequestInit = {}): Promise<Response | undefined> => {
    if (!url.pathname.startsWith('/v1/media')) return undefined;
    const headers = new Headers(init.headers);
    if (url.pathname === '/v1/media') {
      const id = atob(headers.get('Upload-Metadata')!.split(' ')[1]!);
      const length = Number(headers.get('Upload-Length'));
      const upload = uploads.get(id) ?? { id, state: 'uploading', offset: 0, length };
      uploads.set(id, upload);
      return json(upload, 201);
    }
    const id = url.pathname.split('/')[3]!;
    const upload = uploads.get(id);
    if (!upload) return json({ code: 'media/unknown' }, 404);
    if (init.method === 'DELETE') {
      state.removed.push(id);
      uploads.delete(id);
      return new Response(null, { status: 204 });
    }
    if (init.method !== 'PATCH') return json(upload);
    await gate;
    const piece = init.body as Blob;
    const made = (await isVideo(piece)) ? video(id) : photo(id);
    upload.offset += piece.size;
    const isRefused = refusesPhotos && made.kind === 'photo';
    if (upload.offset === upload.length)
      Object.assign(
        upload,
        isRefused ? { state: 'refused', reason: 'damaged' } : { state: 'ready', media: made },
      );
    return new Response(null, { status: 204 });
  };
  return { state, answer };
}

/** A photo as a file, drawn here. */
export async function photoFile(name = 'pot.png', size = 64): Promise<File> {
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'rgb(200, 40, 40)';
  context.fillRect(0, 0, size, size);
  return new File([await canvas.convertToBlob()], name, { type: 'image/png' });
}
