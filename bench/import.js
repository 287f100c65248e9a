// A feed of 100,000 rows through the import route: rows a second, and how much memory that takes, against one of a
// tenth of the size (what is held must not grow with the feed) and against a floor that only splits the lines. Then
// lists of these rows, against a floor that reads one row by its key. CONTINUO_TEST_DATABASE_URL: on that server.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openTestBackend } from '@continuo/server/testing';
import { median, ratio, table } from './support/statistics.js';

const ROWS = Number(process.env.ROWS ?? 100_000);
const COLORS = ['Ash', 'Celadon', 'Tenmoku', 'Shino', 'Indigo'];

const NAMES = [
  ...['id', 'item_group_id', 'title', 'description', 'link', 'image_link', 'availability', 'price', 'color'],
  ...['brand', 'product_type', 'mpn'],
];
const cells = (i, edition) => [
  `v-${i}`,
  `p-${Math.floor(i / COLORS.length)}`,
  `Teapot ${Math.floor(i / COLORS.length)} – ${COLORS[i % COLORS.length]}`,
  `A round, unhurried pot for three or four cups, number ${i}. `.repeat(5) + (i % 10 ? '' : edition),
  `https://shop.example/products/${i}`,
  `https://shop.example/pictures/${i}.jpg`,
  'in_stock',
  `${100 + (i % 400)}.00 HKD`,
  COLORS[i % COLORS.length],
  `Kiln ${i % 40}`,
  `Kind ${i % 12} > Stoneware`,
  `MPN${i}`,
];
const writers = {
  tsv: {
    begin: `${NAMES.join('\t')}\n`,
    row: (i, edition) => `${cells(i, edition).join('\t')}\n`,
    end: '',
  },
  xml: {
    begin: '<rss xmlns:g="http://base.google.com/ns/1.0"><channel>',
    row: (i, edition) =>
      `<item>${cells(i, edition)
        .map((cell, n) => `<g:${NAMES[n]}>${cell.replace('>', '&gt;')}</g:${NAMES[n]}>`)
        .join('')}</item>\n`,
    end: '</channel></rss>',
  },
};

/** A feed as bytes, made as it is read. */
async function* feed(format, rows, edition) {
  const { begin, row, end } = writers[format];
  yield Buffer.from(begin);
  for (let i = 0; i < rows; i += 100) {
    let text = '';
    for (let n = i; n < Math.min(i + 100, rows); n += 1) text += row(n, edition);
    yield Buffer.from(text);
  }
  yield Buffer.from(end);
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Memory while something runs, in megabytes: the most that was held whenever `look` was called, and the process whole. */
async function watched(run) {
  let held = 0;
  let rss = 0;
  const look = () => {
    rss = Math.max(rss, process.memoryUsage().rss);
    collectGarbage();
    held = Math.max(held, process.memoryUsage().heapUsed);
  };
  const started = performance.now();
  await run(look);
  const seconds = (performance.now() - started) / 1000;
  look();
  return { seconds, held: held / 1e6, rss: rss / 1e6 };
}

const { backend, database, workspace, close } = await openTestBackend();
async function run(ws, name, format, rows, edition) {
  let last;
  const query = new URLSearchParams({
    kind: 'products',
    format,
    source: 'bench',
    market: 'hk',
    locale: 'en',
  });
  const { seconds, held, rss } = await watched(async (look) => {
    const response = await backend.fetch(
      new Request(`http://backend.test/v1/imports?${query}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${ws.secret}` },
        body: ReadableStream.from(feed(format, rows, edition)),
        duplex: 'half',
      }),
    );
    for await (const chunk of response.body) {
      const lines = Buffer.from(chunk).toString().split('\n').filter(Boolean);
      last = JSON.parse(lines.at(-1));
      if (last.type !== 'progress') continue;
      if (last.rows % 5_000 === 0) look();
      if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${last.rows} rows`);
    }
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if (last?.type !== 'done' || last.refused > 0) throw new Error(JSON.stringify(last));
  const { added, changed, unchanged } = last;
  return {
    run: name,
    rows,
    added,
    changed,
    unchanged,
    seconds,
    'rows/s': Math.round(rows / seconds),
    'held MB': held,
    'RSS MB': rss,
  };
}
async function floor(rows) {
  let count = 0;
  const { seconds, held, rss } = await watched(async () => {
    let rest = '';
    for await (const chunk of feed('tsv', rows, 'first')) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop();
      for (const line of lines) count += line.split('\t').length;
    }
  });
  if (count !== (rows + 1) * NAMES.length) throw new Error(`${count} cells`);
  return {
    run: 'floor: split the lines',
    rows,
    added: 0,
    changed: 0,
    unchanged: 0,
    seconds,
    'rows/s': Math.round(rows / seconds),
    'held MB': held,
    'RSS MB': rss,
  };
}

const small = await workspace();
const tsv = await workspace();
const xml = await workspace();
table([
  await floor(ROWS),
  await run(small, 'TSV, a tenth of the rows', 'tsv', ROWS / 10, 'first'),
  await run(tsv, 'TSV', 'tsv', ROWS, 'first'),
  await run(tsv, 'the same again', 'tsv', ROWS, 'first'),
  await run(tsv, 'one row in ten changed', 'tsv', ROWS, 'second'),
  await run(xml, 'XML', 'xml', ROWS, 'first'),
]);

/** Milliseconds of each of some readings. */
async function times(read) {
  const found = [];
  for (let i = 0; i < 15; i += 1) {
    const started = performance.now();
    await read();
    found.push(performance.now() - started);
  }
  return found;
}
const get = async (path) => {
  const answer = await tsv.fetch(`${path}&key=${tsv.publishable}`);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  await answer.text();
};
const oneRow = await times(() =>
  database.db
    .selectFrom('catalog_rows')
    .selectAll()
    .where((e) => e.and({ ws: tsv.workspace.id, market: 'hk', variant_id: 'v-7' }))
    .executeTakeFirstOrThrow(),
);
const reads = [{ read: 'floor: one row by its key', ms: median(oneRow), 'against the floor': 1 }];
for (const path of [
  '/v1/products/p-7?',
  '/v1/products?sort=featured',
  '/v1/products?sort=price-asc',
  '/v1/products?sort=title',
  '/v1/products?collection=kind-7&available=true&sort=newest',
  '/v1/collections?',
  '/v1/products?filter=brand:Kiln%207',
  '/v1/products?filter=color:Ash',
  '/v1/products?q=12345',
  '/v1/products?q=teapot%20ash',
]) {
  const ms = await times(() => get(path));
  reads.push({ read: path, ms: median(ms), 'against the floor': ratio(ms, oneRow) });
}
table(reads);
await close();
