import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { NewReview, Problem, Review } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { Reviewed } from '../reviews/testing/reviewers.ts';
import { photo, PLACE, video, withPlace } from './testing/files.ts';
import { Uploader } from './testing/uploads.ts';

let backend: TestBackend;
let here: Reviewed;
let picture: Buffer;
before(async () => {
  backend = await openTestBackend();
  here = await Reviewed.open(backend);
  picture = await photo().jpeg().toBuffer();
});
after(() => backend.close());

const code = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as Problem).code,
];

describe('a video with a poster', () => {
  test('shows it as photos are shown, and is counted as one', async () => {
    const by = await here.guest();
    const uploads = new Uploader(here.ws, by);
    const film = await uploads.upload(video());
    const taken = await withPlace(photo(1280, 720)).jpeg().toBuffer();
    assert.ok(taken.includes(PLACE));
    const { media: still } = await uploads.upload(taken);
    const wanted = [{ id: film.id, alt: 'It pours', poster: still!.id }];
    const { media } = await here.write(by, { media: wanted }, 'p-B');
    const { kind: _, alt: __, ...poster } = still!;
    assert.deepEqual(media, [{ ...film.media, alt: 'It pours', poster }]);
    assert.deepEqual([poster.width, poster.height], [1280, 720]);
    assert.match(poster.placeholder!, /^#[\da-f]{6}$/);
    for (const { url } of poster.sources) {
      const response = await here.ws.fetch(url, { origin: null });
      assert.equal(response.status, 200);
      assert.ok(!Buffer.from(await response.arrayBuffer()).includes(PLACE), url);
    }
    assert.deepEqual(await code(await uploads.remove(poster.id)), [409, 'media/in-use']);
  });

  test('tells by it how large it is where its file does not', async () => {
    const by = await here.guest();
    const uploads = new Uploader(here.ws, by);
    const film = await uploads.upload(video({ width: 0, height: 0 }));
    assert.equal(film.media!.width, undefined);
    const still = await uploads.upload(picture);
    const { media } = await here.write(by, { media: [{ id: film.id, poster: still.id }] }, 'p-B');
    assert.deepEqual([media[0]!.width, media[0]!.height], [64, 48]);
  });

  test('takes none that is not its author’s, not ready, not a photo or something else’s already', async () => {
    const by = await here.guest();
    const eve = await here.guest();
    const [uploads, others] = [new Uploader(here.ws, by), new Uploader(here.ws, eve)];
    const [film, still, shown, theirs] = [
      await uploads.upload(video()),
      await uploads.upload(picture),
      await uploads.upload(picture),
      await others.upload(picture),
    ].map(({ id }) => id) as [string, string, string, string];
    const send = async (media: NewReview['media'], who = by) => code(await here.send(who, { media }, 'p-B'));
    const [unknown, unready] = [
      [404, 'media/unknown'],
      [409, 'media/not-ready'],
    ];
    const invalid = [400, 'request/invalid'];
    assert.deepEqual(await send([{ id: film, poster: theirs }]), unknown);
    assert.deepEqual(await send([{ id: film, poster: theirs }], eve), unknown, 'nor is the video theirs');
    assert.deepEqual(await send([{ id: film, poster: randomUUID() }]), unknown);
    const hostile = await uploads.upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    assert.deepEqual([hostile.state, hostile.reason], ['refused', 'type']);
    assert.deepEqual(await send([{ id: film, poster: hostile.id }]), unready);
    const second = await uploads.upload(video());
    assert.deepEqual(await send([{ id: film, poster: second.id }]), invalid);
    assert.deepEqual(await send([{ id: shown, poster: still }]), invalid, 'a photo has none');
    assert.deepEqual(await send([{ id: film, poster: film }]), invalid);
    assert.deepEqual(await send([{ id: film, poster: still }, { id: still }]), invalid);
    assert.equal((await here.send(by, { media: [{ id: shown }] }, 'p-C')).status, 201);
    assert.deepEqual(await send([{ id: film, poster: shown }]), unready, 'it belongs to a review');
    assert.equal((await here.send(by, { media: [{ id: film }] }, 'p-B')).status, 201, 'none was harmed');
  });
});

describe('a review with photos', () => {
  test('shows them in their order with their words, and is found by them', async () => {
    const by = await here.guest();
    const uploads = new Uploader(here.ws, by);
    const [a, b] = [await uploads.upload(picture), await uploads.upload(video())];
    const media = [{ id: b.id, alt: 'It\npours' }, { id: a.id }];
    const sent = await here.write(by, { media }, 'p-A');
    const without = await here.published({}, 'p-A');
    assert.deepEqual(
      sent.media.map(({ id, kind, alt }) => [id, kind, alt]),
      [
        [b.id, 'video', 'It pours'],
        [a.id, 'photo', ''],
      ],
    );
    assert.deepEqual((await here.own(by)).reviews[0]!.media, sent.media);
    await here.decide(sent.id);
    const found = await here.list('&media=true');
    assert.deepEqual(
      found.reviews.map(({ id }) => id),
      [sent.id],
    );
    assert.equal(found.total, 1);
    assert.deepEqual(found.reviews[0]!.media, sent.media);
    const all: Review[] = (await here.list()).reviews;
    assert.deepEqual(all.find(({ id }) => id === without.id)!.media, []);
    assert.equal((await here.summary()).media, 1);
    await here.decide(sent.id, { state: 'refused', reason: 'off-topic' });
    assert.equal((await here.summary()).media, 0);
  });

  test('takes only what its author uploaded, what is ready, and what no other review has', async () => {
    const by = await here.guest();
    const uploads = new Uploader(here.ws, by);
    const send = (ids: string[], product: string) =>
      here.send(by, { media: ids.map((id) => ({ id })) }, product);
    const unknown = [404, 'media/unknown'];
    const unready = [409, 'media/not-ready'];
    assert.deepEqual(await code(await send([randomUUID()], 'p-A')), unknown);
    const foreign = await new Uploader(here.ws, await here.guest()).upload(picture);
    assert.deepEqual(await code(await send([foreign.id], 'p-A')), unknown);
    const half = randomUUID();
    await uploads.create(10, half);
    assert.deepEqual(await code(await send([half], 'p-A')), unready);
    const text = await uploads.upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    assert.deepEqual(await code(await send([text.id], 'p-A')), unready);
    const its = await uploads.upload(picture);
    assert.deepEqual(await code(await send([its.id, its.id], 'p-A')), [400, 'request/invalid']);
    assert.equal((await send([its.id], 'p-A')).status, 201);
    assert.deepEqual(await code(await send([its.id], 'p-B')), unready);
    assert.deepEqual(await code(await uploads.remove(its.id)), [409, 'media/in-use']);
    const two = [await uploads.upload(video()), await uploads.upload(video())].map(({ id }) => id);
    assert.deepEqual(await code(await send(two, 'p-B')), [422, 'media/too-many']);
    assert.equal((await send([two[0]!], 'p-B')).status, 201, 'what was refused holds nothing');
  });

  test('sent five times at once is one, with its photos', async () => {
    const by = await here.guest();
    const uploads = new Uploader(here.ws, by);
    const [{ id }, { id: film }, { id: poster }] = [
      await uploads.upload(picture),
      await uploads.upload(video()),
      await uploads.upload(picture),
    ];
    const review = { id: randomUUID(), media: [{ id }, { id: film, poster }] };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => here.send(by, review, 'p-C')));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 201, 201, 201, 201],
    );
    const [its] = (await here.own(by)).reviews;
    assert.deepEqual(
      its!.media.map((one) => [one.id, one.poster?.id]),
      [
        [id, undefined],
        [film, poster],
      ],
    );
  });
});
