import type { OwnMessages } from './own.ts';

export const messages: OwnMessages = {
  yours: 'Your review',
  pending: 'Waits for a moderator',
  pendingHint: 'Only you can see it until somebody has read it.',
  refused: 'Not published',
  refusedFor: {
    'off-topic': 'It is not about this product.',
    offensive: 'It contains insulting words.',
    'personal-data': 'It contains personal data, such as a name or a phone number.',
    advertising: 'It advertises something else.',
    copied: 'The text is from somebody else.',
    fraud: 'We could not tell that it is a real experience.',
  },
};
