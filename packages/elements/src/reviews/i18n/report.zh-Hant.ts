import type { ReportMessages } from './report.ts';

export const messages: ReportMessages = {
  reportTitle: '檢舉這則評價',
  reportHint: '本店會有人閱讀，在決定之前評價會保留。',
  reportWhat: '有什麼問題？',
  reportReason: {
    offensive: '侮辱或仇恨言論',
    advertising: '廣告',
    untrue: '內容不實',
    'personal-data': '洩露個人資料',
    other: '其他原因',
  },
  reportDetail: '補充說明（選填）',
  reportMissing: '請選擇原因。',
  reportSend: '送出檢舉',
  reportSent: '謝謝，已收到你的檢舉。',
  reportFailed: '未能送出檢舉，請再試一次。',
};
