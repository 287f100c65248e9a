import { createHash } from 'node:crypto';

export type IdentityKind = 'user' | 'device' | 'anonymous';

/** The id of the person that an identity begins as: derived, so that two first sightings at once make one person. */
export const personIdOf = (ws: number, kind: IdentityKind, value: string): string =>
  `p_${createHash('sha256').update(`${ws}\n${kind}\n${value}`).digest('base64url').slice(0, 22)}`;

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

/** A user agent in words: `Chrome on Android`; undefined when it says nothing known. */
export function deviceName(userAgent: string): string | undefined {
  const find = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  return browser && system ? `${browser} on ${system}` : (browser ?? system);
}

const text = (value: unknown, most: number): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, most) : undefined;

/** How a person is called, from Segment's reserved traits. */
export function nameOf(traits: Readonly<Record<string, unknown>>): string | undefined {
  const both = [text(traits['firstName'], 100), text(traits['lastName'], 100)].filter(Boolean).join(' ');
  return text(traits['name'], 200) ?? (both === '' ? undefined : both);
}
export const emailOf = (traits: Readonly<Record<string, unknown>>): string | undefined =>
  text(traits['email'], 254)?.toLowerCase();
