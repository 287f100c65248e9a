/**
 * Writes the feeds of the demo brand from its one source table: `node brand/make-feeds.ts`.
 * The feeds are committed: they are what a merchant would hand over, and what the importer reads.
 */
import { writeFileSync } from 'node:fs';
import { gtinOf, hash } from './gtin.ts';
import { products, variantsOf, type SourceProduct, type SourceVariant } from './source/index.ts';
import { care, collections, facts, finishes } from './source/words.ts';

const BRAND = { en: 'Slow Ferry', zh: '慢渡' };
const MARKETS = {
  hk: { price: (p: { hkd: number }) => `${p.hkd.toFixed(2)} HKD` },
  jp: { price: (p: { jpy: number }) => `${p.jpy} JPY` },
};
type MarketId = keyof typeof MARKETS;
type Language = 'en' | 'zh';
const LOCALES = { en: 'en', zh: 'zh-Hant' };

const VIEWS = ['front', 'turned', 'above', 'close'];
/** The picture of the feed; the shop asks for other widths by the same name. */
const WIDTH = 1200;
const picture = (product: SourceProduct, variant: SourceVariant, view: string) =>
  `/pictures/${product.id}/${variant.key}/${view}-${WIDTH}.webp`;

const isSoldOut = (product: SourceProduct, variant: SourceVariant) =>
  product.soldOut?.includes(variant.key) ?? false;

const factsOf = (product: SourceProduct, language: Language): [string, string][] => [
  ...(product.capacity ? [[facts.capacity[language], product.capacity[language]] as [string, string]] : []),
  [facts.measures[language], product.measures[language]],
  [facts.material[language], product.material[language]],
  [facts.care[language], care[product.care][language]],
];

/** One row of a product feed, by the names of Google's attributes. */
const rowOf = (product: SourceProduct, variant: SourceVariant, market: MarketId, language: Language) => ({
  id: variant.id,
  item_group_id: variant.id === product.id ? '' : product.id,
  title: product.title[language],
  description: product.story[language],
  link: `/${market}/${LOCALES[language]}/products/${product.id}`,
  image_link: picture(product, variant, 'front'),
  additional_image_link: VIEWS.slice(1).map((view) => picture(product, variant, view)),
  availability: isSoldOut(product, variant) ? 'out_of_stock' : 'in_stock',
  price: MARKETS[market].price(variant.prices),
  sale_price: variant.sale ? MARKETS[market].price(variant.sale) : '',
  condition: 'new',
  brand: BRAND[language],
  gtin: gtinOf(variant.id),
  color: product.axis === 'color' ? finishes[variant.finish][language] : '',
  material: product.axis === 'material' ? finishes[variant.finish][language] : '',
  size: variant.size?.[language] ?? '',
  product_type: collections[product.collection][language],
  custom_label_0: product.collection,
  custom_label_1: String(products.indexOf(product) + 1),
  product_detail: factsOf(product, language),
});
type Row = ReturnType<typeof rowOf>;

const rowsOf = (market: MarketId, language: Language) =>
  products.flatMap((product) =>
    variantsOf(product).map((variant) => rowOf(product, variant, market, language)),
  );

/** A detail as `section:name:value`, in quotes where it holds a comma, as commas part the details of a cell. */
const detail = ([name, value]: readonly [string, string]) =>
  `:${name}:${value.includes(',') ? `"${value}"` : value}`;
const cell = (value: Row[keyof Row]): string =>
  typeof value === 'string' ? value : value.map((v) => (typeof v === 'string' ? v : detail(v))).join(',');

const tsv = (rows: Record<string, Row[keyof Row]>[]): string => {
  const names = Object.keys(rows[0] ?? {});
  return [names.join('\t'), ...rows.map((row) => names.map((n) => cell(row[n] ?? '')).join('\t'))]
    .map((line) => `${line}\n`)
    .join('');
};

