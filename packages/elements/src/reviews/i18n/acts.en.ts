import { number } from '../../i18n/number.ts';
import type { ActMessages } from './acts.ts';

export const messages: ActMessages = {
  updating: 'Updating reviews…',
  readLess: 'Read less',
  badgeMeaning: {
    verified: 'We have found an order of this product by the author.',
    incentivised:
      'The author got something for writing, such as a discount or a sample, whatever they wrote.',
    staff: 'The author works for the shop.',
  },
  shown: (more, shown, all) => `${more} more. ${number(shown)} of ${all} are shown.`,
};
