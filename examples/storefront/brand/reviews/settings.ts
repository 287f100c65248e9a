import type { NewReviewSettings } from '@continuo/server';

/** What the brand asks its reviewers besides stars. */
export const reviewSettings: NewReviewSettings = {
  ratings: [
    { name: 'making', label: { en: 'How it is made', 'zh-Hant': '做工' } },
    {
      name: 'size',
      label: { en: 'Size', 'zh-Hant': '大小' },
      low: { en: 'Smaller than I thought', 'zh-Hant': '比想像中小' },
      high: { en: 'Larger than I thought', 'zh-Hant': '比想像中大' },
    },
  ],
  attributes: [
    {
      name: 'tea',
      label: { en: 'Drinks mostly', 'zh-Hant': '最常喝' },
      values: [
        { value: 'green', label: { en: 'Green tea', 'zh-Hant': '綠茶' } },
        { value: 'oolong', label: { en: 'Oolong', 'zh-Hant': '烏龍茶' } },
        { value: 'black', label: { en: 'Black tea', 'zh-Hant': '紅茶' } },
        { value: 'dark', label: { en: 'Pu-erh', 'zh-Hant': '普洱' } },
        { value: 'other', label: { en: 'Something else', 'zh-Hant': '其他' } },
      ],
    },
    {
      name: 'table',
      label: { en: 'At the table', 'zh-Hant': '一起喝茶的人' },
      values: [
        { value: 'one', label: { en: 'One', 'zh-Hant': '一個人' } },
        { value: 'two', label: { en: 'Two', 'zh-Hant': '兩個人' } },
        { value: 'more', label: { en: 'A family or friends', 'zh-Hant': '一家人或朋友' } },
      ],
    },
  ],
  askIncentive: true,
  topics: [
    {
      name: 'pouring',
      label: { en: 'Pouring', 'zh-Hant': '倒茶' },
      words: { en: ['pour', 'spout', 'drip', 'drop'], 'zh-Hant': ['斷水', '出水', '壺嘴', '滴水', '倒茶'] },
    },
    {
      name: 'lid',
      label: { en: 'Lid and handle', 'zh-Hant': '壺蓋與把手' },
      words: { en: ['lid', 'handle', 'grip'], 'zh-Hant': ['蓋', '把手'] },
    },
    {
      name: 'colour',
      label: { en: 'Colour', 'zh-Hant': '顏色' },
      words: { en: ['colour', 'glaze', 'celadon'], 'zh-Hant': ['顏色', '釉', '色'] },
    },
    {
      name: 'heat',
      label: { en: 'Heat', 'zh-Hant': '保溫與燙手' },
      words: { en: ['warm', 'hot', 'heat', 'cool'], 'zh-Hant': ['燙', '保溫', '熱'] },
    },
    {
      name: 'delivery',
      label: { en: 'Packing and delivery', 'zh-Hant': '包裝與送貨' },
      words: {
        en: ['pack', 'box', 'deliver', 'arriv', 'wait'],
        'zh-Hant': ['包裝', '寄', '送貨', '收到'],
      },
    },
  ],
};