const xmlText = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const tag = (name: string, text: string) => `<g:${name}>${xmlText(text)}</g:${name}>`;
const xmlField = ([name, value]: [string, Row[keyof Row]]): string[] => {
  if (typeof value === 'string') return value ? [tag(name, value)] : [];
  return value.map((v) =>
    typeof v === 'string'
      ? tag(name, v)
      : `<g:${name}>${tag('attribute_name', v[0])}${tag('attribute_value', v[1])}</g:${name}>`,
  );
};
const xml = (rows: Row[], title: string, link: string): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">',
    `  <channel>\n    <title>${xmlText(title)}</title>\n    <link>${link}</link>`,
    ...rows.map((row) =>
      [
        '    <item>',
        ...Object.entries(row)
          .flatMap(xmlField)
          .map((l) => `      ${l}`),
        '    </item>',
      ].join('\n'),
    ),
    '  </channel>\n</rss>\n',
  ].join('\n');

/** Stock of a made-up day: mostly a handful, now and then one or none. */
const stockAt = (store: string, variant: SourceVariant): number => {
  const roll = hash(`${store}/${variant.id}`) % 100;
  if (store === 'online') return roll < 6 ? 2 : 12 + (roll % 48);
  return roll < 12 ? 0 : roll < 22 ? 1 : 2 + (roll % 9);
};
const inventory = (stores: string[]) =>
  tsv(
    stores.flatMap((store) =>
      products.flatMap((product) =>
        variantsOf(product).map((variant) => {
          const quantity = isSoldOut(product, variant) ? 0 : stockAt(store, variant);
          return {
            store_code: store,
            id: variant.id,
            quantity: String(quantity),
            availability: quantity ? 'in_stock' : 'out_of_stock',
          };
        }),
      ),
    ),
  );

const hours = (opens: string, closes: string, closed: number[] = []) =>
  Array.from({ length: 7 }, (_, day) => (closed.includes(day) ? null : { opens, closes }));

/** The addresses are made up. */
const LOCATIONS = [
  {
    id: 'hk-ladder-street',
    name: { en: 'Sheung Wan', zh: '上環店' },
    address: { en: '8 Steeping Steps, Sheung Wan, Hong Kong', zh: '香港上環茶煙里 8 號地下' },
    timeZone: 'Asia/Hong_Kong',
    hours: hours('11:00', '19:30'),
  },
  {
    id: 'hk-typhoon-shelter',
    name: { en: 'Hung Hom Pier', zh: '紅磡碼頭店' },
    address: { en: 'Shed 2, Slow Ferry Pier, Hung Hom, Hong Kong', zh: '香港紅磡慢渡碼頭 2 號倉' },
    timeZone: 'Asia/Hong_Kong',
    hours: hours('12:00', '20:00', [1]),
  },
  {
    id: 'kyoto-canal',
    name: { en: 'Kyoto', zh: '京都店' },
    address: {
      en: '7 Leaf Canal Lane, second door past the plum tree, Kyoto',
      zh: '京都葉水巷 7 號，過梅樹第二家',
    },
    timeZone: 'Asia/Tokyo',
    hours: hours('10:30', '18:00', [2]),
  },
];
const locations = (language: Language) =>
  LOCATIONS.map(
    (l) =>
      `${JSON.stringify({ type: 'location', ...l, name: l.name[language], address: l.address[language] })}\n`,
  ).join('');

const write = (name: string, text: string) => writeFileSync(new URL(`feeds/${name}`, import.meta.url), text);

write('products-hk-en.tsv', tsv(rowsOf('hk', 'en')));
write('products-hk-zh-Hant.tsv', tsv(rowsOf('hk', 'zh')));
write('products-jp-en.xml', xml(rowsOf('jp', 'en'), BRAND.en, '/jp/en/'));
write('products-jp-zh-Hant.tsv', tsv(rowsOf('jp', 'zh')));
write('inventory-hk.tsv', inventory(['online', 'hk-ladder-street', 'hk-typhoon-shelter']));
write('inventory-jp.tsv', inventory(['kyoto-canal']));
write('locations-en.jsonl', locations('en'));
write('locations-zh-Hant.jsonl', locations('zh'));
