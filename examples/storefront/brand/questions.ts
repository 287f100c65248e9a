import type { NewAnswer, NewQuestion } from '@continuo/protocol';
import type { CustomerVote } from './reviews/index.ts';

/** An answer with who wrote it and when. */
export interface BrandAnswer extends NewAnswer {
  /** Days before the demo begins. */
  daysAgo: number;
  /** The shop marked it. */
  best?: true;
  votes: CustomerVote[];
}

/** A question with what was answered. All are published. */
export interface BrandQuestion extends NewQuestion {
  productId: string;
  /** Days before the demo begins. */
  daysAgo: number;
  /** What the shop answered, a day later. */
  reply?: string;
  answers: BrandAnswer[];
}

type Language = 'en' | 'zh-Hant';
/** Author, days before the demo, text. */
type Written = readonly [author: string, daysAgo: number, body: string];
interface Source {
  asked: Written;
  locale: Language;
  reply?: string;
  answers?: {
    written: Written;
    best?: true;
    /** Who found it helpful, and who did not. */
    yes?: readonly string[];
    no?: readonly string[];
  }[];
}

const SOURCES: Readonly<Record<string, readonly Source[]>> = {
  'harbour-teapot': [
    {
      locale: 'en',
      asked: ['Halfpast', 212, 'How many cups does it really fill? Our cups are mugs.'],
      reply:
        'It holds 600 ml up to the brim and pours 540 ml without spilling: two large mugs, or four small cups.',
      answers: [
        {
          written: [
            'Marguerite',
            209,
            'Two mugs each for two people if you fill it twice. For one breakfast it has always been enough, and the second pour is still hot.',
          ],
          best: true,
          yes: ['Tom', 'Noor', 'Beatrix', '小滿', '樓上的貓'],
          no: ['Fitz'],
        },
        { written: ['Bram', 190, 'Three small mugs here, filled to a finger below the rim.'], yes: ['Tom'] },
        {
          written: ['Old Kettle', 97, 'I weighed it: 538 g of water before it comes out of the lid.'],
          yes: ['Dev', 'Cass'],
        },
      ],
    },
    {
      locale: 'zh-Hant',
      asked: ['小禾', 160, '可以直接放在電陶爐或明火上加熱嗎？'],
      reply: '不可以。炻器受熱不均會裂，請先在別處燒水再注入壺中；想保溫可以用蠟燭暖座，火焰離壺底約五厘米。',
      answers: [
        {
          written: ['老街坊', 151, '我用蠟燭暖座大半年了，沒有裂，壺底擦一擦就乾淨。'],
          yes: ['阿葉', '慢飲', '嵐'],
        },
      ],
    },
    {
      locale: 'en',
      asked: ['Juniper', 88, 'Does the handle get hot when the pot is full?'],
      answers: [
        {
          written: [
            'Sunday Reader',
            86,
            'The handle does not. The knob of the lid does, so I use a cloth for that.',
          ],
          yes: ['Wren', 'Ines C.'],
        },
        { written: ['Kit', 61, 'Warm after ten minutes, never too hot to hold.'], no: ['Greta L.'] },
      ],
    },
    {
      locale: 'zh-Hant',
      asked: ['阿敏', 47, '壺嘴裏面有濾孔嗎？泡碎葉會不會塞住？'],
      reply: '壺嘴內有九個手鑽的孔，整葉茶不會塞。碎葉或茶末建議另配茶漏。',
    },
    {
      locale: 'en',
      asked: ['Anwen', 33, 'Can a lid be bought on its own? Mine met the kitchen floor.'],
      reply:
        'Yes. Every lid is ground to its pot, so send us a picture of the mark under the foot and we find the one that fits.',
    },
    { locale: 'en', asked: ['Piet', 5, 'Is the tenmoku darker than in the pictures?'] },
  ],
  'two-cup-pot': [
    {
      locale: 'en',
      asked: ['Solveig', 120, 'Is it too small for a guest?'],
      answers: [
        {
          written: [
            'Theo R.',
            118,
            'For one guest it is just right: 320 ml are two cups, and you brew again.',
          ],
          yes: ['Mina'],
        },
      ],
    },
    {
      locale: 'zh-Hant',
      asked: ['芝', 21, '可以用洗碗機洗嗎？'],
      reply: '可以，但壺嘴裏的細孔請偶爾用軟刷清一清。',
    },
  ],
};

const votesOf = (yes: readonly string[] = [], no: readonly string[] = []): CustomerVote[] => [
  ...yes.map((author) => ({ author, vote: 'yes' as const })),
  ...no.map((author) => ({ author, vote: 'no' as const })),
];

/** All questions of the brand. Nobody who asks or answers exists. */
export const brandQuestions: readonly BrandQuestion[] = Object.entries(SOURCES).flatMap(
  ([productId, asked]) =>
    asked.map(({ asked: [author, daysAgo, body], locale, reply, answers = [] }, i): BrandQuestion => {
      const id = `${productId}-${i + 1}`;
      return {
        ...{ id: `demo-question-${id}`, productId, author, daysAgo, body, locale },
        ...(reply && { reply }),
        answers: answers.map(({ written: [by, on, text], best, yes, no }, n) => ({
          ...{ id: `demo-answer-${id}-${n + 1}`, author: by, daysAgo: on, body: text, locale },
          ...(best && { best }),
          votes: votesOf(yes, no),
        })),
      };
    }),
);
