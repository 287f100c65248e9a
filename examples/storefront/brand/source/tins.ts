import type { SourceProduct } from './types.ts';

export const tins: SourceProduct[] = [
  {
    id: 'pressed-lid-tin',
    collection: 'tins',
    title: { en: 'Pressed-Lid Tin', zh: '落蓋茶罐' },
    story: {
      en: 'Set the lid on the rim and let go: it sinks by its own weight, taking its time, until the air is out. Each pair of lid and body is fitted to the other and to no one else. Keeps tea dry through a wet spring.',
      zh: '蓋放在罐口，一鬆手，它便自己慢慢沉下去，把空氣擠出來。一蓋配一罐，換了就不合。回南天也不怕茶葉受潮。',
    },
    axis: 'material',
    finishes: ['brass', 'copper', 'pewter'],
    sizes: [
      { id: '100g', name: { en: '100 g', zh: '100 克' }, prices: { hkd: 328, jpy: 6380 } },
      { id: '200g', name: { en: '200 g', zh: '200 克' }, prices: { hkd: 428, jpy: 8250 } },
    ],
    measures: { en: 'Ø 7.5 × 8 cm or Ø 7.5 × 12 cm', zh: '直徑 7.5 × 高 8 厘米，或高 12 厘米' },
    material: { en: 'Double-walled metal', zh: '雙層金屬' },
    care: 'metal',
  },
  {
    id: 'rain-jar',
    collection: 'tins',
    title: { en: 'Rain Jar', zh: '雨罐' },
    story: {
      en: 'The glaze runs down in streaks and stops where it likes, as rain does on a window. Inside, a second lid of cork keeps out the damp. For the tea you open slowly, one season at a time.',
      zh: '釉順罐身流下，停在哪裏由它，像雨打在玻璃窗。內有軟木塞，隔絕潮氣。留給那些一季才開一次的茶。',
    },
    axis: 'color',
    finishes: ['celadon', 'tenmoku', 'ash'],
    prices: { hkd: 248, jpy: 4840 },
    capacity: { en: '500 ml, about 120 g of leaf', zh: '500 毫升，約裝茶葉 120 克' },
    measures: { en: 'Ø 10 × 13 cm', zh: '直徑 10 × 高 13 厘米' },
    material: { en: 'Stoneware, cork', zh: '炻器、軟木' },
    care: 'rinse',
  },
  {
    id: 'wood-lid-canister',
    collection: 'tins',
    title: { en: 'Wood-Lid Canister', zh: '木蓋罐' },
    story: {
      en: 'A plain cylinder and a lid turned from one piece of oak. The lid doubles as a dish for the leaf you are about to brew. Three on a shelf look as if you had planned it.',
      zh: '直身罐，配一隻整木車成的橡木蓋。蓋子反過來就是茶荷，先賞葉，後落壺。架上放三隻，自成風景。',
    },
    axis: 'color',
    finishes: ['fog', 'indigo', 'persimmon'],
    sizes: [
      { id: 'low', name: { en: 'Low', zh: '矮身' }, prices: { hkd: 188, jpy: 3740 } },
      { id: 'tall', name: { en: 'Tall', zh: '高身' }, prices: { hkd: 238, jpy: 4730 } },
    ],
    measures: { en: 'Ø 9 × 9 cm or Ø 9 × 14 cm', zh: '直徑 9 × 高 9 厘米，或高 14 厘米' },
    material: { en: 'Stoneware, oak', zh: '炻器、橡木' },
    care: 'wood',
  },
  {
    id: 'stacking-tins',
    collection: 'tins',
    title: { en: 'Stacking Tins', zh: '疊疊罐' },
    story: {
      en: 'Three shallow tins that screw into each other: green below, black in the middle, something sweet on top. Each holds tea for a weekend away.',
      zh: '三格淺罐，上下旋合：下格綠茶，中格紅茶，最上放一兩件茶點。每格裝得下一個周末的份量。',
    },
    axis: 'material',
    finishes: ['pewter', 'black'],
    prices: { hkd: 398, jpy: 7700 },
    capacity: { en: '3 × 110 ml', zh: '110 毫升 × 3' },
    measures: { en: 'Ø 8 × 12 cm', zh: '直徑 8 × 高 12 厘米' },
    material: { en: 'Tinned steel', zh: '鍍錫鋼' },
    care: 'metal',
  },
];
