import type { Translate } from '@continuo/server';
import { harbourTeapot } from './harbour-teapot.ts';

/** Title, text and the shop's answer of each review of the Harbour Teapot, in the other language, in their order. */
export const harbourTeapotTranslated: readonly (readonly [title: string, body: string, reply?: string])[] = [
  ['最後一滴會收回去', '我是因為頁面上那句話買的，本來不信。吃了三個月早餐，桌上沒有留下一個水印。'],
  [
    'It really stops clean',
    'Two months of use, and the tablecloth has not been wet once. The spout takes the tea back neatly; I no longer keep a tissue under it.',
  ],
  ['近乎完美', '倒茶非常順，釉色在日光下更好看。扣一星，因為壺裝滿時壺蓋會熱，我要用布拿。'],
  [
    'The glaze is better than in the picture',
    'The celadon leans green by day and blue by night, and one does not tire of it. Only the lid is a little hot; put a cloth between.',
  ],
  [
    '比我想像中小',
    '六百毫升在我們家是三個馬克杯，不是四杯。做工很好，但下單前請看清楚大小。',
    '多謝你告訴我們。我們量到壺口，而我們的杯子是 150 毫升；頁面現在兩樣都寫明了。如果對你家來說太小，三十天內可以退回。',
  ],
  [
    '收到時缺了一角',
    '拆開時壺底缺了一角。盒子沒有損壞，一定是裝箱時已經這樣。',
    '它不應該離開我們的包裝枱，非常抱歉。新壺已在路上；另一把請留着或送人。',
  ],
  [
    'Cracked when it arrived',
    'When I opened it there was a fine crack in the body, and hot water seeped through. The outer box was whole, so it must have left like that.',
    'We are very sorry: this pot should not have left the workshop. A new one has been sent; there is no need to send back the old one.',
  ],
  ['慢活星期日的茶壺', '夠厚，看完整份報紙茶還是暖的；又夠輕，我媽媽也提得起。她也想要一把。'],
  [
    'Mother says it is easy to hold',
    'The handle is wide enough that my mother, whose fingers trouble her, holds it safely. She makes her oolong in it every day and says that the scent stays.',
  ],
  [
    '很美，但要留意顏色',
    '屏幕上的青瓷是綠色，我桌上的近乎灰色。我知道每把都不同。一個星期後，我愈看愈喜歡。',
  ],
  ['壺蓋不會掉', '我在水槽上以沒有人會用的角度試倒，壺蓋沒有掉。不知道他們怎樣做到。'],
  [
    'Good, but a long wait',
    'Nothing to say against the pot itself, but it took more than two weeks to come. Order early if it is a present.',
  ],
  [
    '重量剛好',
    '握在手裏，好像一直都在那裏。只希望附一個濾碎葉的茶漏。',
    '擺渡人套裝的盒裏有合用的茶漏，我們任何一間店的櫃枱也有單賣。',
  ],
  [
    'Just the right size',
    'Right for three; with four you have to add water once. A dozen times in the dishwasher and the glaze has no scratch.',
  ],
  ['結婚禮物，很受歡迎', '他們有用。對結婚禮物還能說甚麼呢？'],
  [
    'For a teacher who retired',
    'She called after it came and said that it was too good to use. I told her to use it and not worry: the longer, the smoother.',
  ],
  ['壺嘴很好，把手不適合我', '我的手大，指節會碰到壺身，而壺身會熱。手小的人不會有問題。'],
  [
    'The spout clogs',
    'With broken leaves some get stuck in the spout and you need a toothpick. With whole leaves there is no problem.',
    'Thank you for telling us. For broken leaves we suggest our strainer; ask for one in any of our shops, it is free.',
  ],
  [
    '三十小時的火，看得出來',
    '釉在壺底聚成一圈，和他們說的一樣。我那把左邊有一道較深的釉痕，我已習慣去找它。',
  ],
  ['日常用的壺', '洗碗機、掉過的匙、兩個小孩來訪：依然完好。泡過濃茶要即時沖洗，否則壺嘴會留影。'],
  [
    'The black glaze is calm',
    'There are points of silver in the black, which you see only from close by. With pu-erh the colours of tea and pot go together.',
  ],
  [
    'Packed with care',
    'Three layers of paper and a hand-written note on how to rinse the pot. It works well; only the lid is heavier than I thought.',
  ],
  ['買了兩次', '第一把放在公司，同事都走過來看。第二把自然是買給家裏。'],
  ['不錯，但不是魔法', '一把好陶壺，價錢也是好陶壺的價錢。出水乾淨。茶還是要自己泡。'],
  ['Middling', 'It feels good in the hand, but at this price I would have liked a mat for it.'],
  ['灰白釉甚麼都藏不住', '晨光下很美，每一滴紅茶都看得見。我學會了擦。仍然是我最愛的一把。'],
  [
    'Sit slowly, drink slowly',
    'The name is well chosen: one pot lasts as long as it takes two ferries to cross the bay.',
  ],
  ['安靜', '它不響、不鳴、不滴。這些水煲已經做夠了。'],
  [
    'Bought a second time',
    'The first one went to my sister, so I bought another. The ash white of this one is warmer than the last.',
  ],
  [
    '把手鬆了',
    '五個星期後，把手與壺身相接處有一道裂痕。我先聽到，後看到。',
    '我們想看看這把壺，已經寫信給你。只要壺還是你的，把手就有保養。',
  ],
  ['值得等', '我那把是訂造的，要兩個星期。有人把燒製日期寫在紙條上，放在壺蓋裏。'],
  [
    'It gathers the scent',
    'Wide belly, narrow mouth: oolong smells of flowers from the first brew. My old porcelain pot never got that far.',
  ],
  ['比我舊的那把大一點', '剛好放滿我的層架，一厘米都不剩，買前要量。作為茶壺，無可挑剔。'],
  [
    'Not for one person',
    'Six hundred millilitres is too much when I drink alone; the tea gets cold. I should have bought the pot for two.',
  ],
  ['釉如靜水', '看得進去。女兒說，等得夠久，裏面會有一艘渡輪。'],
  ['A good pot', 'Nothing to say. A good pot.'],
  ['說到做到', '不滴水，不誇張。裏面會有點茶漬，所有壺都一樣。'],
  [
    '多一個蓋就好了',
    '第二個星期我把蓋打破了，是我的錯。另配一個要半把壺的價錢。',
    '壺蓋是和壺一起逐個拉坯的，所以才合得上。我們知道這很心痛。',
  ],
  [
    'It lasts',
    'Used every day for half a year and not a chip. It has been in the dishwasher, too, without worry.',
  ],
  ['平凡的茶也變得用心', '我仍在樓下同一間店買同一種茶葉，只是現在會花十分鐘慢慢喝。'],
  ['等一個陰天', '會留着用。等光線合適，我會補一張相片。'],
  [
    'Friends all ask where I bought it',
    'I had three friends over for tea last week, and all of them asked where the pot was from.',
  ],
];

/** By language, what each text is in the other one. */
const KNOWN: Readonly<Record<string, ReadonlyMap<string, string>>> = Object.fromEntries(
  (['en', 'zh-Hant'] as const).map((locale) => [
    locale,
    new Map(
      harbourTeapot.flatMap((source, i) => {
        if (source.locale !== locale) return [];
        const [title, body, reply = ''] = harbourTeapotTranslated[i]!;
        return [
          [source.title!, title],
          [source.body!, body],
          [source.reply ?? '', reply],
        ] as [string, string][];
      }),
    ),
  ]),
);
const OTHER: Readonly<Record<string, string>> = { en: 'zh-Hant', 'zh-Hant': 'en' };

/**
 * Translates as a service would, but knows the reviews of the Harbour Teapot alone, which were put into the other language
 * by hand, for this demo. Anything else it does not know, as a service that fails.
 */
export const demoTranslate: Translate = async ({ texts, from, to }) =>
  texts.map((text) => {
    const found = OTHER[from] === to ? KNOWN[from]?.get(text) : undefined;
    if (found === undefined) throw new Error("The demo's translator does not know this text");
    return found;
  });
