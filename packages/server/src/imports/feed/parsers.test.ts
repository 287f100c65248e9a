import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { FeedError } from './field-error.ts';
import { guess, readFeed, type BadRow, type FeedOptions, type GoodRow } from './feed.ts';

const TSV: FeedOptions = { kind: 'products', format: 'tsv', currency: 'HKD' };
const XML: FeedOptions = { kind: 'products', format: 'xml', currency: 'HKD' };
const JSONL: FeedOptions = { kind: 'jsonl', format: 'jsonl', currency: 'HKD' };

async function* chunks(bytes: Uint8Array, size = bytes.length || 1): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}
async function read(
  feed: string | Uint8Array,
  options: FeedOptions,
  size?: number,
): Promise<(GoodRow | BadRow)[]> {
  const found: (GoodRow | BadRow)[] = [];
  const bytes = typeof feed === 'string' ? Buffer.from(feed) : feed;
  for await (const row of readFeed(chunks(bytes, size), options)) found.push(row);
  return found;
}
const titles = (rows: (GoodRow | BadRow)[]) =>
  rows.map((row) =>
    'kind' in row ? (row.kind === 'product' ? row.row.title : row.key) : `${row.field} ${row.reason}`,
  );

const HEADER = 'id\ttitle\tprice\tavailability\tdescription\n';
const end = '\t12.00 HKD\tin_stock\tgood';

describe('a text feed', () => {
  it('is read with a mark of its encoding, CRLF, columns in any spelling and lines that are empty', async () => {
    const feed =
      '\ufeffID\tTitle\tPrice\tAvailability\tImage Link\r\n\r\na\tPot\t12 HKD\tin stock\t/a.jpg\r\n';
    const [row] = await read(feed, TSV);
    assert.ok(row && 'kind' in row && row.kind === 'product');
    assert.deepEqual([row.line, row.row.title, row.row.pictures], [3, 'Pot', ['/a.jpg']]);
  });
  it('may be parted by commas', async () => {
    const feed = 'id,title,price,availability\na,"Pot, small","1,200.00 HKD",in_stock\n';
    const [row] = await read(feed, TSV);
    assert.ok(row && 'kind' in row && row.kind === 'product');
    assert.deepEqual([row.row.title, row.row.amount], ['Pot, small', 120000]);
  });
  it('quotes cells over several lines, and counts lines as an editor does', async () => {
    const rows = await read(`${HEADER}a\t"A ""pot""\twith\na tab"${end}\nb\tCup${end}\n`, TSV);
    assert.deepEqual(titles(rows), ['A "pot" with a tab', 'Cup']);
    assert.deepEqual(
      rows.map((row) => row.line),
      [2, 4],
    );
  });
  it('takes stray quotes as signs and never loses the rows after one', async () => {
    for (const title of [
      '"Best" pot',
      '5" pot',
      '"open',
      'a "b" c',
      '"',
      '""',
      '"a" b "c"',
      '"He said "hi""',
    ]) {
      const rows = await read(`${HEADER}a\t${title}${end}\nb\tCup${end}\nc\t"Tray"${end}\n`, TSV);
      assert.deepEqual(titles(rows).slice(1), ['Cup', 'Tray'], title);
    }
  });
  it('keeps the rows between two cells that open a quote and never close it', async () => {
    const rows = await read(`${HEADER}a\t"one${end}\nb\ttwo${end}\nc\t"three${end}\nd\tfour${end}\n`, TSV);
    assert.deepEqual(titles(rows), ['"one', 'two', '"three', 'four']);
  });
  it('refuses rows that are too short, not the feed', async () => {
    assert.deepEqual(titles(await read(`${HEADER}a\nb\tCup${end}\n`, TSV)), ['title is missing', 'Cup']);
  });
  it('skips a line without end in bounded memory', async () => {
    async function* endless() {
      yield Buffer.from(HEADER);
      for (let i = 0; i < 60; i += 1) yield Buffer.alloc(100_000, 'x');
      yield Buffer.from(`\nb\tCup${end}\n`);
    }
    const rows: (GoodRow | BadRow)[] = [];
    for await (const row of readFeed(endless(), TSV)) rows.push(row);
    assert.deepEqual(titles(rows), ['row the line is too long', 'Cup']);
  });
  it('without names of columns is none', async () => {
    for (const feed of ['', '\n\n', 'a\tb\tc\n', '{"id":1}\n', '<rss></rss>', '\u0000\u0001'])
      await assert.rejects(read(feed, TSV), { code: 'import/format-unknown' });
  });
  it('may name columns like properties of objects', async () => {
    const rows = await read(
      '__proto__\tconstructor\tid\ttitle\tprice\tavailability\nx\ty\ta\tPot\t1 HKD\tin stock\n',
      TSV,
    );
    assert.deepEqual(titles(rows), ['Pot']);
  });
});

