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
};
