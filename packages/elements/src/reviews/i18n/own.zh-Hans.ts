import type { OwnMessages } from './own.ts';

export const messages: OwnMessages = {
  yours: '你的评价',
  pending: '等待审核',
  pendingHint: '审核之前只有你看得到。',
  refused: '未获发布',
  refusedFor: {
    'off-topic': '内容与此商品无关。',
    offensive: '内容含有侮辱字眼。',
    'personal-data': '内容含有个人信息，例如姓名或电话。',
    advertising: '内容是其他商品的广告。',
    copied: '文字来自他人。',
    fraud: '我们无法确认这是真实的使用经历。',
  },
};
