const BIG = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/g;

/** Whether a text is shown with its first lines only at first; Chinese characters take the room of two. */
export const isLong = (text: string): boolean =>
  text.length + (text.match(BIG)?.length ?? 0) > 700 || text.split('\n', 10).length > 9;

/**
 * What somebody wrote, for a sentence or an attribute of ours: isolated, and without the marks that would turn the
 * reading direction of our words.
 */
export const isolated = (text: string): string =>
  `\u2068${text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`;

const dates = new Map<string, Intl.DateTimeFormat>();

/** A day as its readers write it: that of universal time, so that it is the same for whoever draws the page. */
export function day(tag: string, instant: string): string {
  let format = dates.get(tag);
  if (!format) {
    const options = { dateStyle: 'medium', timeZone: 'UTC' } as const;
    try {
      format = new Intl.DateTimeFormat(tag, options);
    } catch {
      // Pages say lang="english" and the like; such a page gets English dates.
      format = new Intl.DateTimeFormat('en', options);
    }
    dates.set(tag, format);
  }
  return format.format(new Date(instant));
}
