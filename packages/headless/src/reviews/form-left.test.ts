import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReviewForm } from './index.ts';
import { backend, CREATE, onDevice, open } from './testing/forms.ts';
import { browser, isLeft, json, listen, pause, tab, until, type Answer } from './testing/world.ts';

/** What a form's page leaves to the next one, however suddenly it is left. */

test('what was typed in the moment in which the page is left is there for the next one, of this product alone', async () => {
  const at = browser();
  const first = await open(backend().answer, at);
  first.form.change({ body: 'Earlier' });
  first.page('hide');
  await until('it is kept', async () => (await onDevice(first))?.body === 'Earlier');
  isLeft(first.client);
  first.form.change({ body: 'To the last letter' });
  first.page('hide');
  const other = createReviewForm(tab(backend().answer, at).client, { productId: 'po' });
  listen(other.$draft);
  await until('the other product can be written about', () => other.$phase.get() === 'editing');
  assert.equal(other.$draft.get().body, undefined);
  const second = await open(backend().answer, at);
  assert.deepEqual(second.form.$draft.get(), first.form.$draft.get());
  assert.equal(second.client.platform.small.get('reviews'), '1');
});

test('a draft is found after a crash that came before the small values were on the disk', async () => {
  const at = browser();
  const first = await open(backend().answer, at);
  first.form.change({ body: 'Kept' });
  first.page('hide');
  await until('it is kept', async () => (await onDevice(first))?.body === 'Kept');
  first.client.platform.small.remove('reviews');
  const second = await open(backend().answer, at);
  assert.equal(second.form.$draft.get().body, 'Kept');
});

test('what a page left behind does not undo what another tab typed later', async () => {
  const at = browser();
  const first = await open(backend().answer, at);
  const second = await open(backend().answer, at);
  isLeft(first.client);
  first.form.change({ body: 'Earlier' });
  first.page('hide');
  await pause(5);
  second.form.change({ body: 'Later' });
  second.page('hide');
  await until('it is kept', async () => (await onDevice(second))?.body === 'Later');
  const third = await open(backend().answer, at);
  assert.equal(third.form.$draft.get().body, 'Later');
});

test('a discarded draft does not come back from what a page left behind', async () => {
  const at = browser();
  const first = await open(backend().answer, at);
  isLeft(first.client);
  first.form.change({ body: 'Not this' });
  first.page('hide');
  const second = await open(backend().answer, at);
  await second.form.discard();
  const third = await open(backend().answer, at);
  assert.equal(third.form.$draft.get().body, undefined);
});

test('what was submitted by a page that was left before it heard of it is the next one’s to submit, and one review', async () => {
  const { answer } = backend();
  const at = browser();
  const ids: unknown[] = [];
  const hearing: Answer = (asked) => {
    if (asked.path !== CREATE) return answer(asked);
    ids.push(asked.body!['id']);
    return ids.length > 1 ? answer(asked) : new Promise<never>(() => {});
  };
  const first = await open(hearing, at);
  assert.equal(await first.form.left(), false);
  first.form.change({ rating: 4, author: 'Ann' });
  void first.form.submit();
  await until('it is on its way', () => ids.length === 1);
  const second = await open(hearing, at);
  assert.equal(await second.form.left(), true);
  await second.form.submit();
  assert.equal(ids.length, 2);
  assert.equal(ids[0], ids[1]);
  assert.equal(await (await open(hearing, at)).form.left(), false);
});

test('a page that is left in the moment of the submission leaves the draft and that it was submitted', async () => {
  const { answer, state } = backend();
  const at = browser();
  const first = await open(answer, at);
  isLeft(first.client);
  first.form.change({ rating: 4, author: 'Ann' });
  void first.form.submit();
  const second = await open(answer, at);
  assert.equal(await second.form.left(), true);
  assert.equal((await second.form.submit()).id, first.form.$draft.get().id);
  assert.equal(state.taken.size, 1);
});

test('what is changed, refused or discarded after its submission is not submitted by itself', async () => {
  const at = browser();
  let status = 503;
  const { form } = await open(
    (asked) => (asked.path === CREATE ? json({ code: 'request/invalid' }, status) : undefined),
    at,
  );
  const fails = async () => {
    form.change({ rating: 4, author: 'Ann' });
    await assert.rejects(form.submit());
  };
  await fails();
  assert.equal(await form.left(), true);
  form.change({ title: 'Wait' });
  assert.equal(await form.left(), false);
  await fails();
  assert.equal(await form.left(), true);
  await form.discard();
  assert.equal(await form.left(), false);
  status = 422;
  await fails();
  assert.equal(await form.left(), false);
});
