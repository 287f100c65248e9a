import type { Media } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db } from '../../database/index.ts';
import { vectorOf } from '../search.ts';

/** Different texts; reviews repeat them. */
const TEXTS = 2_000;
/** Reviews of each product but the big one. */
const EACH = 30;
/** Stands where the mark of a product will. */
const MARK = '########';

/** In the first reviews of the big product, and in no others: as many are found however many there are. */
export const RARE = { word: 'zircon', reviews: 20 };
export const BIG = 'p-big';

const SAID = {
  en: [
    [
      'A good pot',
      'Better than I thought',
      'Not what I expected',
      'Fine for the price',
      'Broke after a week',
    ],
    [
      'The handle stays cool and the lid sits well.',
      'It arrived well packed, two days earlier than promised.',
      'I use it every morning for tea, and it pours without a drop.',
      'The glaze has small marks that the pictures do not show.',
      'Good weight, good colour, and easy to clean.',
      'After a month there is a crack near the spout.',
      'My mother has the larger one and likes it too.',
      'It is smaller than it looks: three cups, not four.',
    ],
  ],
  zh: [
    ['很好用', '比想像中好', '一般般', '值得買', '用了一個星期就壞了'],
    [
      '茶壺的手感很好，出水順暢，不會滴水。',
      '包裝很仔細，比預期早兩天收到。',
      '每天早上都用它泡茶，清洗也方便。',
      '釉面有一些小點，照片上看不出來。',
      '顏色比照片深一點，不過很好看。',
      '用了一個月，壺嘴附近出現裂紋。',
      '尺寸偏小，只能倒三杯。',
      '送給媽媽的禮物，她很喜歡。',
    ],
  ],
} as const;
const ELSEWHERE = { name: 'Old Shop' };
const PHOTO: Media = {
  id: 'photo',
  kind: 'photo',
  alt: '',
  sources: [{ url: 'https://cdn.example/1.jpg', type: 'image/jpeg' }],
};
const SYLLABLES = 'ba ke lo mi nu ra si to ve za chi dor fen gal hum jun'.split(' ');

/** The same number for the same seed, spread over 0 to 2³². */
function spread(seed: number): number {
  const x = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  return Math.imul(x ^ (x >>> 16), 0x45d9f3b) >>> 0;
}

function text(n: number) {
  const zh = n % 3 === 0;
  const [titles, sentences] = SAID[zh ? 'zh' : 'en'];
  const pick = <T>(list: readonly T[], turn: number): T => list[spread(n * 31 + turn) % list.length]!;
  const words = [0, 1, 2].map((i) => [0, 1, 2].map((k) => pick(SYLLABLES, 100 + i * 3 + k)).join(''));
  const count = 1 + (spread(n) % 6);
  const body = Array.from({ length: count }, (_, i) => pick(sentences, i + 1)).join(zh ? '' : ' ');
  const stars = [1, 2, 3, 4, 4, 5, 5, 5, 5, 5][spread(n * 7) % 10]!;
  const verified = spread(n * 11) % 10 < 6;
  const locale = zh ? (n % 2 ? 'zh-Hant' : 'zh-Hans') : 'en';
  const attributes = [{ name: 'use', value: pick(['daily', 'weekly', 'gift', 'office'], 200) }];
  const media = spread(n * 13) % 10 < 2;
  const elsewhere = spread(n * 17) % 100 === 0;
  const said = { title: pick(titles, 300), body: `${body} ${words.join(' ')}`, locale, stars, attributes };
  const facts = {
    badges: verified ? ['verified' as const] : [],
    media: media ? [PHOTO] : [],
    recommended: stars > 3,
    source: elsewhere ? ELSEWHERE : null,
  };
  return { n, ...said, verified, media, elsewhere, vector: vectorOf(MARK, { ...said, ...facts }) };
}

/**
 * Writes published reviews straight into the tables, from the `from`th to the `to`th: one in ten is of the product
 * `p-big`, the others of products with 30 each (`p-0`, `p-1` …). Summaries are kept in step. For measurements only.
 */
export async function writeMany(
  db: Db,
  ws: { readonly id: number },
  from: number,
  to: number,
): Promise<void> {
  const texts = Array.from({ length: TEXTS }, (_, n) => text(n));
  await db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`
      create temp table texts on commit drop as
      select * from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb)
        as t(n int, title text, body text, locale text, stars int, verified bool, attributes jsonb, media bool, elsewhere bool, vector text)`.execute(
      tx,
    );
    await sql`create unique index on texts (n)`.execute(tx);
    await sql`
      insert into reviews (ws, id, product_id, person, device_id, state, stars, title, body, locale, author, recommended,
        ratings, attributes, badges, media, source, flags, at, decided_at, yes, no, score, search)
      select ${ws.id}::int, 'review-' || lpad(i::text, 12, '0'), product, 'person-' || i % 50000, 'd', 'published', stars,
        title, body || case when is_rare then ${` ${RARE.word}`}::text else '' end, locale, 'Ada', stars > 3, '[]', attributes,
        case when verified then array['verified'] else '{}'::text[] end, case when media then ${JSON.stringify([PHOTO])}::jsonb else '[]' end,
        case when elsewhere then ${JSON.stringify(ELSEWHERE)}::jsonb end, '{}', at, at,
        yes, 0, case when yes = 0 then 0 else yes / (yes + 3.84) end,
        (replace(vector, ${MARK}, mark)
          || case when is_rare then ' ''' || mark || ${`:${RARE.word}`} || ''':999' else '' end)::tsvector
      from (
        select i, case when i % 10 = 0 then ${BIG} else 'p-' || i / ${EACH}::int end as product,
          i % 10 = 0 and i < ${RARE.reviews * 10}::int as is_rare,
          case when i % 5 = 0 then (hashint4(i) & 63) else 0 end as yes,
          timestamptz '2026-01-01 00:00Z' + make_interval(secs => (hashint4(i + 7) & 16777215)) as at
        from generate_series(${from}::int, ${to - 1}::int) i) r
      cross join lateral (select left(encode(sha256(convert_to(${`${ws.id}\n`} || product, 'UTF8')), 'hex'), 8) as mark) m
      join texts t on t.n = (hashint4(i + 3) & 1048575) % ${TEXTS}::int`.execute(tx);
    const counted = {
      ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`stars${n}`, `stars = ${n}`])),
      ...{ recommended: 'recommended', answers: 'recommended is not null' },
      ...{ verified: "'verified' = any(badges)", media: "media <> '[]'" },
    };
    const counts = Object.entries(counted).flatMap(([name, is]) => [
      [name, is],
      [`${name}_elsewhere`, `source is not null and ${is}`],
    ]);
    await sql`delete from review_facets where ws = ${ws.id}::int`.execute(tx);
    await sql`
      insert into review_facets (ws, product_id, facet, stars, count)
      select ws, product_id, substr(lexeme, 9), stars, count(*) from reviews, unnest(search)
      where ws = ${ws.id}::int and substr(lexeme, 9) ~ '^=[^s]' group by 1, 2, 3, 4`.execute(tx);
    await sql`delete from review_summaries where ws = ${ws.id}::int`.execute(tx);
    await sql`
      insert into review_summaries (ws, product_id, count, counted, version,
        ${sql.join(counts.map(([name]) => sql.ref(name!)))})
      select ws, product_id, count(*)::int, 1, 1,
        ${sql.join(counts.map(([, is]) => sql`(count(*) filter (where ${sql.raw(is!)}))::int`))}
      from reviews where ws = ${ws.id}::int group by ws, product_id`.execute(tx);
  });
}
