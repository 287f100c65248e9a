/** An ampersand that begins no reference, or where CDATA begins. */
const STRAY = /<!\[CDATA\[|&(?!(?:#\d{1,8}|#x[\da-f]{1,7}|[a-z_][\w.-]{0,30});)/gi;
/** Characters that may be needed to tell. */
const AHEAD = 40;

/**
 * Writes stray ampersands (`Salt & Pepper`) as `&amp;`: the commonest slip in feeds, and one after which the parser
 * would take all up to the next semicolon for the name of an entity.
 */
export async function* escapeStray(source: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  let inCdata = false;
  /** Handles all but what may still be cut in two. */
  const handled = (final: boolean): string => {
    let done = '';
    for (;;) {
      if (inCdata) {
        const end = held.indexOf(']]>');
        const upTo = end >= 0 ? end + 3 : final ? held.length : Math.max(0, held.length - 2);
        done += held.slice(0, upTo);
        held = held.slice(upTo);
        if (end < 0) return done;
        inCdata = false;
      }
      STRAY.lastIndex = 0;
      const found = STRAY.exec(held);
      const safe = final ? held.length : Math.max(0, held.length - AHEAD);
      if (!found || found.index >= safe) {
        done += held.slice(0, safe);
        held = held.slice(safe);
        return done;
      }
      inCdata = found[0] !== '&';
      const end = found.index + found[0].length;
      done += inCdata ? held.slice(0, end) : `${held.slice(0, found.index)}&amp;`;
      held = held.slice(end);
    }
  };
  for await (const chunk of source) {
    held += chunk;
    const text = handled(false);
    if (text) yield text;
  }
  const text = handled(true);
  if (text) yield text;
}
