import { randomId, type Client, type ContinuoErrorLike } from '@continuo/core';
import type { OwnAnswer, OwnQuestion } from '@continuo/protocol';
import { atom, onMount } from 'nanostores';
import { ensurePerson } from '../ensure-person.ts';
import { hasKept, kept, mark } from '../reviews/device.ts';
import { ownOf, withOwn } from './person.ts';
import type { Writing, WritingDraft } from './types.ts';

/** Milliseconds after the last change until it is kept on the device. */
const DEVICE_MS = 250;
const LOCALE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** The question that a visitor asks about a product. One a product, so that a form that is shown again goes on. */
export const createQuestionForm = (
  client: Client,
  { productId }: { productId: string },
): Writing<OwnQuestion> =>
  createWriting(
    client,
    `question:${productId}`,
    `/v1/products/${encodeURIComponent(productId)}/questions`,
    (sent) => {
      const $own = ownOf(client, productId);
      $own.set({ ...$own.get(), questions: withOwn($own.get().questions, sent) });
    },
  );

/** The answer that a visitor gives to a question. One a question. */
export const createAnswerForm = (
  client: Client,
  { productId, questionId }: { productId: string; questionId: string },
): Writing<OwnAnswer> =>
  createWriting(
    client,
    `answer:${questionId}`,
    `/v1/questions/${encodeURIComponent(questionId)}/answers`,
    (sent) => {
      const $own = ownOf(client, productId);
      $own.set({ ...$own.get(), answers: withOwn($own.get().answers, sent) });
    },
  );

const createWriting = <Sent>(
  client: Client,
  what: string,
  path: string,
  taken: (sent: Sent) => void,
): Writing<Sent> =>
  client.slot(`writing:${what}`, () => {
    const name = `draft-${what}`;
    const blank = (): WritingDraft => ({ id: randomId(), body: '', author: '' });
    const $draft = atom(blank());
    const $phase = atom<'loading' | 'editing' | 'sending' | 'sent'>('loading');
    const $error = atom<ContinuoErrorLike | undefined>();
    const $sent = atom<Sent | undefined>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let visit = 0;
    let sending: Promise<Sent> | undefined;

    /** Another tab may have begun at the same time: both are one. */
    const keep = async () => {
      clearTimeout(timer);
      timer = undefined;
      const draft = $draft.get();
      mark(client);
      const now = await kept(client).update<WritingDraft>(name, (old) => ({
        ...draft,
        id: old?.id ?? draft.id,
      }));
      if (now && now.id !== draft.id && $draft.get().id === draft.id)
        $draft.set({ ...$draft.get(), id: now.id });
    };
    const find = async () => {
      const then = visit;
      const found = hasKept(client) ? await kept(client).get<WritingDraft>(name) : undefined;
      if (then !== visit || $phase.get() !== 'loading') return;
      const { body, author } = $draft.get();
      // What was said meanwhile stays.
      if (found) $draft.set({ ...found, ...(body && { body }), ...(author && { author }) });
      $phase.set('editing');
    };
    const begin = () => {
      clearTimeout(timer);
      $draft.set(blank());
      $error.set(undefined);
      $sent.set(undefined);
    };
    const send = async (): Promise<Sent> => {
      const then = visit;
      $error.set(undefined);
      $phase.set('sending');
      try {
        // Its id must outlive the page before the backend hears of it.
        await keep();
        await ensurePerson(client);
        const { locale = globalThis.document?.documentElement.lang ?? '' } = client.options;
        const sent = await client.request<Sent>(path, {
          as: 'visitor',
          body: { ...$draft.get(), locale: LOCALE.test(locale) ? locale : 'en' },
        });
        if (then !== visit) return sent;
        await kept(client).delete([name]);
        taken(sent);
        $sent.set(sent);
        $phase.set('sent');
        return sent;
      } catch (cause) {
        if (then === visit) {
          $error.set(cause as ContinuoErrorLike); // request() rejects with nothing else
          $phase.set('editing');
        }
        throw cause;
      }
    };

    onMount($draft, () => {
      const end = client.platform.on('hide', () => {
        if (timer) void keep();
      });
      if ($phase.get() === 'loading') void find();
      return () => {
        if (timer) void keep();
        end();
      };
    });
    client.onWipe(() => {
      visit++;
      begin();
      $phase.set('editing');
    });

    return {
      $draft,
      $phase,
      $error,
      $sent,
      change(part) {
        if ($phase.get() === 'sent') return;
        $draft.set({ ...$draft.get(), ...part });
        clearTimeout(timer);
        if ($phase.get() !== 'sending') timer = setTimeout(() => void keep(), DEVICE_MS);
      },
      submit() {
        const sent = $sent.get();
        if (sent) return Promise.resolve(sent);
        return (sending ??= send().finally(() => (sending = undefined)));
      },
      async discard() {
        begin();
        $phase.set('editing');
        await kept(client).delete([name]);
      },
    };
  });
