import type { CommonMessages } from './common.ts';

export const messages: CommonMessages = {
  retry: '重試',
  close: '關閉',
  loading: '載入中',
  offline: '目前離線，恢復連線後便會顯示。',
  error: '未能載入內容。',
};
