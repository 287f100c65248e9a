import type { CommonMessages } from './common.ts';

export const messages: CommonMessages = {
  retry: '重试',
  close: '关闭',
  loading: '加载中',
  offline: '当前离线，恢复连接后就会显示。',
  error: '无法加载内容。',
};
