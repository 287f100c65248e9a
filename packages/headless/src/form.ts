import { randomId, type Client, type ContinuoErrorLike } from '@continuo/core';
import { atom, onMount, type ReadableAtom } from 'nanostores';
import { createDrafts, type Drafted } from './drafts.ts';
import { ensurePerson } from './ensure-person.ts';
import { isSubmitted, keep, submitted } from './reviews/device.ts';
import { unsaved } from './unsaved.ts';

const LOCALE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** `loading`: a draft may still be found. `sent`: `$sent` waits for moderation. */
export type FormPhase = 'loading' | 'editing' | 'sending' | 'sent';

/** What the visitor says in a form. A field that is given as undefined is cleared. */
export type ChangeOf<Draft extends Drafted> = {
  [Field in Exclude<keyof Draft, keyof Drafted>]?: Draft[Field];
};

/** Something that a visitor writes, whatever of it: a review, a question, an answer. */
export interface Form<Draft extends Drafted, Sent> {
  /** Found on the device or in the account with the first listener. */
  readonly $draft: ReadableAtom<Draft>;
  readonly $phase: ReadableAtom<FormPhase>;
  /** Why the last submission failed; gone with the next one. */
  readonly $error: ReadableAtom<ContinuoErrorLike | undefined>;
  /** What became of it, once it is sent. */
  readonly $sent: ReadableAtom<Sent | undefined>;
  /** Shows at once, is kept on the device within 300 ms and in the account soon after. */
  change(part: ChangeOf<Draft>): void;
  /**
   * One request at a time, with the same id until it is taken, however often it is called. Rejects with a `ContinuoError`;
   * the draft stays then.
   */
  submit(): Promise<Sent>;
  /**
   * Resolves once drafts of this device were looked for: whether this one was submitted by a page that was left before it
   * heard what became of it, and nothing of it was changed since. It is to be submitted again: it has the same id.
   */
  left(): Promise<boolean>;
  /** Forgets the draft everywhere, or what was sent, and begins anew. */
  discard(): Promise<void>;
}

export interface FormOptions<Draft extends Drafted, Sent> {
  /** Name of the draft on the device. */
  name: string;
  /** Where it is sent; what the account has of it is at `/draft` below. */
  path: string;
  /** What a draft holds that nobody has touched. */
  blank: Omit<Draft, keyof Drafted>;
  /** Waits for what the draft needs before it can be sent; what is given back is called once it was taken. */
  before?(draft: Draft): Promise<() => void>;
  /** It was taken. */
  taken(sent: Sent): void;
  /** It was not, and the form is about to say so. */
  failed?(error: ContinuoErrorLike): Promise<void>;
}

/** Without the fields that were cleared. */
const clean = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

export function createForm<Draft extends Drafted, Sent>(
  client: Client,
  { name, path, blank, before, taken, failed }: FormOptions<Draft, Sent>,
): Form<Draft, Sent> {
  const { identity, platform } = client;
  const empty = () => ({ ...blank, id: randomId(), at: new Date(0).toISOString() }) as Draft;
  let draft = empty();
  const $draft = atom(draft);
  const set = (next: Draft) => {
    draft = next;
    $draft.set(next);
  };
  const $phase = atom<FormPhase>('loading');
  const $error = atom<ContinuoErrorLike | undefined>();
  const $sent = atom<Sent | undefined>();
  const now = { get: () => draft, set };
  const drafts = createDrafts(client, { name, path: `${path}/draft` }, now, $phase, (found) => take(found));
  /** What was said on this page: it stays, whatever is found later. */
  let said: ChangeOf<Draft> = {};
  /** When the draft that this one goes on from was changed. */
  let base = '';
  let visit = 0;
  let sending: Promise<Sent> | undefined;
  let looked: Promise<void> | undefined;
  const heard = () => unsaved(client, (its) => its === submitted(name)).done();

  /** Later than all that is known, also where another device's clock is ahead. */
  const stamp = () => {
    const last = Math.max(Date.parse(draft.at), Date.parse(base) || 0);
    return new Date(Math.max(Date.now(), last + 1)).toISOString();
  };
  /** Goes on from a draft that was found, if it is later than the one before it. */
  const take = (found: Draft | undefined) => {
    if (!found || found.at <= base || !['loading', 'editing'].includes($phase.get())) return;
    base = found.at;
    const mixed = Object.keys(said).length > 0;
    set(clean({ ...found, ...said, ...(mixed && { at: stamp() }) }));
    if (mixed) drafts.changed();
  };
  const look = async () => {
    const then = visit;
    const onDevice = await drafts.onDevice();
    if (then !== visit) return;
    take(onDevice);
    if ($phase.get() === 'loading') $phase.set('editing');
  };
  const find = async () => {
    const then = visit;
    await (looked = look());
    if (then !== visit) return;
    const inAccount = await drafts.inAccount();
    if (then === visit) take(inAccount);
  };
  const begin = () => {
    said = {};
    base = '';
    set(empty());
    drafts.stop();
    $error.set(undefined);
    $sent.set(undefined);
  };

  const send = async (): Promise<Sent> => {
    const then = visit;
    $error.set(undefined);
    $phase.set('sending');
    if (!isSubmitted(client, name)) keep(client, submitted(name), { id: draft.id });
    try {
      // Its id must outlive the page before the backend hears of it; and no draft may arrive after it.
      await drafts.settle();
      await ensurePerson(client);
      const end = await before?.(draft);
      const { at: _, ...fields } = draft;
      const { locale = globalThis.document?.documentElement.lang ?? '' } = client.options;
      const sent = await client.request<Sent>(path, {
        as: 'visitor',
        body: { ...fields, locale: LOCALE.test(locale) ? locale : 'en' },
      });
      if (then !== visit) return sent;
      heard();
      drafts.stop();
      end?.();
      await drafts.forget();
      taken(sent);
      $sent.set(sent);
      $phase.set('sent');
      return sent;
    } catch (cause) {
      const error = cause as ContinuoErrorLike; // request() rejects with nothing else
      await failed?.(error);
      if (then === visit) {
        if (!error.retryable) heard();
        $error.set(error);
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
    $phase.set('editing');
  });

  return {
    $draft,
    $phase,
    $error,
    $sent,
    change(part) {
      if ($phase.get() === 'sent') return;
      // It is somebody's again who says when it is to be sent.
      if ($phase.get() === 'editing') heard();
      said = { ...said, ...part };
      set(clean({ ...draft, ...part, at: stamp() }));
      drafts.changed();
    },
    submit() {
      const sent = $sent.get();
      if (sent) return Promise.resolve(sent);
      return (sending ??= send().finally(() => (sending = undefined)));
    },
    left: async () => {
      await looked;
      return $phase.get() === 'editing' && isSubmitted(client, name);
    },
    async discard() {
      const wasSent = $phase.get() === 'sent';
      heard();
      begin();
      if (wasSent) {
        // Its draft went with it: what is there now was begun since.
        $phase.set('editing');
        return;
      }
      await drafts.forget();
      await drafts.forgetInAccount();
    },
  };
}
