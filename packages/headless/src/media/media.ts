import { ContinuoError, randomId, type Client, type ContinuoErrorLike } from '@continuo/core';
import { atom } from 'nanostores';
import { kindOf, prepare } from './prepare.ts';
import { Refused } from './refused.ts';
import { send } from './send.ts';
import type { MediaUploads, Upload } from './types.ts';

/** What is kept of an upload on the device until it is sent. */
interface Kept {
  file: Blob;
  name: string;
  kind: Upload['kind'];
}

/** This visitor's photos and videos on their way. One a client, whatever they belong to. */
export const createMedia = (client: Client): MediaUploads =>
  client.slot('media', () => {
    const { platform } = client;
    const $uploads = atom<Readonly<Record<string, Upload>>>({});
    const running = new Map<string, AbortController>();
    /** Those that the backend may have heard of. */
    const told = new Set<string>();
    const kept = () => platform.records('media');

    const show = (id: string, change: Partial<Upload>) => {
      const all = $uploads.get();
      const before = all[id];
      if (before) $uploads.set({ ...all, [id]: { ...before, ...change } });
    };
    const enter = (id: string, upload: Partial<Upload>) =>
      $uploads.set({
        ...$uploads.get(),
        [id]: { id, kind: 'photo', name: '', state: 'sending', sent: 0, waits: false, ...upload },
      });
    const forget = (ids: readonly string[]) => {
      for (const id of ids) {
        running.get(id)?.abort();
        running.delete(id);
      }
      $uploads.set(Object.fromEntries(Object.entries($uploads.get()).filter(([id]) => !ids.includes(id))));
    };

    /** Runs `work` for an upload, one at a time in all tabs; whatever it throws becomes its state. */
    const work = async (id: string, fn: (signal: AbortSignal) => Promise<void>) => {
      const control = new AbortController();
      const { signal } = control;
      running.set(id, control);
      try {
        await platform.lock(`media:${id}`, () => fn(signal));
      } catch (cause) {
        if (signal.aborted) return;
        if (cause instanceof Refused) show(id, { state: 'refused', reason: cause.reason });
        else {
          const { code } = cause as ContinuoErrorLike;
          if (code === 'media/unknown') show(id, { state: 'lost' });
          else if (code === 'media/too-large') show(id, { state: 'refused', reason: 'too-large' });
          else show(id, { state: 'failed', error: code });
        }
      } finally {
        if (running.get(id) === control) running.delete(id);
      }
    };
    const deliver = async (id: string, file: Blob | undefined, signal: AbortSignal) => {
      told.add(id);
      const { state, reason, media } = await send(client, {
        ...{ id, file, signal },
        waits: (waits) => show(id, { waits }),
        told: ({ state: its, offset, length, media: made }) =>
          show(id, {
            sent: offset / length,
            ...(made && { kind: made.kind }),
            ...(its === 'processing' && { state: its }),
          }),
      });
      await kept().delete([id]);
      show(id, {
        state: state === 'ready' ? state : 'refused',
        ...(reason && { reason }),
        ...(media && { media }),
      });
    };
    const resume = (id: string) =>
      work(id, async (signal) => {
        const its = await kept().get<Kept>(id);
        if (its) show(id, its);
        await deliver(id, its?.file, signal);
      });

    client.onWipe(() => forget(Object.keys($uploads.get())));

    return {
      $uploads,
      add(file) {
        const id = randomId();
        const name = file.name ?? '';
        enter(id, { name, state: 'preparing', kind: file.type.startsWith('video/') ? 'video' : 'photo' });
        void work(id, async (signal) => {
          const sniffed = await kindOf(file);
          if (!sniffed) throw new Refused('type');
          const kind = sniffed === 'mp4' ? 'video' : 'photo';
          show(id, { kind });
          const ready = await prepare(file, sniffed);
          signal.throwIfAborted();
          await kept().set([[id, { file: ready, name, kind } satisfies Kept]]);
          show(id, { state: 'sending', file: ready });
          await deliver(id, ready, signal);
        });
        return id;
      },
      follow(ids) {
        for (const id of ids)
          if (!$uploads.get()[id]) {
            enter(id, {});
            void resume(id);
          }
      },
      retry(id) {
        if ($uploads.get()[id]?.state !== 'failed') return;
        show(id, { state: 'sending' });
        void resume(id);
      },
      remove(id) {
        forget([id]);
        void kept().delete([id]);
        if (!told.delete(id)) return;
        client
          .request(`/v1/media/${id}`, {
            method: 'DELETE',
            as: 'visitor',
            headers: { 'Tus-Resumable': '1.0.0' },
          })
          // The backend forgets by itself what nothing holds.
          .catch(() => {});
      },
      settled: (ids) =>
        new Promise((resolve, reject) => {
          const stop = $uploads.subscribe((all) => {
            const states = ids.map((id) => all[id]?.state ?? 'lost');
            const isOver = states.some(
              (state) => state === 'refused' || state === 'failed' || state === 'lost',
            );
            if (!isOver && !states.every((state) => state === 'ready')) return;
            if (isOver) reject(new ContinuoError('media/not-ready', { status: 409 }));
            else resolve();
            // The first call comes before there is anything to stop.
            queueMicrotask(() => stop());
          });
        }),
      release: forget,
    };
  });
