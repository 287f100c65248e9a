import { ContinuoError, randomId, type Client, type ContinuoErrorLike } from '@continuo/core';
import type { OwnReview, ReviewDraft } from '@continuo/protocol';
import { atom, onMount } from 'nanostores';
import { ensurePerson } from '../ensure-person.ts';
import { createDrafts } from './drafts.ts';
import { ownOf, withReview } from './person.ts';
import type { DraftChange, FormPhase, Own, ReviewForm } from './types.ts';

const LOCALE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const blank = (): ReviewDraft => ({ id: randomId(), at: new Date(0).toISOString() });
/** Without the fields that were cleared. */
const clean = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** What a visitor writes about a product. One a product, so that a form that is shown again goes on. */
export const createReviewForm = (client: Client, { productId }: { productId: string }): ReviewForm =>
  client.slot(`review-form:${productId}`, () => {
    const { identity, platform } = client;
    const $draft = atom(blank());
    const $phase = atom<FormPhase>('loading');
    const $error = atom<ContinuoErrorLike | undefined>();
    const $sent = atom<OwnReview | undefined>();
    const drafts = createDrafts(client, productId, $draft, $phase, (found) => take(found));
    /** What was said on this page: it stays, whatever is found later. */
    let said: DraftChange = {};
    /** When the draft that this one goes on from was changed. */
    let base = '';
    let visit = 0;
    let sending: Promise<OwnReview> | undefined;

    /** Later than all that is known, also where another device's clock is ahead. */
    const stamp = () => {
      const last = Math.max(Date.parse($draft.get().at), Date.parse(base) || 0);
      return new Date(Math.max(Date.now(), last + 1)).toISOString();
    };
    /** Goes on from a draft that was found, if it is later than the one before it. */
    const take = (found: ReviewDraft | undefined) => {
      if (!found || found.at <= base || !['loading', 'editing'].includes($phase.get())) return;
      base = found.at;
      const mixed = Object.keys(said).length > 0;
      $draft.set(clean({ ...found, ...said, ...(mixed && { at: stamp() }) }));
      if (mixed) drafts.changed();
    };
    const find = async () => {
      const then = visit;
      const onDevice = await drafts.onDevice();
      if (then !== visit) return;
      take(onDevice);
      if ($phase.get() === 'loading') $phase.set('editing');
      const inAccount = await drafts.inAccount();
      if (then === visit) take(inAccount);
    };
    const begin = () => {
      said = {};
      base = '';
      $draft.set(blank());
      drafts.stop();
      $error.set(undefined);
    };

    const ownAgain = async () => {
      try {
        const { reviews } = await client.request<Pick<Own, 'reviews'>>('/v1/reviews/mine', {
          as: 'visitor',
          query: { product: productId },
        });
        const $own = ownOf(client, productId);
        $own.set({ ...$own.get(), reviews });
      } catch {
        // What is said of the submission says it too.
      }
    };

    /** What becomes of the draft's photos and videos; loaded when there are any. */
    const media = () =>
      import('../media/index.ts').then(
        ({ createMedia }) => createMedia(client),
        (cause: unknown) => {
          throw new ContinuoError('net/failed', { cause });
        },
      );
    const mediaIds = () => ($draft.get().media ?? []).map(({ id }) => id);

    const send = async (): Promise<OwnReview> => {
      const then = visit;
      $error.set(undefined);
      $phase.set('sending');
      try {
        // Its id must outlive the page before the backend hears of it; and no draft may arrive after it.
        await drafts.settle();
        await ensurePerson(client);
        const ids = mediaIds();
        const uploads = ids.length ? await media() : undefined;
        uploads?.follow(ids);
        await uploads?.settled(ids);
        const { at: _, ...fields } = $draft.get();
        const { locale = globalThis.document?.documentElement.lang ?? '' } = client.options;
        const review = await client.request<OwnReview>(
          `/v1/products/${encodeURIComponent(productId)}/reviews`,
          {
            as: 'visitor',
            body: { ...fields, locale: LOCALE.test(locale) ? locale : 'en' },
          },
        );
        if (then !== visit) return review;
        drafts.stop();
        uploads?.release(ids);
        await drafts.forget();
        const $own = ownOf(client, productId);
        $own.set(withReview($own.get(), review));
        $sent.set(review);
        $phase.set('sent');
        return review;
      } catch (cause) {
        const { code } = cause as ContinuoErrorLike; // request() rejects with nothing else
        // Written on another device: the form can show it.
        if (code === 'review/exists') await ownAgain();
        if (then === visit) {
          $error.set(cause as ContinuoErrorLike);
          $phase.set('editing');
          drafts.changed();
        }
        throw cause;
      }
    };

    onMount($draft, () => {
      let who = identity.userId;
      const ends = [
        identity.subscribe(() => {
          if (who === identity.userId) return;
          who = identity.userId;
          void find().then(() => drafts.changed());
        }),
        platform.on('hide', () => drafts.last()),
        platform.on('online', () => drafts.changed()),
      ];
      if ($phase.get() !== 'sent') void find();
      return () => {
        drafts.last();
        ends.forEach((end) => end());
      };
    });
    client.onWipe(() => {
      visit++;
      begin();
      $sent.set(undefined);
      $phase.set('editing');
    });

    return {
      $draft,
      $phase,
      $error,
      $sent,
      change(part) {
        if ($phase.get() === 'sent') return;
        said = { ...said, ...part };
        $draft.set(clean({ ...$draft.get(), ...part, at: stamp() }));
        drafts.changed();
      },
      submit() {
        const sent = $sent.get();
        if (sent) return Promise.resolve(sent);
        return (sending ??= send().finally(() => (sending = undefined)));
      },
      async discard() {
        const ids = $phase.get() === 'sent' ? [] : mediaIds();
        begin();
        $sent.set(undefined);
        if ($phase.get() === 'sent') $phase.set('editing');
        await drafts.forget();
        await drafts.forgetInAccount();
        if (ids.length) {
          const uploads = await media();
          ids.forEach(uploads.remove);
        }
      },
    };
  });
