import { en, zh, type SourceReview } from './types.ts';

export const home: Record<string, SourceReview[]> = {
  'swan-kettle': [
    en(
      5,
      'Pours like a pen writes',
      'The neck gives you a thread of water, exactly where you look. I have become insufferable about coffee.',
    ),
    zh(5, '手沖必備', '水流細而穩，初學也不會亂。黃銅會慢慢變深，我覺得更好看。'),
    en(4, 'Handle gets warm', 'Not hot, warm. I mention it because nobody else does.'),
    zh(3, '容量略少', '要沖四杯的話不夠水，得煮兩次。', { size: 2 }),
    en(2, 'Fingerprints', 'The steel one shows every finger. If you mind, take the black.'),
  ],
  'kitchen-kettle': [
    zh(5, '電磁爐都用得', '煮水快，聲音不刺耳。搪瓷面一抹就乾淨。'),
    en(
      5,
      'Red, round, reliable',
      'Well, persimmon. It is the first thing that people see in our kitchen, and it boils while they look.',
    ),
    en(3, 'No whistle', 'It does not whistle. I found out by boiling it dry. The enamel survived.', {
      reply:
        'It was left out on purpose, for early risers who live with late ones. We are glad that it survived.',
    }),
    zh(4, '容易清潔', '水垢用白醋浸十分鐘就走。'),
  ],
  'copper-kettle': [
    en(4, 'It ages well', 'Better than I do. Lemon and salt once a month, if you want it young.'),
    zh(2, '不易打理', '漂亮是漂亮，但每次都要抹乾，不適合懶人如我。'),
    en(5, 'Boils before I am ready', 'Copper is quick. I am not.'),
  ],
  'ember-stand': [
    zh(5, '冬夜圍爐', '一粒炭可以保溫整晚，火光從縫裏透出來，很好看。'),
    en(
      3,
      'Needs a tray below',
      'Ash gets through the slots. A plate below solves it, but the page might say so.',
      {
        reply: 'It does now. Thank you.',
      },
    ),
  ],
  'pressed-lid-tin': [
    en(
      5,
      'The sigh when it closes',
      'Put the lid on and let go. It takes eight seconds to sink. I have shown this to everyone.',
    ),
    zh(5, '蓋自己落', '蓋子慢慢沉下去的一刻，很治癒。茶葉放半年，香氣沒有走。'),
    en(
      4,
      'Choose the larger one',
      'Two hundred grams of rolled leaves fit, but only just. Big leaves do not.',
      { size: 2 },
    ),
    zh(4, '氣密', '連隔壁的花椒味都入不到去。'),
    en(1, 'Dented', 'A soft metal in a thin box. It arrived with a dent, and the lid no longer sinks.', {
      reply:
        'We have sent another in a thicker box, and changed the box for everybody. We are sorry that it took your tin to show us.',
    }),
  ],
  'rain-jar': [
    zh(4, '儲陳皮一流', '陶罐透氣，陳皮放進去愈放愈香。口闊，手伸得入。'),
    en(5, 'Deep and cool', 'Pu-erh has lived in it for a year and is the better for it.'),
    en(3, 'The cork sheds', 'A few crumbs of cork at first. It stopped.'),
  ],
  'wood-lid-canister': [
    en(
      4,
      'Good on an open shelf',
      'The oak lid fits snugly in summer and a little loosely in winter. So do I.',
    ),
    zh(5, '簡單耐看', '放在廚房架上，不像容器，像擺設。'),
    zh(2, '木蓋變形', '用了三個月，蓋子在乾燥天氣縮了，不夠密。', {
      reply: '木蓋會呼吸，上一次油通常就回復。若仍鬆動，任何一間店都可以換蓋。',
    }),
  ],
  'stacking-tins': [
    en(5, 'Three teas, one footprint', 'Morning, afternoon and the one that I hide.'),
    zh(3, '最底那個難拿', '要拿最底的茶，先要拆上面兩個。'),
  ],
  'round-tray': [
    en(5, 'Carries a party', 'The rim is high enough for stairs. I have tested it on stairs.', {
      photos: [
        { snapshot: 'tray-for-a-party', alt: 'A teapot and four cups of four colours on the large tray' },
      ],
    }),
    zh(5, '胡桃木紋很美', '每一塊都不同，我的那塊像海面。24 厘米放兩杯一壺剛好。', {
      photos: [{ snapshot: 'tray-for-two', alt: '胡桃木托盤上的一壺兩杯' }],
    }),
    en(4, 'Take the large one', 'Twenty-four centimetres is a pot and two cups, and nothing more.', {
      size: 1,
    }),
    zh(2, '有水漬', '第一次用就留了水漬，抹不走。', {
      reply: '上油一次便會淡去；新托盤出廠前多上一層油，你的那塊我們可以代勞。',
    }),
  ],
  'long-board': [
    zh(4, '一字排開', '放五隻杯，一字排開，像碼頭上的船。'),
    en(5, 'Cheese, too', 'Do not tell them.'),
  ],
  'ripple-plate': [
    en(5, 'Crumbs look deliberate', 'The ripples catch them. Stacks well.'),
    zh(4, '點心碟', '放一件蛋糕剛好，兩件就擠。', { size: 2 }),
    en(3, 'Two blues', 'Ordered a second set and its glaze is a shade lighter. Handmade, I know.'),
  ],
  'sharing-jug': [
    zh(5, '分茶公道', '出水快，不滴。玻璃以外終於有一隻好看的公道杯。'),
    en(4, 'Also for milk', 'It pours a thin line and stops when you want it to.'),
    en(1, 'Handle too hot', 'Filled with boiling water I cannot hold it for longer than five seconds.', {
      reply:
        'It is meant for tea that has been poured off, at about 80 °C. If you would rather have one with a cork sleeve, we exchange it.',
    }),
  ],
  'reed-vase': [
    en(4, 'One branch', 'It wants one branch, not a bunch. After that it is perfect.'),
    zh(5, '留白', '插一枝就夠。'),
  ],
  'tide-coasters': [
    en(5, 'They stay', 'The cup comes up, the coaster does not. A low bar that others fail.'),
    zh(3, '容易吸水', '杯底有水的話會留印，抹乾就好。'),
  ],
  'paper-lamp': [
    en(
      5,
      'The room got quieter',
      'I cannot explain it. Paper, one warm bulb, and people lower their voices.',
    ),
    zh(5, '光很柔', '晚上只開這一盞，一家人都早睡了。'),
    en(2, 'Torn on arrival', 'A tear of two centimetres along a rib. It is on the side of the wall now.', {
      reply:
        'A new shade is on its way; it slips over the frame in a minute, and there is a drawing in the box.',
    }),
    zh(4, '大的才夠亮', '客廳要買大的。細的放床頭剛好。', { size: 2 }),
  ],
  'harbour-lamp': [
    en(5, 'Like a window on a ship', 'Bought for the hall. We now take the long way round at night.'),
    zh(4, '份量足', '黃銅底座很重，不怕貓推。開關在線上，要彎腰。', { size: 4 }),
    en(
      3,
      'Short cable',
      'A metre and a half is not enough for a lamp that wants to stand in the middle of things.',
      {
        reply:
          'You are right, and the next ones have two metres and a half. We can change the cable of yours at any of the shops.',
      },
    ),
  ],
  'candle-stand': [
    zh(5, '影子好看', '燭光在牆上的影子像蘆葦。'),
    en(4, 'Takes any candle', 'Thick or thin. Wax comes off with hot water.'),
  ],
  'tea-cloth': [
    en(5, 'Softer each week', 'Stiff as a sail at first. After ten washes I would wear it.'),
    zh(4, '吸水', '新買來要先洗兩次，之後就很吸水。'),
    en(2, 'Shrank', 'Five centimetres in the first wash, at forty degrees as it says.', {
      size: 1,
      reply: 'Linen gives a little, but not five centimetres. Please let us replace it.',
    }),
  ],
};
