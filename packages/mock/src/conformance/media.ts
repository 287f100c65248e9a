import { routes, type AttachedMedia, type Media, type MediaUpload } from '@continuo/protocol';
import { check, same } from './check.ts';
import { conforms, newId, type By, type Caller, type Case } from './subject.ts';

const { media, reviews, identity } = routes;
const pot = { productId: 'harbour-teapot' };
const TUS = { 'Tus-Resumable': '1.0.0' };
const CHUNK = 'application/offset+octet-stream';

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
/** A red picture of two pixels by two. */
const PNG = bytesOf(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEklEQVQImWM4oaFxQkODAUIBACEuBGGj1lj9AAAAAElFTkSuQmCC',
);
/** The headers of a video of one second, which are all that a backend looks at. */
const MP4 = bytesOf(
  'AAAAFGZ0eXBpc29tAAAAAGlzb20AAAEgbW9vdgAAAGxtdmhkAAAAAAAAAAAAAAAAAAACWAAAAlgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAKx0cmFrAAAAXHRraGQAAAAHAAAAAAAAAAAAAAABAAAAAAAAAlgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEAAAAAkAAAAAABIbWRpYQAAACBtZGhkAAAAAAAAAAAAAAAAAAACWAAAAlgAAAAAAAAAIGhkbHIAAAAAAAAAAHZpZGUAAAAAAAAAAAAAAAA=',
);
const NOTHING = new Uint8Array(40).fill(120);

const begin = (at: Caller, by: By, id: string, length = PNG.length): Promise<MediaUpload> =>
  at.ask(media.create, {
    ...by,
    headers: { ...TUS, 'Upload-Length': `${length}`, 'Upload-Metadata': `filename Zm9v,id ${btoa(id)}` },
  });
