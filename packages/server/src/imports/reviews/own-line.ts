import { ReviewLine, type Media } from '@continuo/protocol';
import { cleanLine, cleanText } from '../../catalog/index.ts';
import { issuesOf } from '../../http/validate.ts';
import { FieldError } from '../feed/field-error.ts';
import { url } from '../feed/fields.ts';
import type { ReadOptions, ReviewRow } from './feed.ts';
import { plausible } from './values.ts';
import { local } from './addresses.ts';

/** Characters of the longest text, and entries of the longest list. */
const LONGEST = 20_000;
const MOST = 50;

/**
 * Reads a line of our own export. It is taken as it is: nothing is decoded, and what the export wrote comes out again as
 * the same bytes.
 * @throws FieldError naming the first field that is wrong
 */
export function ownLine(line: number, json: unknown, { now, endpoint }: ReadOptions): ReviewRow {
  const parsed = ReviewLine.safeParse(json);
  if (!parsed.success) {
    const [issue] = issuesOf(parsed.error);
    throw new FieldError(issue?.path || 'line', issue?.message ?? 'has the wrong shape');
  }
  const found = parsed.data;
  if ((found.state === 'refused') !== (found.reason !== undefined))
    throw new FieldError('reason', 'belongs to refused reviews and to all of them');
  if (found.state !== 'pending' && found.decidedAt === undefined)
    throw new FieldError('decidedAt', 'is missing');
  if (found.badges.includes('top-contributor'))
    throw new FieldError('badges', 'has top-contributor, which nobody says: it is found out here');
  for (const field of ['ratings', 'attributes', 'badges', 'media'] as const)
    if (found[field].length > MOST) throw new FieldError(field, `has more than ${MOST} entries`);
  for (const field of ['yes', 'no'] as const)
    if (found.helpful[field] < 0 || found.helpful[field] > 1_000_000_000)
      throw new FieldError(`helpful.${field}`, 'must be a whole number from 0 to 1000000000');
  const { productId, decidedAt, userId, response, source, ...rest } = found;
  const author = words('author', found.author);
  if (!author) throw new FieldError('author', 'is missing');
  const review: ReviewRow['review'] = {
    ...rest,
    ...{ title: words('title', found.title), body: words('body', found.body, cleanText), author },
    at: plausible('at', found.at, now),
    media: found.media.map((media) => ({
      ...shown('media', media, endpoint),
      alt: words('media.alt', media.alt),
      ...(media.poster && { poster: shown('media.poster', media.poster, endpoint) }),
    })),
    ...(response && {
      response: {
        text: words('response.text', response.text, cleanText),
        author: words('response.author', response.author),
        at: plausible('response.at', response.at, now),
      },
    }),
    ...(source && {
      source: {
        name: words('source.name', source.name),
        ...(source.url !== undefined && { url: url('source.url', source.url) ?? '' }),
      },
    }),
    ...(decidedAt !== undefined && { decidedAt: plausible('decidedAt', decidedAt, now) }),
    ...(userId !== undefined && { userId }),
  };
  return { line, key: found.id, item: found.id, productField: 'productId', products: [productId], review };
}

function shown<T extends Pick<Media, 'placeholder' | 'sources'>>(
  field: string,
  its: T,
  endpoint?: string,
): T {
  return {
    ...its,
    ...(its.placeholder !== undefined && { placeholder: colour(`${field}.placeholder`, its.placeholder) }),
    sources: its.sources.map(({ type, ...source }) => ({
      ...source,
      url: local(url(`${field}.sources.url`, source.url) ?? '', endpoint),
      type: words(`${field}.sources.type`, type),
    })),
  };
}

function words(field: string, text: string, clean = cleanLine): string {
  if (text.length > LONGEST)
    throw new FieldError(field, `has ${text.length} characters; ${LONGEST} are allowed`);
  return clean(text);
}

function colour(field: string, written: string): string {
  if (!/^#[\da-f]{6}$/i.test(written)) throw new FieldError(field, 'must be a colour such as #a0b1c2');
  return written;
}
