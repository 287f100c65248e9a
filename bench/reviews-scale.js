// Reading reviews among 1,000 to 1,000,000 of them, a tenth of which are of one product, on a PostgreSQL server of its
// own: milliseconds of a request through the backend against a query of one row in the same rounds, how that grows, and how
// each is read. It fails where a query looks at more rows, or sorts more, than a page may.
// SIZES=1000,10000 chooses other sizes.
import { createBackend } from '@continuo/server';
import { openTestBackend } from '@continuo/server/testing';
import { sql } from 'kysely';
import { BIG, RARE, writeMany } from '../packages/server/src/reviews/testing/many.ts';
import { startPostgres } from '../scripts/lib/postgres.js';
import { median, ratio, table } from './support/statistics.js';

const SIZES = (process.env.SIZES ?? '1000,10000,100000,1000000').split(',').map(Number);
const ROUNDS = 21;
const FLOOR = 'one row by its key';
/** Rows that a page may look at. */
const MOST = 7_000;

const list = (query) => `/v1/products/${BIG}/reviews?${query}`;
const sixty = Array.from({ length: 60 }, (_, i) => (i ? `p-${i}` : BIG)).join();
const READS = {
  'first page': list(''),
  'newest first': list('sort=newest'),
  'one star': list('stars=1'),
  'four and five stars': list('stars=4,5&sort=newest'),
  verified: list('verified=true'),
  'with photos': list('media=true'),
  'would recommend it': list('recommended=true'),
  'written here': list('source=own'),
  'from elsewhere': list('source=elsewhere'),
  'in Chinese': list('locale=zh'),
  'an attribute': list('attributes=use:gift'),
  'verified, Chinese, attribute, lowest': list('verified=true&locale=zh&attributes=use:gift&sort=lowest'),
  'people like me': list('like=use:gift'),
  'common word': list('q=good'),
  'one letter': list('q=t'),
  'rare word': list(`q=${RARE.word}`),
  'one character': list(`q=${encodeURIComponent('茶')}`),
  'two words, one of them rare': list(`q=good%20${RARE.word}`),
  'nothing found': list('q=xylophone'),
  'deep page': undefined,
  'deep page of a search': undefined,
  'summaries of 60 products': `/v1/reviews/summaries?products=${sixty}`,
};

const postgres = await startPostgres();
const { database, workspace, close } = await openTestBackend({ url: postgres.url });

