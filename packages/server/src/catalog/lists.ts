import type { ProductSort } from '@continuo/protocol';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database/index.ts';
import { texts, type Reader } from './queries.ts';
import { FILTERS, type FilterName, type Filters, type Place } from './search.ts';

export interface ListQuery {
  words: readonly string[];
  filters: Filters;
  collection?: string | undefined;
  /** Only products of which some variant can be bought. */
  available: boolean;
  sort: ProductSort;
  after?: Place | undefined;
  limit: number;
}

export interface ListPage {
  total: number;
  /** One more than the limit where there are more. */
  places: Place[];
  facets: { name: FilterName; value: string; products: number }[];
}

/** Values of one facet that are told, the most frequent first. */
const FACET_VALUES = 50;

type Sql = RawBuilder<unknown>;

/** Each order has an index of the listing: the column first, then the product's id. */
const SORTS: Readonly<Record<ProductSort, { key: Sql; type: Sql }>> = {
  featured: { key: sql`l.rank`, type: sql`int` },
  newest: { key: sql`l.newest`, type: sql`int` },
  'price-asc': { key: sql`l.low`, type: sql`bigint` },
  'price-desc': { key: sql`l.high`, type: sql`bigint` },
  title: { key: sql`l.title collate "C"`, type: sql`text` },
};

const COLUMN: Readonly<Record<FilterName, Sql>> = {
  color: sql`c.color`,
  size: sql`c.size`,
  material: sql`c.material`,
  pattern: sql`c.pattern`,
  brand: sql`c.brand`,
  category: sql`c.categories`,
};

const all = (conditions: readonly Sql[]): Sql =>
  conditions.length ? sql.join(conditions, sql` and `) : sql`true`;

const inScope = (alias: 'l' | 'c' | 'n', { ws, market, locale }: Reader): Sql => {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`${column('ws')} = ${ws}::int and ${column('market')} = ${market} and ${column('locale')} = ${locale}`;
};

/** One page of product ids with the number of all and their facets. */
export async function listProducts(db: Db, reader: Reader, query: ListQuery): Promise<ListPage> {
  const narrowed = query.words.length > 0 || FILTERS.some((name) => query.filters[name]);
  const { rows } = await (narrowed ? narrow(reader, query) : browse(reader, query)).execute(db);
  const [page] = rows;
  return {
    total: page!.total ?? 0,
    places: page!.places.map(([tier, key, id]) => ({ sort: query.sort, tier, key, id })),
    facets: page!.facets,
  };
}

interface Answer {
  total: number | null;
  places: [tier: number, key: string | number, id: string][];
  facets: ListPage['facets'];
}

const holds = (text: Sql, words: readonly string[]): Sql =>
  all(words.map((word) => sql`strpos(${text}, ${word}) > 0`));

/** Listed products `l` that a collection, the stock and the words of a search leave. */
const left = (reader: Reader, { collection, available, words }: ListQuery): Sql =>
  all([
    inScope('l', reader),
    ...(collection === undefined ? [] : [sql`l.collection = ${collection}`]),
    ...(available ? [sql`l.sellable`] : []),
    ...(words.length ? [holds(sql`l.search`, words)] : []),
  ]);

const PLACES = sql`(select coalesce(jsonb_agg(jsonb_build_array(tier, key, product_id)
  order by tier, place), '[]') from page)`;

