/** A product feed of somebody who did not think of us: titles as they are found in the wild, and as an attacker writes them. */

const TITLES = [
  '<script>globalThis.__pwned = 1</script>',
  '<img src=x onerror="globalThis.__pwned = 1">',
  '"><svg onload=globalThis.__pwned=1>',
  "' onmouseover='globalThis.__pwned=1",
  '</title></textarea></script><script>globalThis.__pwned=1</script>',
  '{{constructor.constructor("globalThis.__pwned=1")()}} ${globalThis.__pwned=1}',
  'javascript:globalThis.__pwned=1//',
  '<continuo-cart-drawer></continuo-cart-drawer><b>bold</b>',
  '<!-- a comment that does not end',
  '&lt;b&gt; is not bold &amp;amp; &#x1F600; stays as it is',
  "Robert'); DROP TABLE products;-- cup",
  '"quoted" and ""doubled"" and \\"escaped\\"',
  'قدح شاي من البورسلين ‏٢٥٠ مل',
  'ספל \u202Eהפוך\u202C עם סימני כיוון',
  '👩‍👩‍👧‍👦 Family set 🍵🏴󠁧󠁢󠁳󠁣󠁴󠁿 with flags 🇭🇰',
  '青瓷茶壺・一人用（附茶漏）二〇二六年秋季限定',
  '手作り急須　常滑焼　全角空白',
  'Zalgo t̸̡̛͓e̷̢͝à̶͜ pot and combining á é í',
  'A teapot whose title goes on and on, as those titles do that were written for a machine, not for somebody who reads: stoneware, celadon, 600 ml, gift box, free strainer, new',
  'Supercalifragilisticexpialidocioussupercalifragilisticexpialidocioussupercalifragilisticexpialidocious',
  'null',
  '__proto__',
  '0',
  '%s %d %00 \\u0000 ../../etc/passwd',
] as const;

export interface Row {
  id: string;
  title: string;
  price: string;
}

/** Rows with a title that is theirs alone: the number is the last word. */
export const hostileRows = (prefix: string, count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${prefix}-${i}`,
    title: `${TITLES[i % TITLES.length]!} ${prefix}${i}`,
    price: `${10 + (i % 90)}.${String(i % 100).padStart(2, '0')} HKD`,
  }));

const COLUMNS = ['id', 'title', 'description', 'link', 'image_link', 'availability', 'price', 'product_type'];
const cell = (text: string): string => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const record = ({ id, title, price }: Row): Record<string, string> => ({
  id,
  title,
  // A tab and a line end inside of a quoted cell are allowed.
  description: `${title}\twith a tab\nand a second line`,
  link: `https://foreign.example/p/${id}?a=1&b=%22`,
  image_link: `https://foreign.example/pictures/${id}.jpg`,
  availability: 'in_stock',
  price,
  product_type: `Foreign & <i>strange</i> > Things`,
});

export const toTsv = (rows: readonly Row[]): string =>
  [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => cell(record(row)[column]!)))]
    .map((cells) => cells.join('\t'))
    .join('\r\n');

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

export const toXml = (rows: readonly Row[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Foreign</title>
${rows
  .map(
    (row, i) =>
      `<item>${Object.entries(record(row))
        .map(([name, text]) =>
          // Both ways to write a text, as exports do.
          i % 2 && name === 'title' && !text.includes(']]>')
            ? `<g:${name}><![CDATA[${text}]]></g:${name}>`
            : `<g:${name}>${escape(text)}</g:${name}>`,
        )
        .join('')}</item>`,
  )
  .join('\n')}
</channel></rss>`;
