import { Locale, type ReviewSettings } from '@continuo/protocol';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { chooseLocale } from '../catalog/index.ts';
import type { Db } from '../database/index.ts';
import { isSearchable } from './search.ts';

const Name = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/));
/** A text by language tag; the first is for everybody else. */
const Texts = z
  .record(Locale, z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000)))
  .check(z.refine((texts) => Object.keys(texts).length > 0));

const Stored = z.strictObject({
  ratings: z
    .array(z.strictObject({ name: Name, label: Texts, low: z.optional(Texts), high: z.optional(Texts) }))
    .check(z.maxLength(10)),
  attributes: z
    .array(
      z.strictObject({
        name: Name,
        label: Texts,
        values: z.array(z.strictObject({ value: Name, label: Texts })).check(z.minLength(1), z.maxLength(30)),
      }),
    )
    .check(z.maxLength(10)),
  topics: z
    .array(
      z.strictObject({
        name: Name,
        label: Texts,
        /** By language, each found as in a search; all languages are looked for at once. */
        words: z.record(
          Locale,
          z
            .array(z.string().check(z.maxLength(60), z.refine(isSearchable, 'has no letter to be found by')))
            .check(z.minLength(1), z.maxLength(20)),
        ),
      }),
    )
    .check(z.maxLength(20)),
  askIncentive: z.boolean(),
  /** Whether reviews that were first published elsewhere count in summaries: all of them, or none. */
  countElsewhere: z.boolean(),
  /** Where there is none, one says what this backend does. */
  authenticity: z.optional(Texts),
});
type Stored = z.infer<typeof Stored>;
/** What a workspace asks its reviewers and says of its reviews, in all its languages. */
export type StoredSettings = Required<Stored>;
/**
 * Every part is optional: nothing is asked besides stars, every published review counts, and the text on authenticity says
 * what this backend does.
 */
export type NewReviewSettings = Partial<StoredSettings>;

const DEFAULTS: Stored = {
  ratings: [],
  attributes: [],
  topics: [],
  askIncentive: false,
  countElsewhere: true,
};

/** What is true of every workspace, with what it says of its average. */
const authenticityOf = ({ countElsewhere }: Stored): Required<Stored>['authenticity'] => ({
  en: `Anyone can write a review; one marked as verified is by somebody who ordered this product from us. We look at each review before it is published. Whether it is published does not depend on how many stars it gives. A review that was first published elsewhere says so, and was checked there. ${countElsewhere ? 'Every published review counts in the average.' : 'Every review that was written here counts in the average, none from elsewhere does.'}`,
  'zh-Hant': `任何人都可以撰寫評價；標示「已核實購買」的評價，作者曾向我們訂購此商品。每則評價在刊登前都會經過審閱；是否刊登與星數無關。最先在別處刊登的評價會註明來源，並由該處查核。${countElsewhere ? '所有已刊登的評價都計入平均分。' : '所有在此撰寫的評價都計入平均分，來自別處的一概不計。'}`,
  'zh-Hans': `任何人都可以撰写评价；标有“已核实购买”的评价，作者曾向我们订购此商品。每条评价在发布前都会经过审核；是否发布与星数无关。最先在别处发布的评价会注明来源，并由该处查核。${countElsewhere ? '所有已发布的评价都计入平均分。' : '所有在此撰写的评价都计入平均分，来自别处的一概不计。'}`,
});

/**
 * Sets what reviews of a workspace are like. A field that is not known throws: above all there is none that would hide
 * reviews, or count them less, because of their stars.
 */
export async function putReviewSettings(
  db: Db,
  ws: { readonly id: number },
  settings: NewReviewSettings,
): Promise<void> {
  const result = z.safeParse(Stored, { ...DEFAULTS, ...settings });
  if (!result.success) throw new TypeError(`These are not settings of reviews: ${wordsOf(result.error)}`);
  const { ratings, attributes, topics } = result.data;
  for (const [what, list] of [
    ['ratings', ratings],
    ['attributes', attributes],
    ['topics', topics],
  ] as const)
    if (new Set(list.map(({ name }) => name)).size < list.length)
      throw new TypeError(`These are not settings of reviews: ${what} has a name twice`);
  await db
    .insertInto('review_settings')
    .values({ ws: ws.id, settings: JSON.stringify(result.data) })
    .onConflict((c) =>
      c.column('ws').doUpdateSet((e) => ({
        settings: e.ref('excluded.settings'),
        version: sql<number>`review_settings.version + 1`,
      })),
    )
    .execute();
}

const wordsOf = ({ issues }: z.core.$ZodError): string =>
  issues
    .map((issue) => {
      const place = issue.path.map(String).join('.');
      return issue.code === 'unrecognized_keys'
        ? `${[place, issue.keys.join(', ')].filter(Boolean).join('.')} is not known; no setting hides reviews or weighs them by their stars`
        : `${place || 'they'}: ${issue.code === 'invalid_type' ? `expected ${issue.expected}` : 'not valid'}`;
    })
    .join('; ');

export interface VersionedSettings extends StoredSettings {
  /** Counts the changes; 0 where nothing was ever set. */
  version: number;
}

export async function settingsOf(db: Db, ws: { readonly id: number }): Promise<VersionedSettings> {
  const row = await db
    .selectFrom('review_settings')
    .select(['settings', 'version'])
    .where('ws', '=', ws.id)
    .executeTakeFirst();
  const stored = { ...DEFAULTS, ...row?.settings };
  return {
    ...stored,
    authenticity: stored.authenticity ?? authenticityOf(stored),
    version: row?.version ?? 0,
  };
}

/** The words of topics, in all languages; a name that is no topic has none. */
export const topicWordsOf = ({ topics }: StoredSettings, names: readonly string[]): string[] =>
  topics.filter(({ name }) => names.includes(name)).flatMap(({ words }) => Object.values(words).flat());

/** The settings in the language that suits best: that of the text on authenticity, for all texts where they have it. */
export function inLanguage(
  settings: StoredSettings,
  asked: string | undefined,
): Omit<ReviewSettings, 'translations'> {
  const locale = chooseLocale(asked, Object.keys(settings.authenticity));
  const say = (texts: Readonly<Record<string, string>>): string =>
    texts[chooseLocale(asked ?? locale, Object.keys(texts))] ?? '';
  return {
    locale,
    ratings: settings.ratings.map(({ name, label, low, high }) => ({
      ...{ name, label: say(label) },
      ...(low && { low: say(low) }),
      ...(high && { high: say(high) }),
    })),
    attributes: settings.attributes.map(({ name, label, values }) => ({
      ...{ name, label: say(label) },
      values: values.map(({ value, label: of }) => ({ value, label: say(of) })),
    })),
    topics: settings.topics.map(({ name, label }) => ({ name, label: say(label) })),
    askIncentive: settings.askIncentive,
    authenticity: say(settings.authenticity),
  };
}
