// What can be known of the docs without a browser; their pages are tried in e2e/docs.e2e.ts.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file && existsSync(new URL(file, root)));
const scripts = Object.keys(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).scripts);

for (const file of files) {
  const text = readFileSync(new URL(file, root), 'utf8');
  const prose = text.replace(/```[\s\S]*?```/g, '');
  test(`every link of ${file} leads somewhere`, () => {
    for (const [, target] of prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
      if (/^(https?:|mailto:)/.test(target)) continue;
      assert.ok(existsSync(new URL(target, new URL(file, root))), `${file} links to ${target}`);
    }
  });
  test(`every command and JSON block of ${file} is true`, () => {
    for (const [, language, code] of text.matchAll(/```(\w+)[^\n]*\n([\s\S]*?)```/g)) {
      if (language === 'json') JSON.parse(code);
      if (language === 'sh')
        for (const [, name] of code.matchAll(/npm (?:run )?([\w-]+)/g))
          assert.ok([...scripts, 'install', 'run'].includes(name), `${file} says npm ${name}`);
    }
  });
}

test('every number of kilobytes in the READMEs of packages is what npm run size prints', () => {
  assert.ok(existsSync(new URL('cdn/pages.json', root)), 'there is a build (npm run build)');
  const { stdout } = spawnSync(process.execPath, ['scripts/size.js', '--json'], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
  });
  const sizes = JSON.parse(stdout);
  /** Which entries the README of a package may speak of. */
  const spoken = {
    core: ['core'],
    tracker: ['tracker', 'tracker/linker', 'tracker/cookie'],
    cart: ['cart'],
    headless: ['headless/catalog', 'headless/reviews'],
    elements: ['five elements with Lit', 'reviews page'],
    embed: ['loader'],
  };
  for (const [name, entries] of Object.entries(spoken)) {
    const text = readFileSync(new URL(`packages/${name}/README.md`, root), 'utf8').replace(/\s+/g, ' ');
    const claims = [...text.matchAll(/(at most )?(\d+(?:\.(\d+))?) kB/g)];
    assert.ok(claims.length, `the README of ${name} says how much it weighs`);
    for (const [claim, atMost, number, decimals = ''] of claims) {
      const said = sizes
        .filter((entry) => entries.includes(entry.name))
        .flatMap(({ bytes, lazy, budget }) => (atMost ? [budget] : [bytes, ...Object.values(lazy)]))
        .filter((bytes) => bytes !== undefined)
        .map((bytes) => bytes / 1000);
      // A few bytes more or less are no news: "6.6" may be 6.5 to 6.7, "17" may be 16.5 to 17.5.
      const near = atMost ? 0 : decimals ? 0.1 : 0.5;
      assert.ok(
        said.some((kB) => Math.abs(kB - Number(number)) <= near),
        `the README of ${name} says ${claim}; measured: ${said.join(', ')} kB`,
      );
    }
  }
});

test('the page of the wire is what the protocol says', () => {
  execFileSync(process.execPath, [
    '--conditions=source',
    fileURLToPath(new URL('scripts/wire.js', root)),
    '--check',
  ]);
});
