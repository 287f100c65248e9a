/** Words that several products share. */

export const collections = {
  teapots: { en: 'Teapots', zh: '茶壺' },
  cups: { en: 'Cups & bowls', zh: '茶杯與碗' },
  kettles: { en: 'Kettles & fire', zh: '煮水與爐火' },
  tins: { en: 'Tins & jars', zh: '茶葉罐' },
  table: { en: 'For the table', zh: '桌上小物' },
  light: { en: 'Light & linen', zh: '燈與布' },
};

export const finishes = {
  celadon: { en: 'Celadon', zh: '青瓷' },
  ash: { en: 'Ash white', zh: '灰白' },
  tenmoku: { en: 'Tenmoku', zh: '天目黑' },
  persimmon: { en: 'Persimmon', zh: '柿紅' },
  indigo: { en: 'Indigo', zh: '靛藍' },
  moss: { en: 'Moss', zh: '苔綠' },
  fog: { en: 'Fog', zh: '霧灰' },
  sand: { en: 'Sand', zh: '沙色' },
  'red-clay': { en: 'Red clay', zh: '朱泥' },
  'black-clay': { en: 'Black clay', zh: '黑泥' },
  iron: { en: 'Black iron', zh: '黑鐵' },
  russet: { en: 'Russet iron', zh: '鏽褐' },
  brass: { en: 'Brass', zh: '黃銅' },
  copper: { en: 'Copper', zh: '紅銅' },
  pewter: { en: 'Pewter', zh: '錫' },
  steel: { en: 'Brushed steel', zh: '拉絲不鏽鋼' },
  black: { en: 'Matt black', zh: '啞黑' },
  walnut: { en: 'Walnut', zh: '胡桃木' },
  oak: { en: 'White oak', zh: '白橡木' },
  flax: { en: 'Flax', zh: '亞麻本色' },
  paper: { en: 'Paper', zh: '紙本色' },
};

export const care = {
  dishwasher: {
    en: 'Dishwasher safe; the glaze deepens with years of tea',
    zh: '可用洗碗機清洗；用得愈久，釉色愈潤',
  },
  rinse: {
    en: 'Rinse with hot water only, no soap; dry with the lid off',
    zh: '只用熱水沖洗，不用洗潔精；揭蓋晾乾',
  },
  iron: {
    en: 'Empty while hot and leave open; never soap, never a dishwasher',
    zh: '趁熱倒空、揭蓋晾乾；忌洗潔精及洗碗機',
  },
  metal: {
    en: 'Wipe dry. It darkens with time; lemon and salt bring the shine back',
    zh: '用後抹乾。日久轉深屬自然；想回復光亮，可用檸檬加鹽輕擦',
  },
  enamel: {
    en: 'Any stove, also induction; soft sponge, no wire wool',
    zh: '各種爐具包括電磁爐適用；以軟海綿清潔，勿用鋼絲',
  },
  wood: { en: 'Wipe with a damp cloth, oil twice a year', zh: '濕布輕抹，每年上油兩次' },
  linen: {
    en: 'Wash at 40 °C, line dry; it softens with every wash',
    zh: '攝氏 40 度洗滌，掛起晾乾；愈洗愈軟',
  },
  lamp: { en: 'Dust with a dry brush; warm bulb included', zh: '以乾掃除塵；附暖光燈泡' },
};

export const facts = {
  capacity: { en: 'Capacity', zh: '容量' },
  measures: { en: 'Size', zh: '尺寸' },
  material: { en: 'Material', zh: '物料' },
  care: { en: 'Care', zh: '保養' },
};
