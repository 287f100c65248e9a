import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import type { Browser } from 'puppeteer-core';
import { rollup } from 'rollup';
import { launch, until, url } from './support/browser.ts';
import { codeBlocks, type Block } from './support/code-blocks.ts';

/** Every HTML, JavaScript and TypeScript block of the docs and READMEs is run, against the demo's backend. */

const root = new URL('../', import.meta.url);
const blocks = codeBlocks().map((block) => ({ ...block, title: `block ${block.index} of ${block.file}` }));
/** Blocks for Node carry the word `node`. */
const forNode = ({ info }: Block): boolean => info === 'node';
const isScript = ({ language }: Block): boolean => language === 'js' || language === 'ts';
/** TypeScript without its types; e2e/packages.e2e.ts checks these. */
const script = ({ language, code }: Block): string => (language === 'ts' ? stripTypeScriptTypes(code) : code);

let browser: Browser;
let key: string;
before(async () => {
  browser = await launch();
  // The publishable key is in the shop's own pages, as any publishable key is.
  const html = await (await fetch(url)).text();
  key = /data-key="(pk_[^"]+)"/.exec(html)?.[1] ?? '';
  assert.ok(key, 'the shop shows its publishable key');
});
after(() => browser?.close());

const real = (text: string): string =>
  text
    .replaceAll('https://api.shop.example', url)
    .replaceAll('https://shop.example/continuo.js', `${url}/continuo.js`)
    .replaceAll('pk_demo', key);

/** A page at the demo's origin with this as its whole content. */
async function page(html: string) {
  const context = await browser.createBrowserContext();
  const opened = await context.newPage();
  const problems: string[] = [];
  opened.on('pageerror', (error) => problems.push(String(error)));
  await opened.setRequestInterception(true);
  opened.on('request', (request) => {
    void (request.url() === `${url}/docs-block`
      ? request.respond({
          contentType: 'text/html; charset=utf-8',
          body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Block</title><body>${html}`,
        })
      : request.continue());
  });
  await opened.goto(`${url}/docs-block`);
  return { page: opened, problems, close: () => context.close() };
}

/** A module that sets up what the blocks of a page before this one have set up, then the block. */
async function bundle(code: string): Promise<string> {
  const built = await rollup({
    input: 'block',
    onwarn: () => {}, // what the blocks leave out (an unused import) is theirs to leave out
    plugins: [
      {
        name: 'block',
        resolveId: (id) => (id === 'block' ? new URL('docs-block.js', root).pathname : null),
        load: (id) => (id.endsWith('/docs-block.js') ? code : id.endsWith('.css') ? 'export {};' : null),
        // nanostores asks for it, as bundlers answer.
        transform: (text: string) => text.replaceAll('process.env.NODE_ENV', '"production"'),
      },
      nodeResolve({ browser: true, exportConditions: ['production'] }),
    ],
  });
  const { output } = await built.generate({ format: 'es', inlineDynamicImports: true });
  await built.close();
  return output[0].code;
}

const configured = `import { configure as __configure } from '@continuo/core/browser';
__configure({ endpoint: 'https://api.shop.example', key: 'pk_demo', market: 'hk' });\n`;

for (const block of blocks.filter(({ language }) => language === 'html'))
  test(`${block.title} (HTML) shows every element ready`, async () => {
    const hasScript = block.code.includes('continuo.js');
    // A page of the docs shows the script once; its other blocks stand on pages that have it.
    const loader = `<script async src="https://shop.example/continuo.js" data-endpoint="https://api.shop.example" data-key="pk_demo" data-market="hk"></script>`;
    const shown = await page(real(hasScript ? block.code : loader + block.code));
    const tags = [...new Set([...block.code.matchAll(/<(continuo-[a-z-]+)/g)].map(([, tag]) => tag!))];
    for (const tag of tags)
      await until(`every ${tag} is ready`, () =>
        shown.page.evaluate((name) => {
          // A new visitor’s cart is empty; one that is shown as empty itself does not exist.
          const ready = /cart-(button|drawer)$/.test(name) ? ':state(empty)' : ':state(ready)';
          return [...document.querySelectorAll(name)].every((element) =>
            element.matches(name === 'continuo-provider' ? ':defined' : ready),
          );
        }, tag),
      );
    assert.deepEqual(shown.problems, []);
    await shown.close();
  });

for (const block of blocks.filter((b) => isScript(b) && !forNode(b)))
  test(`${block.title} (script) runs as pasted`, async () => {
    const setsUp = /\bconfigure\(|createClient\(/.test(block.code);
    const code = await bundle(
      real((setsUp || !block.code.includes('@continuo/') ? '' : configured) + script(block)),
    );
    const shown = await page('');
    const tag = await shown.page.addScriptTag({
      type: 'module',
      content: `${code}\nglobalThis.__ran = true;`,
    });
    await until('the block has run to its end', () =>
      shown.page.evaluate(() => Boolean((globalThis as { __ran?: boolean }).__ran)),
    );
    await tag.dispose();
    assert.deepEqual(shown.problems, []);
    await shown.close();
  });

for (const block of blocks.filter((b) => isScript(b) && forNode(b)))
  test(`${block.title} (Node) runs as pasted`, () => {
    // A file beside node_modules, run where it may leave files.
    const file = new URL(`.cache/block-${process.pid}.mjs`, root);
    const folder = mkdtempSync(join(tmpdir(), 'continuo-block-'));
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, real(script(block)));
    try {
      execFileSync(process.execPath, [fileURLToPath(file)], { cwd: folder, timeout: 60_000 });
    } finally {
      rmSync(file);
      rmSync(folder, { recursive: true });
    }
  });
