import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReviewForm, createReviews } from './index.ts';
import { backend, CREATE, DRAFT, onDevice, open } from './testing/forms.ts';
import { browser, json, listen, ownReview, pause, tab, until } from './testing/world.ts';

test('looking at the form stores nothing and asks nobody', async () => {
  const { asked, client } = await open(backend().answer);
  await pause(30);
  assert.deepEqual(asked, []);
  assert.equal(client.platform.small.get('reviews'), null);
});

test('what is typed is on the device within 300 ms, and the next page goes on with it', async () => {
  const at = browser();
  const first = await open(backend().answer, at);
  first.form.change({ title: 'Pours' });
  first.form.change({ title: 'Pours well', rating: 4 });
  first.form.change({ rating: undefined });
  await pause(300);
  const draft = first.form.$draft.get();
  assert.deepEqual(await onDevice(first), draft);
  assert.ok(!('rating' in draft));
  assert.deepEqual(first.asked, [], 'without a device or a customer there is no account to keep it');
  const second = await open(backend().answer, at);
  assert.deepEqual(second.form.$draft.get(), draft);
});

test('a page that goes keeps the last letter', async () => {
  const made = await open(backend().answer);
  made.form.change({ body: 'a' });
  made.page('hide');
  await pause(20);
  assert.equal((await onDevice(made))?.body, 'a');
});

test('who has a device or an account finds the later draft there', async () => {
  const { answer, state } = backend();
  const phone = await open(answer);
  await phone.client.identity.ensureDevice();
  phone.form.change({ title: 'From the phone' });
  phone.page('hide');
  await until('kept', () => state.draft?.title === 'From the phone');
  const at = browser();
  const laptop = tab(answer, at);
  await laptop.client.identity.ensureDevice();
  const { form } = await open(answer, at);
  await until('found', () => form.$draft.get().title === 'From the phone');
  assert.equal(form.$draft.get().id, phone.form.$draft.get().id);
});

test('what was typed before the draft of the account came stays, above it', async () => {
  const { answer, state } = backend();
  state.draft = { id: 'x'.repeat(32), title: 'Old', body: 'Old', at: '2026-01-01T00:00:00.000Z' };
  let go = () => {};
  const at = browser();
  await tab(answer, at).client.identity.ensureDevice();
  const { form } = await open(
    (asked) =>
      asked.method === 'GET' ? new Promise((resolve) => (go = () => resolve(answer(asked)!))) : answer(asked),
    at,
  );
  form.change({ title: 'New' });
  await pause(20);
  go();
  await until('mixed', () => form.$draft.get().body === 'Old');
  assert.equal(form.$draft.get().title, 'New');
  assert.equal(form.$draft.get().id, state.draft.id);
});

test('a clock that is ahead elsewhere does not undo what is typed here', async () => {
  const { answer, state } = backend();
  const at = browser();
  await tab(answer, at).client.identity.ensureDevice();
  const made = await open(answer, at);
  made.form.change({ title: 'Here' });
  state.draft = { id: 'x'.repeat(32), title: 'There', body: 'Kept', at: '2099-01-01T00:00:00.000Z' };
  made.page('hide');
  await until('it is told', () => made.form.$draft.get().body === 'Kept');
  assert.equal(made.form.$draft.get().title, 'Here');
  made.page('hide');
  await until('here wins', () => state.draft?.title === 'Here');
});

test('five quick submits are one request and one review', async () => {
  const { answer, state } = backend();
  const made = await open(answer);
  made.form.change({ rating: 5, author: 'Ann' });
  const all = await Promise.all(Array.from({ length: 5 }, () => made.form.submit()));
  assert.equal(new Set(all).size, 1);
  assert.equal(made.to(CREATE, 'POST').length, 1);
  assert.equal(state.taken.size, 1);
  assert.deepEqual(made.to(CREATE, 'POST')[0]!.body, {
    id: made.form.$draft.get().id,
    rating: 5,
    author: 'Ann',
    locale: 'en',
  });
  await made.form.submit();
  assert.equal(made.to(CREATE, 'POST').length, 1);
});

test('after a lost answer the same review is sent again, with its draft kept until it is taken', async () => {
  const { answer, state } = backend();
  const at = browser();
  const made = await open(answer, at);
  made.form.change({ rating: 5, author: 'Ann' });
  state.lose = true;
  await assert.rejects(made.form.submit(), { code: 'net/failed' });
  assert.equal(made.form.$phase.get(), 'editing');
  assert.equal(made.form.$error.get()?.code, 'net/failed');
  assert.equal((await onDevice(made))?.rating, 5);
  state.lose = false;
  const next = await open(answer, at);
  const review = await next.form.submit();
  assert.equal(state.taken.size, 1);
  assert.equal(next.form.$phase.get(), 'sent');
  assert.equal(next.form.$sent.get(), review);
  assert.equal(await onDevice(next), undefined);
  await pause(50);
  assert.equal(state.draft, undefined);
});

test('two tabs that began at the same time send one review', async () => {
  const { answer, state } = backend();
  const at = browser();
  const [one, two] = [await open(answer, at), await open(answer, at)];
  for (const { form } of [one, two]) form.change({ rating: 4, author: 'Ann' });
  await Promise.all([one.form.submit(), two.form.submit()]);
  assert.equal(state.taken.size, 1);
});

test('its author sees it as waiting at once', async () => {
  const { answer } = backend();
  const made = await open(answer);
  const reviews = createReviews(made.client, { productId: 'pot' });
  made.form.change({ rating: 3, author: 'Ann' });
  await made.form.submit();
  assert.equal(reviews.$own.get().reviews[0]?.state, 'pending');
});

