/** What the benches of reviews are made of: the same rows in every round, as many as are wanted. */

const SENTENCES = [
  'The handle stays cool and the lid sits well.',
  'It arrived well packed, two days earlier than promised.',
  'I use it every morning, and it pours without a drop.',
  'The glaze has small marks that the pictures don’t show.',
  'After a month there is a crack near the spout & I am "not amused".',
  'Smaller than it looks: three cups, not <four>.',
  'My mother has the larger one and likes it too.',
  '茶壺的手感很好，出水順暢，不會滴水。',
];
const DAY_MS = 86_400_000;

export const settings = {
  locale: 'en',
  ratings: [
    { name: 'quality', label: 'Quality' },
    { name: 'size', label: 'Size', low: 'Too small', high: 'Too large' },
  ],
  attributes: [
    {
      name: 'drinks',
      label: 'Drinks mostly',
      values: [
        { value: 'oolong', label: 'Oolong' },
        { value: 'green', label: 'Green tea' },
      ],
    },
  ],
  authenticity: 'Anybody may write a review. Those of buyers are marked.',
};

export const summaryOf = (count) => ({
  productId: 'pot',
  count,
  average: 3,
  histogram: [1, 2, 3, 4, 5].map(() => count / 5),
  recommended: { yes: count / 2, answers: count },
  ratings: [],
  verified: count / 2,
  media: 0,
});

const review = (n) => ({
  id: `review-${n}`,
  productId: 'pot',
  rating: (n % 5) + 1,
  title: `Pours well, and ${n % 3 ? 'looks good' : 'is <easy> to clean'} ${n}`,
  body: Array.from({ length: 3 + (n % 8) }, (_, i) => SENTENCES[(n + i * 3) % SENTENCES.length]).join(' '),
  locale: 'en',
  author: `Mei ${n}`,
  at: new Date(Date.UTC(2026, 0, 1) - n * DAY_MS).toISOString(),
  ratings: [
    { name: 'quality', value: (n % 5) + 1 },
    { name: 'size', value: (n % 5) + 1 },
  ],
  attributes: [{ name: 'drinks', value: n % 2 ? 'oolong' : 'green' }],
  badges: n % 2 ? ['verified'] : [],
  media: [],
  helpful: { yes: n % 7, no: n % 3 },
  ...(n % 2 && { recommended: n % 5 > 1 }),
  ...(n % 10 === 0 && {
    response: { text: 'Thank you for telling us.', author: 'Slow Crossing', at: '2026-01-02T00:00:00.000Z' },
  }),
});

export const reviewsOf = (count) => Array.from({ length: count }, (_, n) => review(n));
