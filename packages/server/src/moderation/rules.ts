import type { ModerationFlag } from '@continuo/protocol';

/*
 * Automatic checks. Each points something out to the person who decides; none of them decides, and none looks at the
 * stars.
 */

export interface Written {
  title: string;
  body: string;
  author: string;
  /** Language that it says to be in. */
  locale: string;
}
/** What a text is compared with. */
export interface Facts {
  /** Others of the workspace that say the same. */
  copies: number;
  /** What its author wrote in the last hour. */
  lately: number;
}

/** Looks at what a visitor wrote before a moderator does. */
export interface ModerationCheck {
  /** Its name, in kebab-case: what moderators read and filter by. */
  readonly flag: ModerationFlag;
  /** Whether a moderator should look at it. Without side effects; what it throws counts as no, with a warning. */
  finds(written: Written, facts: Facts): boolean;
}

const FLAG = /^[a-z][a-z0-9-]{0,39}$/;
const LINK =
  /(?:https?:\/\/|www\.)\S|(?<![@\p{L}\p{N}.-])[\p{L}\p{N}-]+\.(?:com|net|org|info|biz|shop|store|io|co|cn|hk|tw|jp|de|fr|uk|ru|me|ly|link|xyz|top|site|online)(?![\p{L}\p{N}.-]*@)\b/iu;
const MAIL =
  /[\p{L}\p{N}._%+-]+\s?(?:@|＠|\(at\)|\[at\])\s?[\p{L}\p{N}-]+\s?(?:\.|\(dot\)|\[dot\])\s?\p{L}{2,}/iu;
/** Eight digits or more, as telephone numbers are written; a date has as many, with other signs. */
const NUMBER = /(?<![\p{L}\p{N}])\+?\(?\d(?:[\s().-]?\d){7,14}(?![\p{L}\p{N}])/u;
const DATE = /^\d{4}([.-])\d{1,2}\1\d{1,2}$|^\d{1,2}([.-])\d{1,2}\2\d{4}$/;
const HANDLE = /(?:\b(?:whats?app|wechat|telegram|instagram)|微信|薇信|加v)\s*(?:id)?\s*[:：@]\s*\S/iu;

const SCRIPTS: Readonly<Record<string, RegExp>> = {
  Latn: /\p{Script=Latin}/u,
  Hans: /\p{Script=Han}/u,
  Hant: /\p{Script=Han}/u,
  Jpan: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  Kore: /[\p{Script=Hangul}\p{Script=Han}]/u,
  Cyrl: /\p{Script=Cyrillic}/u,
  Arab: /\p{Script=Arabic}/u,
  Hebr: /\p{Script=Hebrew}/u,
  Grek: /\p{Script=Greek}/u,
  Thai: /\p{Script=Thai}/u,
  Deva: /\p{Script=Devanagari}/u,
};
/** Letters below which a text is too short to have a language. */
const LETTERS = 10;
/** Share of letters in the script of the language that is enough: names and terms of others are common. */
const SHARE = 0.3;

function isForeign(text: string, locale: string): boolean {
  const script = scriptOf(locale);
  const expected = script === undefined ? undefined : SCRIPTS[script];
  const letters = text.match(/\p{L}/gu) ?? [];
  if (!expected || letters.length < LETTERS) return false;
  return letters.filter((letter) => expected.test(letter)).length / letters.length < SHARE;
}

function scriptOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().script;
  } catch {
    // A tag in form only: it names no language, so no text differs from it.
    return undefined;
  }
}

const isContact = (text: string): boolean =>
  MAIL.test(text) ||
  HANDLE.test(text) ||
  [...text.matchAll(new RegExp(NUMBER, 'gu'))].some(([number]) => !DATE.test(number.trim()));

/** More than this in an hour is more than somebody writes who has used all of it. */
const HOURLY = 4;

const CHECKS: readonly ModerationCheck[] = [
  { flag: 'link', finds: (written) => LINK.test(allOf(written)) },
  { flag: 'contact', finds: (written) => isContact(allOf(written)) },
  { flag: 'language', finds: ({ title, body, locale }) => isForeign(`${title} ${body}`, locale) },
  { flag: 'duplicate', finds: (_, { copies }) => copies > 0 },
  { flag: 'velocity', finds: (_, { lately }) => lately >= HOURLY },
];
const allOf = ({ title, body, author }: Written): string => [title, body, author].join('\n');
const added = new Set<ModerationCheck>();

/**
 * Adds a check of the merchant's own to those of every backend in this process, after the ones that are built in.
 * Throws when its flag is no name, or taken. Returns a function that takes the check away again.
 */
export function addModerationCheck(check: ModerationCheck): () => void {
  const { flag } = check;
  if (!FLAG.test(flag))
    throw new Error(`The flag of a check must be a name such as "competitor", not "${flag}".`);
  if (flag === 'reported' || [...CHECKS, ...added].some((each) => each.flag === flag))
    throw new Error(`There is a check with the flag "${flag}" already.`);
  added.add(check);
  return () => void added.delete(check);
}

/** What a moderator should look at. `reported` is not among them: people report. */
export const flagsOf = (written: Written, facts: Facts): ModerationFlag[] =>
  [...CHECKS, ...added].filter((check) => finds(check, written, facts)).map(({ flag }) => flag);

function finds(check: ModerationCheck, written: Written, facts: Facts): boolean {
  try {
    return check.finds({ ...written }, { ...facts });
  } catch (error) {
    // What somebody wrote is not lost for a check that breaks on it.
    process.emitWarning(`the check "${check.flag}" failed: ${String(error)}`, 'ContinuoWarning');
    return false;
  }
}
