import { en, zh, type SourceReview } from './types.ts';

/** The pot that everybody has: more than fit on three pages. */
export const harbourTeapot: SourceReview[] = [
  en(
    5,
    'The last drop goes back',
    'I bought it because of that sentence on the page and did not believe it. Three months of breakfasts later there is not one ring on the table.',
  ),
  zh(5, '斷水真的乾淨', '用了兩個月，桌布沒有濕過一次。壺嘴收水俐落，倒茶時不用再墊一張紙巾。'),
  en(
    4,
    'Nearly perfect',
    'It pours beautifully and the glaze is even better by daylight. One star less because the lid is warm to the touch when the pot is full; I use a cloth.',
  ),
  zh(4, '釉色比相片更好看', '青瓷在日光下偏綠，晚上偏藍，很耐看。只是壺蓋稍燙，要用布隔一隔。', {
    photos: [
      { snapshot: 'glaze-by-day', alt: '窗邊的青瓷壺，日光下偏綠' },
      { snapshot: 'glaze-by-lamp', alt: '同一把壺，晚上放在紙燈旁' },
    ],
  }),
  en(
    2,
    'Smaller than I had in mind',
    'Six hundred millilitres is three mugs in our house, not four cups. It is well made, but read the size before you order.',
    {
      size: 1,
      reply:
        'Thank you for saying so. We measure to the brim, and our cups hold 150 ml; the page now names both. If it is too small for your table, we take it back within 30 days.',
    },
  ),
  en(
    1,
    'Arrived with a chip',
    'There was a chip at the foot when I unpacked it. The box was not damaged, so somebody must have packed it like that.',
    {
      reply:
        'That should never have left our packing table, and we are sorry. A new pot is on its way to you; please keep the other one or give it away.',
    },
  ),
  zh(1, '收到時有裂痕', '開箱便發現壺身有一條細裂，倒熱水會滲。外盒完好，應該是出貨前已經有問題。', {
    reply: '非常抱歉，這把壺不應出廠。新壺已經寄出，舊的不用寄回。',
  }),
  en(
    5,
    'A pot for slow Sundays',
    'Thick enough to keep tea warm through the whole paper, light enough for my mother to lift. She has asked for her own.',
    {
      photos: [
        { snapshot: 'slow-sunday', alt: 'The pot on our kitchen table, with my mug and a folded cloth' },
      ],
    },
  ),
  zh(5, '媽媽說順手', '把手夠闊，媽媽手指不好也握得穩。她現在天天用它泡鐵觀音，說茶香聚得住。'),
  en(
    3,
    'Lovely, but mind the colour',
    'The celadon on my screen was green, the one on my table is nearly grey. Every pot differs, I know. It grew on me after a week.',
  ),
  en(
    5,
    'The lid stays on',
    'I tried it over the sink at an angle no sensible person would pour at. The lid stayed. I do not know how they do that.',
  ),
  zh(3, '好用，但要等很久', '壺本身無可挑剔，只是等了兩個多星期才收到。如果急着送禮，請預早下單。'),
  en(
    4,
    'Good weight',
    'Sits in the hand as if it had been there before. I only wish that it came with a strainer for fine leaves.',
    {
      reply:
        'A strainer that fits is in the box of the Ferryman set, and any of our shops has single ones on the counter.',
    },
  ),
  zh(4, '大小適中', '三個人喝剛好，四個人就要再添一次水。洗碗機洗過十多次，釉面沒有花。'),
  en(5, 'Wedding gift, well received', 'They use it. What more can one say of a wedding gift?'),
  zh(5, '送給退休的老師', '老師收到之後打電話來，說捨不得用。我請他放心用，用得愈久愈潤。'),
  en(
    2,
    'The spout is fine, the handle is not for me',
    'My hands are large and my knuckles touch the body, which gets hot. If your hands are small you will have no trouble.',
    { size: 2 },
  ),
  zh(2, '壺嘴易塞', '泡碎葉茶的時候，茶葉會卡在壺嘴，要用牙籤清。換成整葉就沒有問題。', {
    reply: '謝謝提醒。碎葉建議配我們的茶漏使用；門市任何一間都可以免費索取。',
  }),
  en(
    5,
    'Thirty hours of fire, and you can tell',
    'The glaze pools at the foot exactly as they say. Mine has one darker run on the left side that I have come to look for.',
  ),
  en(
    4,
    'Everyday pot',
    'Dishwasher, dropped spoon, a visit of two small children: still whole. Rinse it at once after dark tea or the spout keeps a shadow.',
  ),
  zh(5, '天目黑很沉穩', '黑釉裏有一點一點的銀，要近看才見到。泡普洱，茶色和壺色很相襯。'),
  zh(4, '包裝用心', '三層紙，一張手寫的洗壺說明。壺好用，就是蓋子比想像中重。'),
  en(
    5,
    'Bought twice',
    'The first is at the office, where it makes people come to my desk. The second had to follow for home.',
  ),
  en(
    3,
    'Fine, not magic',
    'A good stoneware pot at the price of a good stoneware pot. The pour is clean. It does not make the tea for you.',
  ),
  zh(3, '中規中矩', '手感不錯，但以這個價錢，我希望附一個壺墊。'),
  en(
    4,
    'Ash white hides nothing',
    'Beautiful in the morning light, and it shows every drip of black tea. I have learned to wipe. Still my favourite.',
  ),
  zh(5, '慢慢坐，慢慢喝', '名字改得好，一壺茶剛好看完海面上兩班船。'),
  en(5, 'Quiet', 'It does not rattle, whistle or drip. The kettle does enough of that.'),
  zh(4, '第二次回購', '第一把送了給姐姐，自己再買一把。今次的灰白釉比上次的溫潤。'),
  en(
    1,
    'Handle came loose',
    'After five weeks there was a crack where the handle meets the body. I heard it before I saw it.',
    {
      reply:
        'We would like to see this pot, and have written to you. Handles are guaranteed for as long as you own it.',
    },
  ),
  en(
    5,
    'Worth the wait',
    'Mine was made to order and took a fortnight. Somebody had written the date of the firing on a slip of paper in the lid.',
  ),
  zh(5, '香氣聚得住', '寬腹窄口，泡烏龍第一沖就有花香。以前那把瓷壺泡不出來。'),
  en(
    4,
    'A little larger than my old one',
    'It fills my shelf to the last centimetre, so measure first. As a pot I have no complaint.',
    { size: 4 },
  ),
  zh(2, '不適合一個人', '一個人喝六百毫升太多，茶會涼。我應該買二人壺的。', { size: 5 }),
  en(
    5,
    'Glaze like still water',
    'You look into it. My daughter says that there is a ferry in there, if you wait long enough.',
  ),
  zh(5, '好壺', '無話可說，好壺。'),
  en(4, 'Does what it says', 'No drips, no drama. The inside stains a little, as all pots do.'),
  en(
    3,
    'Two lids would be nice',
    'I broke mine in the second week, my own fault. A spare one costs half a pot.',
    { reply: 'Lids are thrown with their pot, one by one, which is what makes them fit. We know it hurts.' },
  ),
  zh(4, '耐用', '每日用，半年了，沒有崩口。洗碗機也洗過，放心。'),
  en(
    5,
    'It makes ordinary tea taste considered',
    'I still buy the same leaves from the same shop downstairs. I simply take ten minutes over them now.',
  ),
  en(4, 'Waiting for a cloudy day', 'One to keep. I will add a picture when the light is right.', {
    waits: true,
  }),
  zh(5, '朋友都問在哪裏買', '上星期請朋友來坐，三個人都問這把壺在哪裏買。', { waits: true }),
];
