import type { FormMessages } from './form.ts';

export const messages: FormMessages = {
  title: 'Your review',
  required: 'required',
  rating: 'Your rating',
  stars: (stars) => `${stars} ${stars === 1 ? 'star' : 'stars'}`,
  ratingOf: (rating) => `${rating} out of 5`,
  little: (end) => `${end}, a little`,
  middle: 'Just right',
  reviewTitle: 'In a few words',
  body: 'Your experience',
  bodyHint: 'What did you like, what not? For whom is it good?',
  left: (characters) => `${characters} ${characters === 1 ? 'character' : 'characters'} left`,
  author: 'Name that is shown',
  authorHint: 'Everybody can see it. It need not be your own.',
  recommend: 'Would you recommend it?',
  yes: 'Yes',
  no: 'No',
  noAnswer: 'No answer',
  about: 'Only if you like',
  moderation:
    'Somebody of the shop reads it before it is published. Whether you liked the product makes no difference.',
  submit: 'Submit review',
  sending: 'Submitting…',
  close: 'Close',
  discard: 'Delete draft',
  saved: 'Saved on this device',
  savedInMemory: 'Kept until this page is closed: the browser does not store data',

  problems: (count) => (count === 1 ? 'One answer is missing.' : `${count} answers are missing.`),
  ratingMissing: 'Please choose 1 to 5 stars.',
  authorMissing: 'Please give a name.',
  failed: 'The review could not be submitted. What you wrote is kept; please try again.',
  failedFor: {
    'review/exists': 'You have reviewed this product already.',
    'catalog/product-unknown': 'This product is no longer available, so it cannot be reviewed.',
    'review/answer-unknown':
      'The questions of this form have changed. Please load the page again; what you wrote is kept.',
    'request/rate-limited':
      'That was too much at once. Please try again in a minute; what you wrote is kept.',
  },
  waits:
    'You are offline. The review is kept and submitted as soon as you are online again, while this page is open.',

  sent: 'Thank you. Your review was submitted.',
  sentNext: 'Somebody will read it soon. Until then only you can see it, on all your devices.',
};
