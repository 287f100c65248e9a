import type { ReportMessages } from './report.ts';

export const messages: ReportMessages = {
  reportTitle: 'Report this review',
  reportHint: 'Somebody of the shop will read it. It stays until they decide.',
  reportWhat: 'What is wrong with it?',
  reportReason: {
    offensive: 'It is insulting or hateful',
    advertising: 'It is advertising',
    untrue: 'It is not true',
    'personal-data': 'It shows personal data',
    other: 'Something else',
  },
  reportDetail: 'Anything to add? (optional)',
  reportMissing: 'Please choose a reason.',
  reportSend: 'Send report',
  reportSent: 'Thank you. The review was reported.',
  reportFailed: 'The report could not be sent. Please try again.',
};
