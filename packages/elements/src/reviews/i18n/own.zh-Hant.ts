import type { OwnMessages } from './own.ts';

export const messages: OwnMessages = {
  yours: '你的評價',
  pending: '等待審核',
  pendingHint: '審核之前只有你看得到。',
  refused: '未獲發佈',
  refusedFor: {
    'off-topic': '內容與此商品無關。',
    offensive: '內容含有侮辱字眼。',
    'personal-data': '內容含有個人資料，例如姓名或電話。',
    advertising: '內容是其他商品的廣告。',
    copied: '文字來自他人。',
    fraud: '我們無法確認這是真實的使用經驗。',
  },
};