async function measure() {
  const { db } = database;
  const { workspace: ws, publishable } = await workspace();
  /** What the backend asked the database. */
  let asked = [];
  const recorder = {
    transformQuery({ node, queryId }) {
      asked.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const backend = createBackend({
    database: { ...database, db: db.withPlugin(recorder) },
    rateLimits: { reads: 1e9 },
  });
  const get = async (path) => {
    const response = await backend.fetch(
      new Request(`http://backend.test${path}&key=${publishable}`, {
        headers: { origin: 'https://shop.example' },
      }),
    );
    const body = await response.json();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`);
    return body;
  };
  /** The address of the page after the one that ends with the review in the middle of the order. */
  async function deep(path) {
    const { next, total } = await get(path);
    const [sort] = JSON.parse(Buffer.from(next, 'base64url').toString());
    const { rows } = await sql`
      select score, at, id from reviews where ws = ${ws.id} and product_id = ${BIG} and state = 'published'
      order by score desc, at desc, id desc offset ${Math.floor(count / 20)} limit 1`.execute(db);
    const [{ score, at, id }] = rows;
    const place = [sort, 0, score, at.getTime(), id, total];
    return `${path}&cursor=${Buffer.from(JSON.stringify(place)).toString('base64url')}`;
  }

  const taken = new Map();
  let count = 0;
  const plans = new Map();
  for (const size of SIZES) {
    const started = performance.now();
    await fill(ws, count, size);
    count = size;
    console.log(`${size} reviews, written in ${Math.round((performance.now() - started) / 1000)} s`);
    const paths = {
      ...READS,
      'deep page': await deep(list('')),
      'deep page of a search': await deep(list('q=good')),
    };
    const names = Object.keys(paths);
    const rounds = new Map([FLOOR, ...names].map((name) => [name, []]));
    for (let round = 0; round <= ROUNDS; round++)
      for (const [name, list] of rounds) {
        const began = performance.now();
        if (paths[name]) await get(paths[name]);
        else await byKey(ws);
        if (round > 0) list.push(performance.now() - began); // the first round warms up
      }
    taken.set(size, rounds);
    plans.set(size, []);
    for (const name of names) plans.get(size).push(await planOf(name, paths[name]));
  }

  async function planOf(name, path) {
    asked = [];
    const { total } = await get(path);
    const queries = asked.filter((query) => /\breviews\b|review_summaries/.test(query.sql));
    const found = { name, total, indexes: new Set(), rows: 0, sorted: 0, pages: 0, ms: 0 };
    for (const query of queries) {
      const { rows } = await db.executeQuery({
        ...query,
        sql: `explain (analyze, buffers, format json) ${query.sql}`,
      });
      const [explained] = rows[0]['QUERY PLAN'];
      if (process.env.PLANS === name) console.log(query.sql, JSON.stringify(explained, undefined, 1));
      look(explained.Plan, found);
      found.pages += explained.Plan['Shared Hit Blocks'] + explained.Plan['Shared Read Blocks'];
      found.ms += explained['Execution Time'];
    }
    return found;
  }

  const [smallest] = SIZES;
  const largest = SIZES.at(-1);
  const times = (size, name) => taken.get(size).get(name);
  const floors = (size, name) => ratio(times(size, name), times(size, FLOOR));
  const columns = (title, value) => Object.fromEntries(SIZES.map((size) => [title(size), value(size)]));
  console.log(
    '\nMilliseconds of a request (medians), and how many times a query of one row by its key in the same rounds',
  );
  table(
    [...taken.get(smallest).keys()].map((name) => ({
      read: name,
      ...columns(
        (size) => `ms, ${size}`,
        (size) => median(times(size, name)),
      ),
      ...columns(
        (size) => `×, ${size}`,
        (size) => floors(size, name),
      ),
      growth: floors(largest, name) / floors(smallest, name),
    })),
  );
  const last = plans.get(largest);
  console.log('\nRows that a query looks at, and how it reads the largest');
  table(
    last.map(({ name, total, indexes, sorted, pages, ms }, i) => ({
      read: name,
      found: total ?? '',
      ...columns(
        (size) => `rows, ${size}`,
        (size) => plans.get(size)[i].rows,
      ),
      'rows sorted': sorted,
      'pages of memory': pages,
      'ms in the database': ms,
      by: [...indexes].join(', '),
    })),
  );
  const wrong = last.filter(({ rows, sorted }) => rows > MOST || sorted > MOST);
  if (wrong.length) throw new Error(`Not flat: ${wrong.map(({ name }) => name).join(', ')}`);
}

/** What a plan reads by which index, and how much it sorts. */
function look(node, found) {
  const loops = node['Actual Loops'];
  const type = node['Node Type'];
  if (type === 'Seq Scan' && node['Relation Name'].startsWith('review')) found.indexes.add('a whole table');
  if (node['Index Name']) found.indexes.add(node['Index Name']);
  if (/Scan$/.test(type) && type !== 'Subquery Scan')
    found.rows = Math.max(found.rows, (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * loops);
  if (type === 'Sort' || type === 'Incremental Sort')
    found.sorted = Math.max(found.sorted, node.Plans[0]['Actual Rows'] * loops);
  for (const part of node.Plans ?? []) look(part, found);
}

const byKey = (ws) =>
  sql`select id from reviews where ws = ${ws.id} and id = 'review-000000000007'`.execute(database.db);

/** Writes reviews while the indexes are away, which is faster, and puts the indexes back. */
async function fill(ws, from, to) {
  const { db } = database;
  const { rows } = await sql`
    select indexname as name, indexdef as made from pg_indexes
    where tablename = 'reviews' and indexname <> 'reviews_pkey'`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(db);
  await writeMany(db, ws, from, to);
  await db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    await sql`set maintenance_work_mem = '512MB'`.execute(connection);
    for (const { made } of rows) await sql.raw(made).execute(connection);
    await sql`vacuum analyze reviews`.execute(connection);
    await sql`vacuum analyze review_summaries`.execute(connection);
    await sql`checkpoint`.execute(connection);
    await sql`reset all`.execute(connection);
  });
}

try {
  await measure();
} finally {
  await close();
  await postgres.stop();
}