const piece = (by: By, mediaId: string, offset: number, bytes: Uint8Array) => ({
  ...{ ...by, params: { mediaId }, body: bytes },
  headers: { ...TUS, 'Upload-Offset': `${offset}`, 'Content-Type': CHUNK },
});
/** What became of it, once the backend has looked at the whole. */
async function settled(at: Caller, by: By, mediaId: string): Promise<MediaUpload> {
  for (;;) {
    const upload = await at.ask(media.state, { ...by, params: { mediaId } });
    if (upload.state !== 'processing') return upload;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
async function uploaded(at: Caller, by: By, bytes = PNG): Promise<MediaUpload> {
  const { id } = await begin(at, by, newId(), bytes.length);
  await at.ask(media.append, piece(by, id, 0, bytes));
  return settled(at, by, id);
}
const served = async (at: Caller, { sources }: Pick<Media, 'sources'>): Promise<number[]> => {
  const { endpoint, fetch } = at.subject;
  const answers = sources.map(async ({ url, type }) => {
    const response = await fetch(new Request(endpoint + url));
    const bytes = await response.arrayBuffer();
    if (response.ok) {
      same(response.headers.get('Content-Type'), type, 'type');
      same(response.headers.get('X-Content-Type-Options'), 'nosniff', 'is what its type says');
      check(bytes.byteLength, 'there is a picture');
    }
    return response.status;
  });
  return [...new Set(await Promise.all(answers))];
};

export const mediaCases: readonly Case[] = [
  conforms('an upload goes on where it stopped, and is shown once it is whole', async (at) => {
    const by = await at.guest();
    const id = newId();
    const first = await begin(at, by, id);
    same([first.id, first.state, first.offset, first.length], [id, 'uploading', 0, PNG.length], 'begun');
    await at.ask(media.append, piece(by, id, 0, PNG.subarray(0, 10)));
    same((await begin(at, by, id)).offset, 10, 'begun again');
    const response = await at.raw(media.state, { ...by, params: { mediaId: id } });
    same(response.headers.get('Upload-Offset'), '10', 'how far it is');
    await response.body?.cancel();
    await at.refused('media/offset-mismatch', 409, media.append, piece(by, id, 0, PNG.subarray(0, 10)));
    await at.ask(media.append, piece(by, id, 10, PNG.subarray(10)));
    const { state, media: made } = await settled(at, by, id);
    same([state, made?.kind], ['ready', 'photo'], 'whole');
    same(await served(at, made!), [200], 'served');
    await at.ask(media.remove, { ...by, params: { mediaId: id }, headers: TUS });
    same(await served(at, made!), [404], 'forgotten');
    await at.refused('media/unknown', 404, media.state, { ...by, params: { mediaId: id } });
  }),

  conforms(
    'an upload that cannot be one is refused with a code, and what is no photo in words',
    async (at) => {
      const by = await at.guest();
      const id = newId();
      const create = (headers: Record<string, string>) => ({
        ...by,
        headers: { ...TUS, 'Upload-Length': '9', 'Upload-Metadata': `id ${btoa(id)}`, ...headers },
      });
      await at.refused('request/invalid', 400, media.create, create({ 'Upload-Length': 'many' }));
      await at.refused('request/invalid', 400, media.create, create({ 'Upload-Length': '0' }));
      await at.refused(
        'request/invalid',
        400,
        media.create,
        create({ 'Upload-Metadata': `id ${btoa('short')}` }),
      );
      await at.refused('media/too-large', 413, media.create, create({ 'Upload-Length': '999999999' }));
      await at.refused('media/version-unsupported', 412, media.create, create({ 'Tus-Resumable': '0.1.0' }));
      await begin(at, by, id, 9);
      await at.refused('media/too-large', 413, media.append, piece(by, id, 0, NOTHING));
      const typed = { ...piece(by, id, 0, PNG.subarray(0, 4)) };
      await at.refused('request/unsupported-media-type', 415, media.append, {
        ...{ ...typed, headers: { ...typed.headers, 'Content-Type': 'image/png' } },
      });
      const { state, reason } = await uploaded(at, by, NOTHING);
      same([state, reason], ['refused', 'type'], 'no photo');
    },
  ),

  conforms("an upload is its visitor's alone, and theirs after they log in", async (at) => {
    const [by, other] = [await at.guest(), await at.guest()];
    const { id } = await begin(at, by, newId());
    const its = { params: { mediaId: id } };
    await at.refused('media/unknown', 404, media.state, { ...other, ...its });
    await at.refused('media/unknown', 404, media.append, piece(other, id, 0, PNG));
    await at.refused('media/unknown', 404, media.remove, { ...other, ...its, headers: TUS });
    const customer = { ...by, token: await at.subject.token(newId()) };
    await at.ask(identity.link, { ...customer, body: {} });
    await at.ask(media.append, piece(customer, id, 0, PNG));
    same((await settled(at, customer, id)).state, 'ready', 'goes on');
  }),

  conforms('a review holds the uploads of its author, each once, in the order given', async (at) => {
    const by = await at.guest();
    const [one, two] = [await uploaded(at, by), await uploaded(at, by)];
    const unfinished = await begin(at, by, newId());
    const write = (who: By, ids: readonly string[]) => ({
      ...{ ...who, params: pot },
      body: {
        ...{ id: newId(), rating: 5, locale: 'en', author: 'Ada' },
        media: ids.map((id, i) => ({ id, alt: `Side ${i}` })),
      },
    });
    await at.refused('request/invalid', 400, reviews.create, write(by, [one.id, one.id]));
    await at.refused('media/not-ready', 409, reviews.create, write(by, [unfinished.id]));
    await at.refused('media/unknown', 404, reviews.create, write(await at.guest(), [one.id]));
    const review = await at.ask(reviews.create, write(by, [two.id, one.id]));
    same(
      review.media.map(({ id, alt, kind }) => [id, alt, kind]),
      [
        [two.id, 'Side 0', 'photo'],
        [one.id, 'Side 1', 'photo'],
      ],
      'media',
    );
    const held = { ...by, params: { mediaId: one.id }, headers: TUS };
    await at.refused('media/in-use', 409, media.remove, held);
    await at.subject.decide('review', review.id, 'published');
    const { reviews: listed } = await at.ask(reviews.list, { params: pot, query: { media: 'true' } });
    same([listed.length, listed[0]?.media.length], [1, 2], 'listed with their pictures');
    same(await served(at, listed[0]!.media[0]!), [200], 'shown');
    same(
      (await at.ask(reviews.summaries, { query: { products: pot.productId } })).summaries[0]?.media,
      1,
      'counted',
    );
  }),

  conforms(
    "a video is shown by a photo that its author's device made of it, and by none of others",
    async (at) => {
      const by = await at.guest();
      const other = await at.guest();
      const [film, still, foreign] = [
        await uploaded(at, by, MP4),
        await uploaded(at, by),
        await uploaded(at, other),
      ];
      same([film.state, film.media?.kind], ['ready', 'video'], 'video');
      const write = (media: readonly AttachedMedia[]) => ({
        ...{ ...by, params: pot },
        body: { id: newId(), rating: 5, locale: 'en', author: 'Ada', media },
      });
      const its = { id: film.id, poster: still.id };
      await at.refused('media/unknown', 404, reviews.create, write([{ id: film.id, poster: foreign.id }]));
      await at.refused('request/invalid', 400, reviews.create, write([its, { id: still.id }]));
      await at.refused('request/invalid', 400, reviews.create, write([{ id: still.id, poster: film.id }]));
      const review = await at.ask(reviews.create, write([its]));
      const [shown] = review.media;
      same([shown?.kind, shown?.id, shown?.poster?.id], ['video', film.id, still.id], 'media');
      check(shown?.poster, 'there is a poster');
      same(await served(at, shown.poster), [200], 'served');
      const held = { ...by, params: { mediaId: still.id }, headers: TUS };
      await at.refused('media/in-use', 409, media.remove, held);
    },
  ),
];
