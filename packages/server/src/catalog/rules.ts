import type { Availability, Variant } from '@continuo/protocol';

/** What tells a variant from its siblings, in the order to ask for it. */
export const OPTION_NAMES = ['color', 'size', 'material', 'pattern'] as const;

export function optionsOf(row: Record<(typeof OPTION_NAMES)[number], string | null>): Variant['options'] {
  return OPTION_NAMES.flatMap((name) => {
    const value = row[name];
    return value === null ? [] : [{ name, value }];
  });
}

const beyondStock = (availability: Availability): boolean =>
  availability === 'preorder' || availability === 'backorder';

/**
 * The feed says a state, the counted stock of `online` a number. A number of zero overrules the state; neither limits
 * what may be ordered beyond the stock.
 * @param stock state of the stock row, `null` where there is none
 * @param quantity `null` where nobody counts
 */
export function stateOf(
  feed: Availability,
  stock: Availability | null,
  quantity: number | null,
): { availability: Availability; available?: number } {
  if (feed === 'out_of_stock') return { availability: feed };
  if (beyondStock(feed)) return { availability: feed };
  if (stock !== null && beyondStock(stock)) return { availability: quantity ? feed : stock };
  if (quantity !== null) return { availability: quantity > 0 ? feed : 'out_of_stock', available: quantity };
  return { availability: stock === 'out_of_stock' ? 'out_of_stock' : feed };
}

/** `undefined` for a tag that is one in form only, such as `en-12`. */
function knownLocale(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
}

/** The language of the market that suits best: the same, the same script, the same language, else the first. */
export function chooseLocale(asked: string | undefined, locales: readonly string[]): string {
  const first = locales[0] ?? 'en';
  if (asked === undefined) return first;
  const exact = locales.find((locale) => locale.toLowerCase() === asked.toLowerCase());
  if (exact) return exact;
  const wanted = knownLocale(asked);
  if (!wanted) return first;
  const near = (sameScript: boolean) =>
    locales.find((locale) => {
      const has = new Intl.Locale(locale).maximize();
      return has.language === wanted.language && (!sameScript || has.script === wanted.script);
    });
  return near(true) ?? near(false) ?? first;
}
