import type { Client } from '@continuo/core';
import type { Question } from '@continuo/protocol';
import { atom } from 'nanostores';
import type { SimilarQuestions } from './types.ts';

/** Milliseconds that typing rests before it is looked for. */
const REST_MS = 300;

/** Questions about a product that are like one that is being typed. */
export const createSimilarQuestions = (
  client: Client,
  { productId }: { productId: string },
): SimilarQuestions => {
  const $similar = atom<readonly Question[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  let last = '';

  const ask = async (q: string) => {
    const mine = (asking = new AbortController());
    try {
      const { questions } = await client.request<{ questions: Question[] }>(
        `/v1/products/${encodeURIComponent(productId)}/questions/similar`,
        { query: { q, locale: undefined }, signal: mine.signal },
      );
      if (mine === asking) $similar.set(questions);
    } catch {
      // They are a help, no more: who cannot be shown any asks all the same.
      if (mine === asking) $similar.set([]);
    }
  };

  return {
    $similar,
    look(text) {
      const q = text.trim();
      if (q === last) return;
      last = q;
      clearTimeout(timer);
      asking?.abort();
      asking = undefined;
      if (q) timer = setTimeout(() => void ask(q), REST_MS);
      else $similar.set([]);
    },
  };
};
