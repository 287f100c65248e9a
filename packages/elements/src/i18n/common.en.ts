import type { CommonMessages } from './common.ts';

export const messages: CommonMessages = {
  retry: 'Try again',
  close: 'Close',
  loading: 'Loading',
  offline: 'You are offline. This shows as soon as the connection is back.',
  error: 'This could not be loaded.',
};
