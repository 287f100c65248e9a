import type { MarketInfo, Product, Review, ReviewDigest, ReviewSettings, Variant } from '@continuo/protocol';

export const sampleMarkets: readonly MarketInfo[] = [
  {
    ...{
      id: 'hk',
      name: 'Hong Kong',
      currency: 'HKD',
      locales: ['en', 'zh-Hant', 'zh-Hans'],
      taxIncluded: true,
    },
    shipping: { flat: { amount: 4_000, currency: 'HKD' }, freeFrom: { amount: 80_000, currency: 'HKD' } },
  },
];

const hkd = (amount: number) => ({ amount, currency: 'HKD' });
/** A picture that needs no network. */
const PICTURE = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==';

interface Good {
  id: string;
  title: string;
  category: string;
  amount: number;
  variants: readonly (readonly [color: string, size: string, stock: number])[];
}

function product({ id, title, category, amount, variants: rows }: Good): Product {
  const variants = rows.map(([color, size, stock]): Variant => ({
    ...{ id: `${id}-${color}-${size}`.toLowerCase(), productId: id, title },
    options: [
      { name: 'color', value: color },
      { name: 'size', value: size },
    ],
    pictures: [{ url: PICTURE }],
    price: { price: hkd(amount), taxIncluded: true },
    availability: stock ? 'in_stock' : 'out_of_stock',
    ...(stock > 0 && { stock }),
  }));
  return {
    ...{ id, title, description: `${title}, made by hand.`, link: `#${id}`, brand: 'Slow Crossing' },
    ...{ categories: [category], pictures: [{ url: PICTURE }], from: hkd(amount), to: hkd(amount) },
    availability: rows.some(([, , stock]) => stock) ? 'in_stock' : 'out_of_stock',
    details: [{ name: 'Capacity', value: '600 ml' }],
    ...{ variants, locale: 'en' },
  };
}

/** A small shop of plainly invented goods. */
export const sampleProducts: readonly Product[] = [
  {
    ...{ id: 'harbour-teapot', title: 'Harbour Teapot', category: 'Teapots', amount: 48_800 },
    variants: [
      ['Celadon', 'Small', 12],
      ['Celadon', 'Large', 3],
      ['Ash', 'Small', 0],
    ] as const,
  },
  {
    id: 'quay-cup',
    title: 'Quay Cup',
    category: 'Cups',
    amount: 12_000,
    variants: [['Ash', 'One', 40]] as const,
  },
  {
    id: 'ferry-tray',
    title: 'Ferry Tray',
    category: 'Trays',
    amount: 26_000,
    variants: [['Oak', 'One', 0]] as const,
  },
].map(product);

export const sampleSettings: readonly ReviewSettings[] = (
  [
    ['en', 'Quality', 'Size', 'Too small', 'Too large', 'Drinks mostly', 'Oolong', 'Green tea', 'Pouring'],
    ['zh-Hant', '品質', '大小', '太小', '太大', '常喝', '烏龍', '綠茶', '出水'],
    ['zh-Hans', '品质', '大小', '太小', '太大', '常喝', '乌龙', '绿茶', '出水'],
  ] as const
).map(([locale, quality, size, low, high, drinks, oolong, green, pouring]) => ({
  locale,
  ratings: [
    { name: 'quality', label: quality },
    { name: 'size', label: size, low, high },
  ],
  attributes: [
    {
      ...{ name: 'drinks', label: drinks },
      values: [
        { value: 'oolong', label: oolong },
        { value: 'green', label: green },
      ],
    },
  ],
  askIncentive: false,
  translations: false,
  topics: [{ name: 'pouring', label: pouring }],
  authenticity: {
    en: 'Anybody may write a review. Those of buyers are marked.',
    'zh-Hant': '任何人都可以撰寫評價，買家的評價會標示。',
    'zh-Hans': '任何人都可以撰写评价，买家的评价会标示。',
  }[locale],
}));

/** The words of each topic of the settings. */
export const sampleTopics: Readonly<Record<string, readonly string[]>> = {
  pouring: ['pour', 'drip', '出水', '滴水'],
};

/** A review with what must be there; `more` is the rest. */
const review = (id: string, rating: number, more: Partial<Review>): Review => ({
  ...{ id, productId: 'harbour-teapot', rating, title: '', body: '', locale: 'en', author: 'Mei L.' },
  ...{ at: '2026-03-05T09:00:00.000Z', ratings: [], attributes: [], badges: [], media: [] },
  helpful: { yes: 0, no: 0 },
  ...more,
});

export const sampleReviews: readonly Review[] = [
  review('sample-best', 5, {
    ...{
      title: 'The best pot I have had',
      body: 'It pours without dripping and keeps the tea warm for an hour.',
    },
    ...{
      recommended: true,
      attributes: [{ name: 'drinks', value: 'oolong' }],
      badges: ['verified', 'incentivised', 'featured'],
    },
    ratings: [
      { name: 'quality', value: 5 },
      { name: 'size', value: 2 },
    ],
    response: { text: 'Thank you, Mei.', author: 'Slow Crossing', at: '2026-03-06T09:00:00.000Z' },
    source: { name: 'Pot Forum', url: 'https://pots.example/reviews/1' },
    helpful: { yes: 12, no: 2 },
  }),
  review('sample-good', 4, {
    ...{ title: '好用', body: '出水順，不滴漏。', locale: 'zh-Hant', author: '阿明', badges: ['verified'] },
    ...{ at: '2026-02-11T03:00:00.000Z', recommended: true, helpful: { yes: 3, no: 0 } },
  }),
  review('sample-small', 2, {
    ...{ title: 'Small', body: 'Holds two cups and no more.', author: 'Sam', at: '2026-01-20T12:00:00.000Z' },
    ...{ recommended: false, ratings: [{ name: 'size', value: 1 }], helpful: { yes: 5, no: 4 } },
  }),
  review('sample-cup', 5, { productId: 'quay-cup', body: 'Fits the hand.', author: 'Kai' }),
];

/** What a machine made of the reviews of a product, in one language. */
export type SampleDigest = Pick<ReviewDigest, 'productId' | 'locale' | 'claims'>;

export const sampleDigests: readonly SampleDigest[] = (
  [
    ['en', 'It pours cleanly and does not drip.', 'Some find it small: it fills two cups.'],
    ['zh-Hant', '出水順暢，不會滴漏。', '有人覺得偏小，只夠兩杯。'],
    ['zh-Hans', '出水顺畅，不会滴漏。', '有人觉得偏小，只够两杯。'],
  ] as const
).map(([locale, pours, small]) => ({
  ...{ productId: 'harbour-teapot', locale },
  claims: [
    { text: pours, reviewIds: ['sample-best', 'sample-good'] },
    { text: small, reviewIds: ['sample-small'] },
  ],
}));
