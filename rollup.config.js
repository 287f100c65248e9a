// The script-tag build (`cdn/`) and the desk's page, both from what `tsc -b` has made.
//   cdn/continuo.js     the classic script, a fixed name
//   cdn/chunks/*.js     modules beside it, named by their content: may be cached for ever
//   cdn/sri.json        integrity of every file, for pages that pin a version
//   cdn/pages.json      which files a page loads, for `npm run size`
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(at('packages/embed/package.json'), 'utf8'));

/** The parts that a page loads (packages/embed/src/parts), and which of them a tag needs. The first is always loaded. */
const tags = {
  'continuo-provider': 'base',
  'continuo-consent': 'base',
  'continuo-add-to-cart': 'shop',
  'continuo-cart-button': 'shop',
  'continuo-cart-drawer': 'shop',
  'continuo-rating': 'reviews',
  'continuo-review-summary': 'reviews',
  'continuo-review-list': 'reviews',
  'continuo-review-form': 'reviews',
  'continuo-question-list': 'questions',
  'continuo-question-form': 'questions',
};
const parts = ['base', 'shop', 'reviews', 'questions'];
/** What pages load, for `npm run size`; what is fetched later (live stream, tracker, the drawer's inside) is not in it. */
const pages = {
  'CMS page with cart and consent': { parts: ['base', 'shop'], budget: 30_000 },
  'CMS page with consent': { parts: ['base'] },
  'CMS page with reviews': { parts: ['base', 'reviews'] },
};

const plugins = [
  replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': '"production"' } }),
  nodeResolve({ browser: true, exportConditions: ['production'] }),
];
const minify = (module) => terser({ module, ecma: 2021, format: { comments: false } });

/** What `base` needs at once is one file, whoever else needs it too; what most parts need is no file of its own. */
function together(id, { getModuleInfo }) {
  if (!together.base) {
    together.base = new Set();
    const visit = (module) => {
      if (together.base.has(module)) return;
      together.base.add(module);
      getModuleInfo(module)?.importedIds.forEach(visit);
    };
    visit(at('packages/embed/dist/parts/base.js'));
  }
  // What only forms need: their own file is fetched with them.
  if (id.endsWith('/protocol/dist/limits.js')) return 'limits';
  // Re-exported by what all need, and needed by single parts.
  if (/\/protocol\/dist\/(top-contributor|unspaced-scripts)\.js$/.test(id)) return undefined;
  return together.base.has(id) ||
    /\/parts\/in-turn\.js$|\/internal\/(icons|stores?-controller)\.js$|\/headless\/dist\/loaded\.js$|\/nanostores\//.test(
      id,
    )
    ? 'base'
    : undefined;
}

/** What the first build made, for the loader: filled when its bundle is written, before the second one begins. */
const made = { files: [], page: [], tags: {}, pages: {} };

/** A worker is a file of its own: `new URL('./worker.js', import.meta.url)` becomes the URL of an emitted chunk. */
const workers = {
  name: 'workers',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return null;
    return code.replace(/new URL\(\s*'(\.\/[\w./-]+\.js)',\s*import\.meta\.url\s*,?\s*\)/g, (_, path) => {
      const name = path.replace(/^.*\/|\.js$/g, '');
      const reference = this.emitFile({
        type: 'chunk',
        id: fileURLToPath(new URL(path, `file://${id}`)),
        name,
      });
      return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
    });
  },
};

const graph = {
  name: 'graph',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    for (const chunk of chunks)
      for (const used of [...chunk.imports, ...chunk.dynamicImports])
        if (!bundle[used]) this.error(`${chunk.fileName} needs ${used}, which is not beside it`);
    const needs = (name) => {
      const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === name).fileName;
      const seen = new Set();
      const visit = (file) => {
        if (seen.has(file)) return;
        seen.add(file);
        bundle[file].imports.forEach(visit);
      };
      visit(entry);
      return [...seen];
    };
    const numbers = (files) =>
      files.map((file) => {
        if (!made.files.includes(file)) made.files.push(file);
        return made.files.indexOf(file);
      });
    made.page = numbers(needs('base'));
    for (const [tag, part] of Object.entries(tags)) made.tags[tag] = numbers(needs(part));
    for (const [name, { parts, budget }] of Object.entries(pages))
      made.pages[name] = { files: ['continuo.js', ...new Set(parts.flatMap(needs))], budget };
  },
};

const inventory = {
  name: 'inventory',
  writeBundle() {
    const list = (folder) =>
      readdirSync(at(`cdn/${folder}`)).flatMap((name) => {
        const path = `${folder}${name}`;
        return statSync(at(`cdn/${path}`)).isDirectory()
          ? list(`${path}/`)
          : path.endsWith('.js') || path.endsWith('.css')
            ? [path]
            : [];
      });
    cpSync(at('packages/elements/src/themes/reserve.css'), at('cdn/reserve.css'));
    for (const name of ['reviews.css', 'questions.css'])
      cpSync(at(`packages/elements/dist/${name}`), at(`cdn/${name}`));
    const integrity = Object.fromEntries(
      list('').map((path) => [
        path,
        `sha384-${createHash('sha384')
          .update(readFileSync(at(`cdn/${path}`)))
          .digest('base64')}`,
      ]),
    );
    writeFileSync(at('cdn/sri.json'), `${JSON.stringify({ version, integrity }, null, 2)}\n`);
    writeFileSync(at('cdn/pages.json'), `${JSON.stringify({ pages: made.pages }, null, 2)}\n`);
  },
};

const desk = {
  name: 'desk-site',
  writeBundle() {
    mkdirSync(at('packages/desk/dist/site'), { recursive: true });
    cpSync(at('packages/desk/site'), at('packages/desk/dist/site'), { recursive: true });
  },
};

export default [
  {
    input: Object.fromEntries(parts.map((part) => [part, at(`packages/embed/dist/parts/${part}.js`)])),
    // Entries are loaded by the loader itself, so a facade would only cost a round trip.
    preserveEntrySignatures: 'allow-extension',
    plugins: [...plugins, workers, graph],
    output: {
      dir: at('cdn'),
      format: 'es',
      entryFileNames: 'chunks/[name]-[hash].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
      manualChunks: together,
      // Not also what a module of `base` only passes on.
      onlyExplicitManualChunks: true,
      plugins: [minify(true)],
    },
  },
  {
    input: at('packages/embed/dist/loader.js'),
    plugins: [
      ...plugins,
      {
        // The URLs that it imports are computed: there is no extension for the compiler to rewrite.
        name: 'plain-import',
        transform: (code) => code.replaceAll('__rewriteRelativeImportExtension(', '('),
      },
      {
        name: 'chunk-names',
        renderChunk: (code) => {
          const { files, page, tags } = made;
          return code
            .replaceAll('CHUNKS', JSON.stringify({ files, page, tags }))
            .replaceAll('VERSION', JSON.stringify(version));
        },
      },
    ],
    output: {
      file: at('cdn/continuo.js'),
      format: 'iife',
      plugins: [minify(false), inventory],
    },
  },
  {
    input: at('packages/desk/dist/index.js'),
    plugins: [...plugins, desk],
    output: { file: at('packages/desk/dist/site/desk.js'), format: 'es', plugins: [minify(true)] },
  },
];