test('a review that was written on another device shows when a second one is refused', async () => {
  const { answer } = backend();
  const made = await open((asked) =>
    asked.method === 'POST' && asked.path === CREATE
      ? json({ code: 'review/exists' }, 409)
      : asked.path === '/v1/reviews/mine'
        ? json({ reviews: [ownReview('first')], votes: [], reports: [] })
        : answer(asked),
  );
  made.form.change({ rating: 3, author: 'Ann' });
  await assert.rejects(made.form.submit(), { code: 'review/exists' });
  const { $own } = createReviews(made.client, { productId: 'pot' });
  assert.equal($own.get().reviews[0]?.id, 'first');
  assert.equal((await onDevice(made))?.rating, 3);
});

test('a discarded draft is gone everywhere, and another begins', async () => {
  const { answer, state } = backend();
  const made = await open(answer);
  await made.client.identity.ensureDevice();
  made.form.change({ title: 'No' });
  made.page('hide');
  await until('kept', () => state.draft);
  const { id } = made.form.$draft.get();
  await made.form.discard();
  assert.equal(state.draft, undefined);
  assert.equal(await onDevice(made), undefined);
  assert.notEqual(made.form.$draft.get().id, id);
  assert.equal(made.form.$draft.get().title, undefined);
});

test('after a logout the draft is not shown to the next visitor', async () => {
  const made = await open(backend().answer);
  made.form.change({ title: 'Mine' });
  await pause(300);
  await made.client.logout();
  assert.equal(made.form.$draft.get().title, undefined);
  assert.equal((await open(backend().answer, made.at)).form.$draft.get().title, undefined);
});

test('a form that nobody looks at any more keeps what was typed, and then asks nobody', async () => {
  const { answer, state } = backend();
  const made = tab(answer);
  await made.client.identity.ensureDevice();
  const form = createReviewForm(made.client, { productId: 'pot' });
  const stop = listen(form.$draft);
  await until('it was looked for', () => made.to(DRAFT, 'GET').length === 1);
  form.change({ title: 'Left' });
  stop();
  await until('kept', () => state.draft?.title === 'Left');
  const { length } = made.asked;
  await pause(2_200); // twice as long as a store waits for others who want to look
  assert.equal(made.asked.length, length);
});

test('photos on their way are waited for, and one that cannot be used is not sent', async () => {
  const { state, answer } = backend();
  const media = [{ id: 'photo-of-the-pot-1', alt: 'Its lid' }];
  const upload = { id: media[0]!.id, state: 'processing', offset: 9, length: 9 };
  const made = await open((asked) => {
    if (!asked.path.startsWith('/v1/media/')) return answer(asked);
    return asked.method === 'DELETE' ? new Response(null, { status: 204 }) : json(upload);
  });
  made.form.change({ rating: 5, author: 'Ada', media });
  const sent = made.form.submit();
  await until('it is asked after', () => made.to(`/v1/media/${upload.id}`).length > 1);
  assert.equal(made.to(CREATE, 'POST').length, 0);
  Object.assign(upload, { state: 'ready', media: { id: upload.id, kind: 'photo', alt: '', sources: [] } });
  await sent;
  assert.deepEqual(made.to(CREATE, 'POST')[0]!.body!['media'], media);

  await made.form.discard();
  state.taken.clear();
  Object.assign(upload, { state: 'refused', reason: 'damaged', media: undefined });
  made.form.change({ rating: 5, author: 'Ada', media });
  await assert.rejects(made.form.submit(), { code: 'media/not-ready' });
  assert.deepEqual([made.form.$phase.get(), made.form.$draft.get().media], ['editing', media]);
  assert.equal(state.taken.size, 0);
  await made.form.discard();
  await until('it is forgotten there', () => made.to(`/v1/media/${upload.id}`, 'DELETE').length);
});

test('a poster on its way is waited for, and one that cannot be had is left out of the review and the draft', async () => {
  const { state, answer } = backend();
  const [film, still] = ['film-of-the-pot-1', 'still-of-the-pot-1'];
  const media = [{ id: film, alt: 'It pours', poster: still }];
  const uploads: Record<string, object> = {
    [film]: {
      id: film,
      state: 'ready',
      offset: 9,
      length: 9,
      media: { id: film, kind: 'video', alt: '', sources: [] },
    },
    [still]: { id: still, state: 'processing', offset: 9, length: 9 },
  };
  let limited = false;
  const made = await open((asked) => {
    if (!asked.path.startsWith('/v1/media/')) return answer(asked);
    const id = asked.path.split('/').at(-1)!;
    if (asked.method === 'DELETE') return new Response(null, { status: 204 });
    return limited && id === still ? json({ code: 'request/rate-limited' }, 429) : json(uploads[id]);
  });
  const write = () => made.form.change({ rating: 5, author: 'Ada', media });
  write();
  const sent = made.form.submit();
  await until('it is asked after', () => made.to(`/v1/media/${still}`).length > 1);
  assert.equal(made.to(CREATE, 'POST').length, 0);
  Object.assign(uploads[still]!, {
    state: 'ready',
    media: { id: still, kind: 'photo', alt: '', sources: [] },
  });
  await sent;
  assert.deepEqual(made.to(CREATE, 'POST').at(-1)!.body!['media'], media);

  for (const make of [
    () => Object.assign(uploads[still]!, { state: 'refused', reason: 'damaged', media: undefined }),
    () => (limited = true),
  ]) {
    await made.form.discard();
    state.taken.clear();
    make();
    write();
    await made.form.submit();
    const without = [{ id: film, alt: 'It pours' }];
    assert.deepEqual(made.to(CREATE, 'POST').at(-1)!.body!['media'], without);
    assert.deepEqual(made.form.$draft.get().media, without);
  }
});