const item = (inside: string) => `<item>${inside}</item>`;
const rss = (...items: string[]) =>
  `<?xml version="1.0"?>\n<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>\n${items.join('\n')}\n</channel></rss>`;
const fields = (id: string, title = 'Pot', more = '') =>
  `<g:id>${id}</g:id><title>${title}</title><g:price>12.00 HKD</g:price><g:availability>in stock</g:availability>${more}`;

describe('an XML feed', () => {
  it('is RSS with fields of Google, which win over those of RSS', async () => {
    const rows = await read(
      rss(
        item(fields('a', '<![CDATA[Pot <b>&</b> cup]]>', '<link>https://x.example/a</link><guid>no</guid>')),
        item(fields('b', 'plain', '<g:title>Google</g:title>')),
      ),
      XML,
    );
    assert.deepEqual(titles(rows), ['Pot <b>&</b> cup', 'Google']);
    assert.deepEqual(
      rows.map((row) => row.line),
      [3, 4],
    );
    assert.ok(rows[0] && 'kind' in rows[0] && rows[0].kind === 'product');
    assert.equal(rows[0].row.link, 'https://x.example/a');
  });
  it('is Atom', async () => {
    const rows = await read(
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>S</title>
      <entry><id>urn:1</id>${fields('a', 'Pot', '<link href="https://x.example/a"/><summary>Good</summary>')}</entry></feed>`,
      XML,
    );
    assert.ok(rows[0] && 'kind' in rows[0] && rows[0].kind === 'product');
    const { variantId, link, description } = rows[0].row;
    assert.deepEqual([variantId, link, description], ['a', 'https://x.example/a', 'Good']);
  });
  it('takes the price of the item, not that of its shipping', async () => {
    const shipping = '<g:shipping><g:country>HK</g:country><g:price>99.00 HKD</g:price></g:shipping>';
    const [row] = await read(rss(item(shipping + fields('a', 'Pot', shipping))), XML);
    assert.ok(row && 'kind' in row && row.kind === 'product');
    assert.equal(row.row.amount, 1200);
  });
  it('has details and several pictures', async () => {
    const detail =
      '<g:product_detail><g:section_name>Size</g:section_name><g:attribute_name>Vol: ume</g:attribute_name><g:attribute_value>1:2</g:attribute_value></g:product_detail>';
    const more =
      '<g:additional_image_link>/b.jpg</g:additional_image_link><g:additional_image_link>/c.jpg</g:additional_image_link>';
    const [row] = await read(rss(item(fields('a', 'Pot', detail + more))), XML);
    assert.ok(row && 'kind' in row && row.kind === 'product');
    assert.deepEqual(row.row.details, [{ name: 'Vol: ume', value: '1:2' }]);
    assert.deepEqual(row.row.pictures, ['/b.jpg', '/c.jpg']);
  });
  it('loses only the items that are broken', async () => {
    for (const broken of ['<title>a</titel>', '<x>', '</y>', '&nope;', '<1>']) {
      const rows = await read(rss(item(fields('a')), item(fields('b') + broken), item(fields('c'))), XML);
      const good = rows.filter((row) => 'kind' in row).map((row) => row.key);
      assert.deepEqual(good, ['a', 'c'], broken);
      const bad = rows.filter((row): row is BadRow => !('kind' in row));
      assert.deepEqual([bad.length, bad[0]?.line, bad[0]?.item, bad[0]?.field], [1, 4, 'b', 'row'], broken);
    }
  });
  it('forgives stray ampersands', async () => {
    const title = 'Salt & Pepper &amp; R&D &#38; &; <![CDATA[& &amp;]]> &';
    for (const size of [1, 5, 1_000]) {
      const rows = await read(rss(item(fields('a', title)), item(fields('b'))), XML, size);
      assert.deepEqual(titles(rows), ['Salt & Pepper & R&D & &; & &amp; &', 'Pot']);
    }
  });
  it('forgives a prefix that was not declared', async () => {
    const rows = await read(`<rss><channel>${item(fields('a'))}</channel></rss>`, XML);
    assert.deepEqual(titles(rows), ['Pot']);
  });
  it('refuses document types: no entity is ever expanded', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>`;
    await assert.rejects(read(`${bomb}<rss><channel>${item(fields('a', '&b;&x;'))}</channel></rss>`, XML), {
      code: 'import/format-unknown',
    });
  });
  it('that ends too early is told, after the good rows', async () => {
    const whole = rss(item(fields('a')), item(fields('b')));
    const seen: string[] = [];
    const run = async () => {
      for await (const row of readFeed(chunks(Buffer.from(whole.slice(0, -40))), XML))
        if ('kind' in row) seen.push(row.key);
    };
    await assert.rejects(run, { code: 'import/broken' });
    assert.deepEqual(seen, ['a']);
  });
  it('that is no feed is told', async () => {
    for (const feed of ['', 'id\ttitle\n', '{"a":1}', '<html><body>no</body></html>'])
      await assert.rejects(read(feed, XML), (error) => error instanceof FeedError, feed);
  });
  it('holds bounded memory for an element without end', async () => {
    async function* endless() {
      yield Buffer.from('<rss><channel><item><title>');
      for (let i = 0; i < 60; i += 1) yield Buffer.alloc(100_000, 'x');
    }
    const run = async () => {
      for await (const row of readFeed(endless(), XML)) assert.fail(JSON.stringify(row));
    };
    await assert.rejects(run, { code: 'import/broken' });
  });
});

describe('JSON Lines', () => {
  it('tell products, locations and stock', async () => {
    const rows = await read(
      [
        '{"type":"location","id":"central","name":"Central","address":"1 Road","timeZone":"Asia/Hong_Kong","hours":[null,null,null,null,null,null,{"opens":"10:00","closes":"19:00"}]}',
        '{"type":"product","id":"a","product":"p","title":"Pot","price":{"amount":1200,"currency":"HKD"},"availability":"in_stock","options":{"size":3},"pictures":["/a.jpg","/b,c.jpg"],"details":[{"name":"Glaze","value":"Ash"}],"gtin":4006381333931,"categories":["Pots","Small"],"rank":2,"unknown":true}',
        '{"type":"stock","location":"central","variant":"a","quantity":2,"asOf":"2026-11-22T10:00:00Z"}',
      ].join('\n'),
      JSONL,
    );
    assert.deepEqual(
      rows.map((row) => ('kind' in row ? `${row.kind} ${row.key}` : row)),
      ['location central', 'product a', 'stock central a'],
    );
    const product = rows[1];
    assert.ok(product && 'kind' in product && product.kind === 'product');
    assert.deepEqual(
      [product.row.amount, product.row.size, product.row.pictures, product.row.categories, product.row.rank],
      [1200, '3', ['/a.jpg', '/b,c.jpg'], ['Pots', 'Small'], 2],
    );
  });
  it('name what is wrong in their own words', async () => {
    const product = { type: 'product', id: 'a', title: 'Pot', price: '1 HKD', availability: 'in_stock' };
    const cases: [object | string, string][] = [
      [{ ...product, pictures: ['javascript:x'] }, 'pictures'],
      [{ ...product, product: 'a b' }, 'product'],
      [{ ...product, sale: { price: '2 HKD' } }, 'sale.price'],
      [{ ...product, price: { amount: 1.5, currency: 'HKD' } }, 'price'],
      [{ ...product, title: 7 }, 'title'],
      [{ ...product, type: 'thing' }, 'type'],
      [{ type: 'stock', location: 'central', quantity: 1 }, 'variant'],
      [{ type: 'stock', location: 'x', variant: 'a', quantity: -1 }, 'quantity'],
      [{ type: 'location', id: 'x', name: 'X', timeZone: 'Mars/Base', hours: [] }, 'hours'],
      [{ type: 'location', id: 'online', name: 'X', timeZone: 'UTC', hours: Array(7).fill(null) }, 'id'],
      [
        { type: 'location', id: 'x', name: 'X', timeZone: 'Mars/Base', hours: Array(7).fill(null) },
        'timeZone',
      ],
      ['[1]', 'line'],
      ['{"type":', 'line'],
      ['null', 'line'],
      ['['.repeat(100_000), 'line'],
    ];
    for (const [value, field] of cases) {
      const [row] = await read(typeof value === 'string' ? value : JSON.stringify(value), JSONL);
      assert.ok(row && !('kind' in row));
      assert.equal(row.field, field, JSON.stringify(value).slice(0, 80));
      assert.ok(row.reason.length > 3);
    }
  });
});

describe('any feed', () => {
  const whole = {
    tsv: `${HEADER}a\t"茶 ""壺""\n🫖"${end}\nb\tCup${end}`,
    xml: rss(item(fields('a', '茶壺 🫖'))),
  };
  it('reads the same however it is cut into pieces, and zipped', async () => {
    for (const [format, feed] of Object.entries(whole) as ['tsv' | 'xml', string][]) {
      const options = { ...TSV, format };
      const expected = await read(feed, options);
      assert.ok(expected.every((row) => 'kind' in row));
      for (const size of [1, 2, 3, 7, 100]) assert.deepEqual(await read(feed, options, size), expected);
      const zipped = gzipSync(feed);
      for (const size of [1, 50, 10_000]) assert.deepEqual(await read(zipped, options, size), expected);
    }
  });
  it('may be UTF-16, or what its XML declaration says', async () => {
    const utf16 = Buffer.from(`\ufeff${HEADER}a\t茶壺${end}\n`, 'utf16le');
    assert.deepEqual(titles(await read(utf16, TSV)), ['茶壺']);
    const latin = Buffer.from(
      rss(item(fields('a', 'Théière'))).replace('"1.0"', '"1.0" encoding="ISO-8859-1"'),
      'latin1',
    );
    assert.deepEqual(titles(await read(latin, XML)), ['Théière']);
  });
  it('says so when its gzip is damaged', async () => {
    const zipped = gzipSync(HEADER + `a\tPot${end}\n`.repeat(1_000));
    await assert.rejects(read(zipped.subarray(0, -20), TSV), { code: 'import/broken' });
    const damaged = Buffer.from(zipped);
    damaged.fill(7, 20, 60);
    await assert.rejects(read(damaged, TSV), { code: 'import/broken' });
  });
  it('passes on that its source broke', async () => {
    for (const head of [Buffer.from(HEADER), gzipSync(HEADER)]) {
      async function* breaking() {
        yield head;
        await Promise.resolve();
        throw new Error('connection lost');
      }
      const run = async () => {
        for await (const row of readFeed(breaking(), TSV)) assert.fail(JSON.stringify(row));
      };
      await assert.rejects(run, /connection lost/);
    }
  });
  it('never crashes the reader, whatever its bytes are', async () => {
    const options = fc.constantFrom(TSV, XML, JSONL, { ...TSV, kind: 'inventory' as const });
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            '<',
            '>',
            '/',
            'item',
            'rss',
            'g:id',
            '"',
            '\t',
            '\n',
            '&',
            ';',
            '<![CDATA[',
            ']]>',
            '{',
            '}',
            ':',
            'id',
            ',',
            'é',
            '\0',
          ),
          { maxLength: 80 },
        )
        .map((parts) => parts.join('')),
    );
    const prefix = fc.constantFrom(
      '',
      HEADER,
      '<rss><channel><item>',
      '{"type":"product",',
      'id\tstore_code\n',
    );
    await fc.assert(
      fc.asyncProperty(options, prefix, text, fc.boolean(), async (option, begin, rest, zip) => {
        const bytes = Buffer.from(begin + rest);
        try {
          await read(zip ? gzipSync(bytes) : bytes, option, 13);
        } catch (error) {
          if (!(error instanceof FeedError)) throw error;
        }
      }),
      { numRuns: 400 },
    );
    await fc.assert(
      fc.asyncProperty(options, fc.uint8Array({ maxLength: 400 }), async (option, bytes) => {
        try {
          await read(bytes, option, 64);
        } catch (error) {
          if (!(error instanceof FeedError)) throw error;
        }
      }),
      { numRuns: 200 },
    );
  });
  it('is guessed by its name and how it begins', () => {
    for (const [name, head, expected] of [
      ['feed.xml', '<?xml', { kind: 'products', format: 'xml' }],
      ['feed.xml.gz', '<rss><channel><item><g:store_code>', { kind: 'inventory', format: 'xml' }],
      ['feed.tsv', 'id\ttitle', { kind: 'products', format: 'tsv' }],
      ['feed.txt', '"Store code"\titemid', { kind: 'inventory', format: 'tsv' }],
      ['brand.jsonl', '{"type"', { kind: 'jsonl', format: 'jsonl' }],
      ['-', ' <?xml', { kind: 'products', format: 'xml' }],
      ['-', '{"type"', { kind: 'jsonl', format: 'jsonl' }],
      ['-', 'id\ttitle\n', { kind: 'products', format: 'tsv' }],
      ['photo.jpg', '\ufffd\ufffd', undefined],
    ] as const)
      assert.deepEqual(guess(name, head), expected);
  });
});

describe('a feed of 100,000 rows', () => {
  it('is read in a heap that could not hold it', async () => {
    const script = `
      import { readFeed } from ${JSON.stringify(new URL('feed.ts', import.meta.url).href)};
      const words = 'A round, unhurried pot for three or four cups. '.repeat(20);
      async function* feed() {
        yield Buffer.from('id\\ttitle\\tprice\\tavailability\\tdescription\\n');
        for (let i = 0; i < 100_000; i += 100) {
          let text = '';
          for (let n = i; n < i + 100; n += 1) text += 'v' + n + '\\tPot\\t12 HKD\\tin_stock\\t' + n + words + '\\n';
          yield Buffer.from(text);
        }
      }
      let rows = 0;
      for await (const row of readFeed(feed(), { kind: 'products', format: 'tsv', currency: 'HKD' })) if (row.row) rows += 1;
      process.stdout.write(String(rows));`;
    const args = ['--conditions=source', '--max-old-space-size=64', '--input-type=module', '-e', script];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    assert.equal(stdout, '100000');
  });
});
