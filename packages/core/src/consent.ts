import { CONSENT_CATEGORIES } from '@continuo/protocol/constants';
import type { Client, Consent, ConsentChoice, Platform, Unsubscribe } from './types.ts';
import { parse, signal } from './util.ts';

/** Name of the small value. */
export const CONSENT = 'consent';

export const createConsent = (
  options: Client['options'],
  platform: Platform,
  ends: Unsubscribe[],
): Consent => {
  const { consent: mode = 'opt-in', consentTextVersion: textVersion = '1' } = options;
  const changed = signal();
  let raw: string | null | undefined;
  let stored: ConsentChoice | undefined;

  const read = () => {
    const now = platform.small.get(CONSENT);
    if (now === raw) return;
    raw = now;
    stored = parse(now);
    if (!stored?.categories) stored = undefined;
    changed.emit();
  };
  read();
  // A page that comes back from the back/forward cache has missed what other tabs wrote.
  ends.push(platform.small.onChange(read), platform.on('show', read));

  const consent: Consent = {
    mode,
    get choice() {
      return stored?.textVersion === textVersion ? stored : undefined;
    },
    allows: (category) =>
      category === 'necessary' ||
      (consent.choice
        ? consent.choice.categories[category]
        : // Not asked yet, or asked in other words: a refusal still holds, an agreement goes no further than the mode.
          mode === 'opt-out' &&
          stored?.categories[category] !== false &&
          !(platform.privacyControl && category !== 'functional')),
    choose(categories, source) {
      const all = CONSENT_CATEGORIES.map(
        (category) => [category, categories[category] ?? consent.allows(category)] as const,
      );
      const choice = {
        categories: { ...Object.fromEntries(all), necessary: true },
        at: new Date().toISOString(),
        textVersion,
        source,
      };
      platform.small.set(CONSENT, JSON.stringify(choice));
      read();
    },
    subscribe: changed.on,
  };
  return consent;
};
