import { en, zh, type SourceReview } from './types.ts';

export const potsAndCups: Record<string, SourceReview[]> = {
  'two-cup-pot': [
    en(
      5,
      'For one, with a second thought',
      'They describe me exactly. Half past ten, half the pot, and then the other half.',
    ),
    zh(5, '一個人剛好', '壺小，茶葉舒展得快。手鑽的孔真的隔到渣，不用茶漏。'),
    en(
      4,
      'Fine holes, fine tea',
      'No strainer needed, as promised. Rolled leaves block a few of the holes; a tap on the back frees them.',
    ),
    zh(3, '容量要看清楚', '三百二十毫升，如果用馬克杯，只有一杯。壺是好壺，名字有點樂觀。', { size: 1 }),
    en(
      2,
      'Too small for our mugs',
      'Charming, but two of our mugs is two pots. Sent back without any trouble.',
      {
        size: 1,
        reply:
          'We mean cups of 150 ml, and will draw them beside it. Thank you for the kind words on the return.',
      },
    ),
    zh(5, '柿紅色很暖', '減價時買的，顏色比相片深一點，冬天看着就暖。'),
    en(4, 'Office pot', 'Lives on a windowsill between two screens. Nobody has knocked it over yet.', {
      waits: true,
    }),
  ],
  'side-handle-pot': [
    zh(5, '一轉就出', '手腕一轉，茶湯盡出，比提樑壺省力得多。養了三個月，已經見到光。'),
    en(
      5,
      'One turn of the wrist',
      'It took an afternoon to unlearn my other pots. Now they feel like buckets.',
    ),
    en(
      3,
      'For the right hand only',
      'I am left-handed, so I pour towards myself. The clay is lovely. Could there be a mirrored one?',
      {
        reply:
          'There can: write to the shop at Ladder Street, and the potter turns one the other way round at the same price.',
      },
    ),
    zh(4, '一壺事一茶', '只泡岩茶，泥味第三泡後就沒有了。收水稍慢，要有耐性。'),
    en(
      1,
      'Tastes of clay',
      'I boiled it twice as the card says and it still tastes of clay after two weeks.',
      {
        reply:
          'It fades for most people within ten brews, and yours should have by now. Please bring it in or let us collect it; we will find out why.',
      },
    ),
  ],
  'iron-pot': [
    en(5, 'Heavy in the best way', 'Tea is hot when we start and hot when we have finished disagreeing.'),
    zh(4, '保溫一流', '一席話說完，茶仍是熱的。就是重，老人家要用兩隻手。', { size: 4 }),
    en(
      2,
      'Rust after a month',
      'I forgot it with water in for one night. One night! There is a brown bloom inside now.',
      {
        reply:
          'That bloom is iron and tannin, and harmless: boil used tea leaves in it for ten minutes and it turns black. We have put this on the card.',
      },
    ),
    zh(5, '傳家之物', '鏽褐色的，愈看愈有味道。應該可以傳給女兒。'),
  ],
  'ferryman-set': [
    en(
      5,
      'A whole table in a box',
      'Unpacked, rinsed, poured within a quarter of an hour. Everything fits into everything else.',
    ),
    zh(5, '送禮不失禮', '打開盒子，收禮的人靜了三秒。'),
    en(4, 'One cup fewer than guests', 'Four cups, and we are always five. Otherwise without fault.', {
      size: 2,
    }),
    zh(2, '其中一隻杯有黑點', '杯底有一點鐵斑，客服說是窯燒自然現象，我覺得送禮不好看。', {
      reply: '鐵斑確是還原燒的痕跡，但送禮宜挑素淨的。已為你換上一隻，舊杯留作自用。',
    }),
  ],
  'morning-bowl': [
    en(
      5,
      'Two hands',
      'It wants to be held with both, and so you sit down. That is the whole point, I think.',
    ),
    zh(5, '早餐就靠它', '盛粥、盛麥片、盛抹茶都好。碗邊微微外翻，不燙嘴。'),
    en(4, 'Sturdy', 'Dropped once onto wood and survived. Stacks badly, because no two are the same.'),
    zh(3, '釉色隨緣', '買了四隻苔綠，四隻四個樣。喜歡統一的要三思。'),
    en(5, 'Soup, too', 'Nobody told me it was for tea.'),
    zh(4, '大小合手', '一碗粥的份量，不多不少。', { waits: true }),
  ],
  'stair-cup': [
    zh(5, '一級一級', '手指停在那一級，自然握得穩。設計的人一定是日日喝茶。'),
    en(4, 'The steps are for the fingers', 'I thought that they were decoration until I picked it up.'),
    en(3, 'Hard to clean', 'Tea settles in the lowest step. A soft brush does it; a sponge does not.'),
    zh(5, '買了六隻', '顏色各一，客人自己揀，不怕調錯杯。'),
    en(5, 'Small and right', 'One mouthful and a half. You keep pouring, and the talk keeps going.', {
      size: 2,
    }),
  ],
  'tall-cup': [
    en(
      4,
      'Keeps the scent',
      'The narrow top does something. My hay fever says otherwise, but on good days it does.',
    ),
    zh(4, '聞香用', '杯身高，香氣留得久。底部難洗，要用杯刷。'),
    en(
      2,
      'Falls over',
      'Tall and narrow on a crowded table: it had to happen. It did not break, to be fair.',
    ),
  ],
  'quay-mug': [
    en(5, 'My mug', 'There are eleven others in the cupboard. They are for guests now.'),
    zh(5, '上班良伴', '夠大，夠厚，放在電腦旁邊也不怕。靛藍色配原木桌很好看。', { size: 4 }),
    en(5, 'The handle takes three fingers', 'At last.'),
    en(4, 'Thick rim', 'I like thin rims for tea and thick ones for coffee. This is for coffee.'),
    zh(3, '有點重', '裝滿水之後頗重，小朋友拿不穩。'),
    en(1, 'Cracked in the microwave', 'The second time I warmed milk in it.', {
      reply:
        'It should take that, and yours did not: a new one is on its way. Thank you for telling us at once.',
    }),
    zh(4, '可以更多顏色', '希望有苔綠色。'),
    en(5, 'Survived the office', 'Four moves, one flood.', { waits: true }),
  ],
  'lidded-bowl': [
    zh(5, '蓋碗新手都用得', '碗沿外翻，拿着不燙。跟我以前燙手的那隻差天共地。'),
    en(4, 'Learn to tilt it', 'It took a week and two scalded fingers. Now I would not go back.'),
    zh(2, '容量標示有誤', '標示一百二十毫升，實量一百一十。講究的人會在意。', {
      size: 2,
      reply: '你量得準：手拉的碗有百分之五的出入，頁面已經補上。',
    }),
  ],
  'aroma-pair': [
    en(
      3,
      'A ritual in two cups',
      'Pretty, and I have used them twice. The tall one is for smelling; I keep drinking from it.',
    ),
    zh(5, '聞香品茗', '一高一矮，聞香之後再喝，味道真是不同。'),
  ],
};