/** All facets of counted values: the most frequent of each name first. */
const facetsOf = (counted: Sql): Sql => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('name', name, 'value', value, 'products', products)
    order by name, place), '[]')
  from (
    select f.*, row_number() over (partition by name order by products desc, value collate "C") as place
    from (${counted}) f
  ) f where place <= ${FACET_VALUES}::int)`;

/** What was counted as it changed, for a whole collection or for everything. */
function counted(reader: Reader, { collection = '', available }: ListQuery, condition: Sql): Sql {
  const products = available ? sql`n.sellable` : sql`n.products`;
  return sql`select n.name, n.value, ${products} as products from catalog_counts n
    where ${inScope('n', reader)} and n.collection = ${collection} and ${condition} and ${products} > 0`;
}

/** A page by the index of its order; how many there are was counted as it changed. */
function browse(reader: Reader, query: ListQuery): RawBuilder<Answer> {
  const { sort, after, limit } = query;
  const { key, type } = SORTS[sort];
  const from =
    after && sql`and (${key}, l.product_id collate "C") > (${after.key}::${type}, ${after.id} collate "C")`;
  return sql<Answer>`
    with page as (
      select p.*, row_number() over () as place from (
        select 0 as tier, ${key} as key, l.product_id from catalog_listing l
        where ${left(reader, query)} ${from ?? sql``}
        order by ${key}, l.product_id collate "C" limit ${limit + 1}::int
      ) p
    )
    select (select products from (${counted(reader, query, sql`n.name = ''`)}) n) as total, ${PLACES} as places,
      ${facetsOf(counted(reader, query, sql`n.name <> ''`))} as facets`;
}

const matches = (name: FilterName, values: readonly string[]): Sql =>
  name === 'category'
    ? sql`${COLUMN[name]} ?| array${texts(values)}`
    : sql`${COLUMN[name]} in ${texts(values)}`;

/** Values of one name of variants `c`, as name, value and product. */
const valuesOf = (name: FilterName, variants: Sql): Sql =>
  name === 'category'
    ? sql`select ${name}::text as name, e as value, c.product_id
        from ${variants} cross join lateral jsonb_array_elements_text(c.categories) e`
    : sql`select ${name}::text as name, ${COLUMN[name]} as value, c.product_id
        from ${variants} where ${COLUMN[name]} is not null`;

/**
 * A page of what words and filters find. All filters must hold for one variant. Each facet is counted without its own
 * filter: those of the other names over what was found, one that is filtered by over what the other filters leave.
 */
function narrow(reader: Reader, query: ListQuery): RawBuilder<Answer> {
  const { words, filters, collection, available, sort, after, limit } = query;
  const { key, type } = SORTS[sort];
  const filtered = FILTERS.filter((filter) => filters[filter]);
  const tier = words.length
    ? sql`case when ${holds(sql`split_part(l.search, E'\\n', 1)`, words)} then 0 else 1 end`
    : sql`0`;
  const from =
    after &&
    sql`where (tier, key, product_id collate "C") > (${after.tier}::int, ${after.key}::${type}, ${after.id} collate "C")`;
  const variants = (by: readonly FilterName[]): Sql => sql`(
    select * from catalog_choices c
    where ${all([
      inScope('c', reader),
      ...(collection === undefined ? [] : [sql`c.collection = ${collection}`]),
      ...(available ? [sql`c.sellable`] : []),
      ...by.map((name) => matches(name, filters[name]!)),
      ...(words.length ? [sql`c.product_id in (select product_id from l)`] : []),
    ])}) c`;
  const own = filtered.map((name) => {
    const others = filtered.filter((other) => other !== name);
    return others.length || words.length
      ? counting(valuesOf(name, variants(others)))
      : counted(reader, query, sql`n.name = ${name}`);
  });
  const free = FILTERS.filter((name) => !filters[name]).map((name) => valuesOf(name, sql`c`));
  return sql<Answer>`
    with l as ${words.length ? sql`materialized` : sql`not materialized`} (
      select l.product_id, ${key} as key, ${tier} as tier from catalog_listing l where ${left(reader, query)}
    ),
    c as materialized (select * from ${variants(filtered)}),
    found as materialized (
      select l.* from l ${filtered.length ? sql`where product_id in (select product_id from c)` : sql``}
    ),
    page as (
      select p.*, row_number() over () as place from (
        select * from found ${from ?? sql``} order by tier, key, product_id collate "C" limit ${limit + 1}::int
      ) p
    )
    select (select count(*)::int from found) as total, ${PLACES} as places,
      ${facetsOf(sql.join([...own, ...(free.length ? [counting(sql.join(free, sql` union all `))] : [])], sql` union all `))} as facets`;
}

const counting = (values: Sql): Sql => sql`
  select name, value, count(*)::int as products from (select distinct * from (${values}) v) d group by name, value`;

export interface CollectionRow {
  id: string;
  title: string;
  products: number;
  picture: string | null;
}

/** The first-level collections, those with the lowest rank first; each is called and shown as its first product says. */
export async function listCollections(db: Db, reader: Reader): Promise<CollectionRow[]> {
  const first = (column: Sql, condition: Sql): Sql => sql`(
    select ${column} from catalog_listing l
    where ${inScope('l', reader)} and l.collection = n.collection and ${condition}
    order by l.rank, l.product_id collate "C" limit 1)`;
  const { rows } = await sql<CollectionRow>`
    select n.collection as id, n.products,
      coalesce(${first(sql`l.heading`, sql`l.heading is not null and l.spoken`)},
        ${first(sql`l.heading`, sql`l.heading is not null`)}, n.collection) as title,
      ${first(sql`l.picture`, sql`l.picture is not null`)} as picture
    from catalog_counts n
    where ${inScope('n', reader)} and n.collection <> '' and n.name = '' and n.value = '' and n.products > 0
    order by ${first(sql`l.rank`, sql`true`)}, ${first(sql`l.product_id collate "C"`, sql`true`)}
    limit 200`.execute(db);
  return rows;
}
