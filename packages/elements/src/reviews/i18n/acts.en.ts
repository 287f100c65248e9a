import { number } from '../../i18n/number.ts';
import type { ActMessages } from './acts.ts';

export const messages: ActMessages = {
  updating: 'Updating reviews…',
  readLess: 'Read less',
  shown: (more, shown, all) => `${more} more. ${number(shown)} of ${all} are shown.`,
};
