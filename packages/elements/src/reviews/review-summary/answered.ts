import type { Loaded } from '@continuo/headless/reviews';
import type { ReadableAtom } from 'nanostores';

/** Resolves when a store has an answer, if only that there is none. */
export const answered = (store: ReadableAtom<Loaded<unknown>> | undefined): Promise<void> | undefined =>
  store &&
  new Promise((resolve) => {
    const end = store.listen(({ phase }) => {
      if (phase === 'loading') return;
      end();
      resolve();
    });
    if (store.get().phase === 'loading') return;
    end();
    resolve();
  });
