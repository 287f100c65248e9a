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
  incentive: 'I received something for this review',
  incentiveHint:
    'Such as a discount, points or the product itself. It is shown beside your review and changes nothing else.',

  media: 'Photos and video',
  mediaHint: (photos, seconds) =>
    `Up to ${photos} photos, and one MP4 video of up to ${seconds} seconds. Where they were taken is not sent along.`,
  mediaAdd: 'Add photos or a video',
  mediaMost: (photos) => `There is room for ${photos} photos and one video. The others were left out.`,
  photo: (number) => `Photo ${number}`,
  video: 'Video',
  mediaAlt: 'What it shows',
  mediaAltHint: 'In a few words, for those who cannot see it.',
  remove: 'Remove',
  tryAgain: 'Try again',
  preparing: 'Being prepared…',
  uploaded: (percent) => `${percent}% sent`,
  mediaWaits: 'Waits for the network and goes on by itself.',
  processing: 'Sent, being looked at…',
  ready: 'Ready',
  mediaFailed: 'It could not be sent.',
  mediaLost: 'It is no longer there. Please remove it and choose it again.',
  refusedFor: {
    type: 'This kind of file cannot be used. Photos are JPEG, PNG, WebP or AVIF; videos are MP4.',
    'too-large': 'This file is too large.',
    'too-long': 'This video is longer than 30 seconds.',
    damaged: 'This file is damaged.',
  },
  waitsForMedia: 'The review is submitted as soon as its photos and videos are there.',

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
    'media/not-ready': 'A photo or video cannot be used, see below. Remove it, then submit again.',
    'media/unknown': 'A photo or video cannot be used, see below. Remove it, then submit again.',
    'request/rate-limited':
      'That was too much at once. Please try again in a minute; what you wrote is kept.',
  },
  waits:
    'You are offline. The review is kept and submitted as soon as you are online again, while this page is open.',

  sent: 'Thank you. Your review was submitted.',
  sentNext: 'Somebody will read it soon. What becomes of it is shown here.',
};
