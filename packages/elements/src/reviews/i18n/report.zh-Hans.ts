import type { ReportMessages } from './report.ts';

export const messages: ReportMessages = {
  reportTitle: '举报这条评价',
  reportHint: '本店会有人阅读，在决定之前评价会保留。',
  reportWhat: '有什么问题？',
  reportReason: {
    offensive: '侮辱或仇恨言论',
    advertising: '广告',
    untrue: '内容不实',
    'personal-data': '泄露个人信息',
    other: '其他原因',
  },
  reportDetail: '补充说明（选填）',
  reportMissing: '请选择原因。',
  reportSend: '提交举报',
  reportSent: '谢谢，已收到你的举报。',
  reportFailed: '未能提交举报，请再试一次。',
};
