import { createHash } from 'node:crypto';
import type { Media } from '@continuo/protocol';
import { local } from './addresses.ts';
import { FieldError } from '../feed/field-error.ts';
import { instant, slug, url } from '../feed/fields.ts';
import { cleanLine, cleanText } from '../../catalog/index.ts';

/** Milliseconds that another clock may be ahead. */
const AHEAD_MS = 86_400_000;
const FIRST = Date.UTC(1990, 0, 1);

/** When something was written. Days and months that could be read the other way round are refused. */
export function moment(field: string, written: string, now: Date): string {
  const value = cleanLine(written);
  const parts =
    /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(UTC|GMT|Z|[+-]\d\d:?\d\d)?)?$/i.exec(
      value,
    );
  const [, year, month, day, time, zone = 'Z'] = parts ?? [];
  const at = /^\d{10}$|^\d{13}$/.test(value)
    ? new Date(Number(value.padEnd(13, '0'))).toISOString()
    : parts && time !== undefined
      ? instant(field, `${year}-${month}-${day}T${time}${/^[a-z]/i.test(zone) ? 'Z' : zone}`)
      : instant(field, parts ? `${year}-${month}-${day}` : value);
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (parts && !isDay) throw new FieldError(field, 'is a day that no calendar has');
  return plausible(field, at, now);
}

/** Refuses what lies in the future or before anybody wrote reviews. */
export function plausible(field: string, at: string, now: Date): string {
  const time = new Date(at).getTime();
  if (time > now.getTime() + AHEAD_MS) throw new FieldError(field, 'lies in the future');
  if (time < FIRST) throw new FieldError(field, 'lies before 1990');
  return new Date(time).toISOString();
}

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' },
};

/**
 * Text as somebody wrote it, of an export that escaped it for a page: breaks and paragraphs are line ends, character
 * references are their characters, once. All other markup stays what it is: text.
 */
export const unescaped = (text: string): string =>
  cleanText(
    text
      .replace(/<br\s*\/?>|<\/p>\s*<p(?:\s[^<>]*)?>/gi, '\n')
      .replace(/^\s*<p(?:\s[^<>]*)?>|<\/p>\s*$/gi, '')
      .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
        const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex as string, 16) : undefined;
        if (code === undefined) return NAMED[String(name).toLowerCase()] ?? String(whole);
        return code <= 0x10ffff ? String.fromCodePoint(code) : String(whole);
      }),
  );

export const isYes = (written: string): boolean =>
  /^(true|yes|y|1|buyer|verified([ _-](buyer|purchase|purchaser|reviewer))?)$/i.test(written.trim());
export const isPublished = (written: string): boolean =>
  /^(true|yes|y|1|ok|published|publish|approved|active|enabled|visible)$/i.test(written.trim());

/** A language tag; `en_US` is one, too. */
export function language(field: string, written: string): string {
  const value = cleanLine(written).replaceAll('_', '-');
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(value) || value.length > 35)
    throw new FieldError(field, 'is not a language tag such as en or zh-Hant');
  return value;
}

/** Stars, or any other whole number of a range. */
export function whole(field: string, written: string, least: number, most: number): number {
  const value = cleanLine(written);
  const number = Number(value);
  if (!/^\d{1,9}(\.0+)?$/.test(value) || number < least || number > most)
    throw new FieldError(field, `must be a whole number from ${least} to ${most}`);
  return number;
}

/** A name as the settings of reviews have them: `Skin Type` is `skin-type`, `25 to 34` is `n-25-to-34`. */
export function settingName(words: string): string {
  const name = slug(words).slice(0, 38);
  return /^[a-z]/.test(name) ? name : `n-${name}`;
}

const TYPES: Readonly<Record<string, string>> = {
  ...{ jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', avif: 'image/avif' },
  ...{ gif: 'image/gif', mp4: 'video/mp4', webm: 'video/webm', mov: 'video/quicktime' },
};

/** A picture or video that stays where it is: elsewhere, or among the files of this backend, which `endpoint` reaches. */
export function pictureAt(field: string, address: string, alt: string, endpoint: string | undefined): Media {
  const href = url(field, address);
  if (href === undefined || href.startsWith('/'))
    throw new FieldError(field, 'must be an address that begins with https:// or http://');
  const type =
    TYPES[/\.([a-z0-9]{3,4})$/i.exec(new URL(href).pathname)?.[1]?.toLowerCase() ?? ''] ?? 'image/*';
  const id = `m-${createHash('sha256').update(href).digest('base64url').slice(0, 22)}`;
  return {
    ...{ id, kind: type.startsWith('video/') ? 'video' : 'photo', alt: cleanLine(alt) },
    sources: [{ url: local(href, endpoint), type }],
  };
}
