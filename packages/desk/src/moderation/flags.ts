import type { Words } from '../words.ts';

/** What the backend always looks for. A merchant's own checks are called by the name that they have. */
export const FLAGS = ['link', 'contact', 'language', 'duplicate', 'velocity', 'reported'] as const;

export const flagOf = (flag: string, words: Words): string => {
  const known = FLAGS.find((each) => each === flag);
  return known ? words[`flag_${known}`] : flag;
};
