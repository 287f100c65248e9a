#!/usr/bin/env node
// npm run size: bytes of every entry, minified and gzip -9, with its static graph; lazy chunks are listed apart.
// npm run size -- --json   for machines.   Fails where a budget is exceeded. kB = 1,000 bytes. Needs a build.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';

const root = new URL('../', import.meta.url);

/** What a page gets: modules that are imported together, what is counted elsewhere, and the most it may weigh. */
const entries = [
  {
    name: 'core + tracker',
    modules: ['@continuo/core', '@continuo/core/browser', '@continuo/tracker'],
    budget: 6_000,
  },
  { name: 'core', modules: ['@continuo/core', '@continuo/core/browser'] },
  { name: 'tracker', modules: ['@continuo/tracker'], apart: ['@continuo/core'] },
  { name: 'live', modules: ['@continuo/core/live'], budget: 4_000 },
  { name: 'cart', modules: ['@continuo/cart'], apart: ['@continuo/core'], budget: 8_000 },
  {
    name: 'five elements with Lit',
    modules: ['@continuo/elements/define'],
    apart: ['@continuo/core', '@continuo/cart', '@continuo/headless'],
    budget: 18_000,
  },
  {
    name: 'reviews page',
    modules: [
      '@continuo/elements/define/rating',
      '@continuo/elements/define/review-summary',
      '@continuo/elements/define/review-list',
    ],
    apart: ['@continuo/core'],
    budget: 18_000,
  },
  {
    name: 'headless/catalog',
    modules: ['@continuo/headless/catalog'],
    apart: ['@continuo/core', 'nanostores'],
  },
  {
    name: 'headless/reviews',
    modules: ['@continuo/headless/reviews'],
    apart: ['@continuo/core', 'nanostores'],
  },
  {
    name: 'headless/media',
    modules: ['@continuo/headless/media'],
    apart: ['@continuo/core', 'nanostores'],
  },
  {
    name: 'questions',
    modules: ['@continuo/elements/define/question-list', '@continuo/elements/define/question-form'],
    apart: ['@continuo/core', 'lit', 'nanostores'],
  },
  {
    name: 'headless/questions',
    modules: ['@continuo/headless/questions'],
    apart: ['@continuo/core', 'nanostores'],
  },
  { name: 'headless/reviews/html', modules: ['@continuo/headless/reviews/html'] },
  { name: 'tracker/commerce', modules: ['@continuo/tracker/commerce'], apart: ['@continuo/core'] },
  { name: 'tracker/page-views', modules: ['@continuo/tracker/page-views'], apart: ['@continuo/core'] },
  { name: 'tracker/linker', modules: ['@continuo/tracker/linker'], apart: ['@continuo/core'] },
  { name: 'tracker/cookie', modules: ['@continuo/tracker/cookie'], apart: ['@continuo/core'] },
];

const gzip = (code) => gzipSync(code, { level: 9 }).length;

async function measure({ modules, apart = [] }) {
  const bundle = await rollup({
    input: 'entry',
    // As the script-tag build has it: no facade between a page and its entry.
    preserveEntrySignatures: 'allow-extension',
    external: (id) => apart.some((name) => id === name || id.startsWith(`${name}/`)),
    onwarn: () => {}, // what rollup has to say is said by the build
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? fileURLToPath(new URL('entry.js', root)) : null),
        load: (id) =>
          id.endsWith('/entry.js') ? modules.map((m) => `export * from '${m}';`).join('\n') : null,
      },
      replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': '"production"' } }),
      nodeResolve({ browser: true, exportConditions: ['production'] }),
    ],
  });
  const { output } = await bundle.generate({
    format: 'es',
    plugins: [terser({ module: true, ecma: 2021, format: { comments: false } })],
  });
  await bundle.close();
  const chunks = new Map(output.filter((o) => o.type === 'chunk').map((c) => [c.fileName, c]));
  const eager = new Set();
  const visit = (name) => {
    if (eager.has(name) || !chunks.has(name)) return;
    eager.add(name);
    chunks.get(name).imports.forEach(visit);
  };
  visit(output.find((o) => o.isEntry).fileName);
  const size = (names) => names.reduce((sum, name) => sum + gzip(chunks.get(name).code), 0);
  return {
    bytes: size([...eager]),
    lazy: Object.fromEntries(
      [...chunks.keys()]
        .filter((name) => !eager.has(name))
        .map((name) => [name.replace(/-[\w-]{8}\.js$/, ''), size([name])]),
    ),
  };
}

const rows = [];
for (const entry of entries) rows.push({ ...entry, ...(await measure(entry)) });

// The script tag is measured as it is shipped: `cdn/sizes.json` names the files that each page loads.
const cdn = new URL('cdn/', root);
if (!existsSync(new URL('continuo.js', cdn))) {
  console.error('There is no cdn/continuo.js: run npm run build first.');
  process.exit(1);
}
const files = (names) => names.reduce((sum, name) => sum + gzip(readFileSync(new URL(name, cdn))), 0);
rows.push({
  name: 'loader',
  modules: ['continuo.js'],
  bytes: files(['continuo.js']),
  lazy: {},
  budget: 3_000,
});
const { pages } = JSON.parse(readFileSync(new URL('pages.json', cdn), 'utf8'));
for (const [name, page] of Object.entries(pages))
  rows.push({ name, modules: page.files, bytes: files(page.files), lazy: {}, budget: page.budget });

if (process.argv.includes('--json'))
  console.log(
    JSON.stringify(
      rows.map(({ name, bytes, lazy, budget }) => ({ name, bytes, lazy, budget })),
      null,
      2,
    ),
  );
else {
  console.log('entry'.padEnd(34), 'gzip B'.padStart(8), 'budget'.padStart(8));
  for (const { name, bytes, budget, lazy } of rows) {
    console.log(name.padEnd(34), String(bytes).padStart(8), String(budget ?? '–').padStart(8));
    for (const [chunk, size] of Object.entries(lazy))
      console.log(`  lazy ${chunk}`.padEnd(34), String(size).padStart(8));
  }
}
const over = rows.filter((row) => row.budget && row.bytes > row.budget);
for (const { name, bytes, budget } of over)
  console.error(`${name} weighs ${bytes} B, ${bytes - budget} over its budget.`);
process.exitCode = over.length ? 1 : 0;
