import type { Claim, Summarize } from '@continuo/server';

/** Claims by product and language, each with the places in which its reviews stand in the brand's list of them. */
const DIGESTS: Readonly<
  Record<string, Readonly<Record<string, readonly [text: string, ...places: number[]][]>>>
> = {
  'harbour-teapot': {
    en: [
      ['It pours cleanly and does not drip.', 1, 2, 3, 28, 37],
      ['The glaze is liked very much, though each pot differs from the picture.', 4, 10, 19, 26, 35],
      ['The lid and, for large hands, the body get hot.', 3, 4, 17],
      ['Its size does not suit everybody: small for a family, large for one.', 5, 33, 34],
      ['Some arrived damaged or late.', 6, 7, 12],
    ],
    'zh-Hant': [
      ['出水俐落，斷水乾淨，不會滴漏。', 1, 2, 3, 28, 37],
      ['釉色很受歡迎，但每把都與相片略有不同。', 4, 10, 19, 26, 35],
      ['壺蓋會燙；手大的人容易碰到壺身。', 3, 4, 17],
      ['大小未必適合所有人：一家人嫌小，一個人嫌大。', 5, 33, 34],
      ['有人收到時已有損壞，或等了很久。', 6, 7, 12],
    ],
  },
};

/** Sums up as a model would, but knows the Harbour Teapot alone: what it says was written by hand, for this demo. */
export const demoSummarize: Summarize = async ({ productId, to }) =>
  (DIGESTS[productId]?.[to] ?? []).map(([text, ...places]): Claim => ({
    text,
    reviewIds: places.map((place) => `demo-review-${productId}-${place}`),
  }));
