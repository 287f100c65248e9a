#!/usr/bin/env node
// Everything that is said about the elements, from their sources: packages/elements/custom-elements.json, typings for
// React, Vue and Svelte, data for editors, and the tables in docs/elements. What an element has but does not document fails.
//   node scripts/manifest.js           writes what goes into dist, and fails where the committed files differ
//   node scripts/manifest.js --write   writes the committed files too
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));
const elements = join(root, 'packages/elements');
const write = process.argv.includes('--write');
const wrong = [];

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** All element classes under src, with what their JSDoc and their members say. */
function analyze() {
  const files = readdirSync(join(elements, 'src'), { recursive: true })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('testing'))
    .map((path) => `src/${path}`);
  const found = [];
  for (const path of files) {
    const source = readFileSync(join(elements, path), 'utf8');
    const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
    for (const node of file.statements)
      if (ts.isClassDeclaration(node) && tagsOf(node).some(([tag]) => tag === 'tag'))
        found.push(read(path, source, node));
  }
  return found.sort((a, b) => (a.tagName < b.tagName ? -1 : 1));
}

/** `[tag, words]` of a JSDoc comment; the words before the first tag have the name ''. Types stay in the words. */
function tagsOf(node) {
  const comment = ts.getJSDocCommentsAndTags(node)[0]?.getText() ?? '';
  const lines = comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  const tags = [['', []]];
  for (const line of lines) {
    const tag = /^@(\w+)\s*(.*)$/.exec(line);
    if (tag) tags.push([tag[1], [tag[2]]]);
    else tags.at(-1)[1].push(line);
  }
  return tags.map(([tag, words]) => [tag, words.join(' ').replace(/\s+/g, ' ').trim()]);
}

const without = (object) => JSON.parse(JSON.stringify(object)); // drops what is undefined

function read(path, source, node) {
  const tags = tagsOf(node);
  const all = (name) => tags.filter(([tag]) => tag === name).map(([, words]) => words);
  const listed = (name, pattern) =>
    all(name).map((words) => {
      const { groups = {} } = pattern.exec(words) ?? {};
      return without({
        name: groups.name ?? words,
        description: groups.text,
        default: groups.value,
        type: groups.type && { text: groups.type },
      });
    });
  const [summary] = tags[0][1].split(/(?<=\.) /);
  const isPublic = (member) =>
    member.name &&
    ts.isIdentifier(member.name) &&
    !ts
      .getModifiers(member)
      ?.some(({ kind }) =>
        [
          ts.SyntaxKind.PrivateKeyword,
          ts.SyntaxKind.ProtectedKeyword,
          ts.SyntaxKind.StaticKeyword,
          ts.SyntaxKind.OverrideKeyword,
        ].includes(kind),
      );
  const words = (member) => tagsOf(member)[0][1] || undefined;
  const attributes = declared(node);
  const properties = node.members
    .filter((member) => ts.isPropertyDeclaration(member) && isPublic(member))
    .map((member) =>
      without({
        name: member.name.text,
        description: words(member),
        type: { text: member.type.getText() },
        attribute: attributes[member.name.text],
      }),
    );
  if (/extends (?:Continuo|Shop|Product)Element/.test(source))
    properties.push({
      name: 'client',
      type: { text: 'Client | undefined' },
      description: 'A client of its own. Default: the nearest provider’s, else the page’s.',
    });
  const element = {
    tagName: all('tag')[0],
    name: node.name.text,
    path,
    source,
    summary,
    description: tags[0][1],
    since: all('since')[0],
    status: all('status')[0],
    properties,
    methods: node.members
      .filter((member) => ts.isMethodDeclaration(member) && isPublic(member))
      .map((member) => without({ name: member.name.text, description: words(member) })),
    events: listed('fires', /^\{(?<type>[^}]+)\} (?<name>[\w-]+) - (?<text>.+)$/).sort(byName),
    slots: listed('slot', /^(?<name>[\w-]*?) ?- (?<text>.+)$/),
    parts: listed('csspart', /^(?<name>[\w-]+) - (?<text>.+)$/),
    tokens: listed('cssprop', /^\[(?<name>[\w-]+)=(?<value>.+)\] - (?<text>.+)$/),
    states: listed('cssstate', /^(?<name>[\w-]+) - (?<text>.+)$/),
  };
  verify(element);
  return element;
}

/** Attribute names from `static properties`: the property's own in lower case where none is given. */
function declared(node) {
  const member = node.members.find((each) => each.name?.getText() === 'properties');
  const found = {};
  for (const property of member?.initializer?.properties ?? []) {
    const options = Object.fromEntries(
      property.initializer.properties.map((option) => [option.name.getText(), option.initializer.getText()]),
    );
    if (options.state === 'true' || options.attribute === 'false') continue;
    found[property.name.getText()] =
      options.attribute?.replace(/^'|'$/g, '') ?? property.name.getText().toLowerCase();
  }
  return found;
}

/** What the source does must be documented, and what is documented must be described. */
function verify(element) {
  const { tagName, source } = element;
  const fail = (text) => wrong.push(`${tagName}: ${text}`);
  for (const tag of ['summary', 'since', 'status'])
    if (!element[tag]) fail(`has no ${tag === 'summary' ? 'summary' : `@${tag}`}`);
  for (const group of ['properties', 'methods', 'events', 'slots', 'parts', 'tokens', 'states'])
    for (const { name, description } of element[group])
      if (!description) fail(`${group}: ${name || '(default)'} has no words`);
  const folder = join(elements, dirname(element.path));
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const uses = (pattern) => [...new Set([...all.matchAll(pattern)].map(([, name]) => name))];
  const knows = (group) => new Set(element[group].map(({ name }) => name));
  const has = (group, what, names) => {
    for (const name of names) if (!knows(group).has(name)) fail(`${what} ${name} is not documented`);
  };
  has('parts', '::part', uses(/part="([\w-]+)"/g));
  has('events', 'event', [...uses(/emit\(\s*'([\w-]+)'/g), ...uses(/new Event\('([\w-]+)'/g)]);
  has('tokens', 'custom property', uses(new RegExp(`(--${tagName}-[\\w-]+)`, 'g')));
  has('slots', 'slot', uses(/<slot name="([\w-]+)"/g));
  if (/extends (?:Continuo|Shop|Product)Element/.test(source))
    has('states', ':state()', ['unconfigured', 'loading', 'ready']);
}

const manifestOf = (list) => ({
  schemaVersion: '2.1.0',
  modules: list.map((element) => ({
    kind: 'javascript-module',
    path: element.path.replace('src/', 'dist/').replace(/\.ts$/, '.js'),
    declarations: [
      {
        kind: 'class',
        customElement: true,
        name: element.name,
        tagName: element.tagName,
        summary: element.summary,
        description: element.description,
        status: element.status,
        since: element.since,
        members: [
          ...element.properties.map((p) => ({ kind: 'field', ...p })),
          ...element.methods.map((m) => ({ kind: 'method', ...m })),
        ],
        attributes: element.properties
          .filter((p) => p.attribute)
          .map(({ attribute, name, type, description }) => ({
            name: attribute,
            fieldName: name,
            type,
            description,
          })),
        events: element.events,
        slots: element.slots,
        cssParts: element.parts,
        cssProperties: element.tokens,
        cssStates: element.states,
      },
    ],
    exports: [{ kind: 'js', name: element.name, declaration: { name: element.name } }],
  })),
});

// Typings for frameworks: the element's own properties, its attributes in kebab-case, its events.
const props = (element, eventName) =>
  [
    ...element.properties.map((p) => `    ${p.name}?: ${element.name}['${p.name}'];`),
    ...element.properties
      .filter((p) => p.attribute && p.attribute !== p.name)
      .map((p) => `    '${p.attribute}'?: ${element.name}['${p.name}'];`),
    ...element.events.map((e) => `    '${eventName(e.name)}'?: (event: ${e.type.text}) => void;`),
  ].join('\n');
const imports = (list) => {
  const details = [
    ...new Set(list.flatMap((e) => e.events.map((event) => /<(\w+)>/.exec(event.type.text)?.[1]))),
  ].filter(Boolean);
  return [
    `import type { ${list.map((e) => e.name).join(', ')} } from '../index.js';`,
    `import type { ${details.sort().join(', ')} } from '../events.js';`,
  ].join('\n');
};
const typings = (list, eventName, base) =>
  `${imports(list)}\n\n/** Generated: what each tag takes. */\nexport interface ContinuoElements {\n${list
    .map((e) => `  '${e.tagName}': ${base} & {\n${props(e, eventName)}\n  };`)
    .join('\n')}\n}\n`;
const lower = (name) => `on${name}`;
const camel = (name) => `on${name.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase())}`;
const jsx = (list) =>
  `${typings(list, lower, "import('react').HTMLAttributes<HTMLElement> & import('react').RefAttributes<HTMLElement>")}
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ContinuoElements {}
  }
}
`;
const vue = (list) =>
  `${typings(list, camel, "import('vue').HTMLAttributes")}
type Components = { [Tag in keyof ContinuoElements]: import('vue').DefineComponent<ContinuoElements[Tag]> };
declare module 'vue' {
  interface GlobalComponents extends Components {}
}
`;
const svelte = (list) =>
  `${typings(list, lower, "import('svelte/elements').HTMLAttributes<HTMLElement>")}
declare module 'svelte/elements' {
  interface SvelteHTMLElements extends ContinuoElements {}
}
`;

const editorData = (list) => ({
  version: 1.1,
  tags: list.map((element) => ({
    name: element.tagName,
    description: element.description,
    attributes: element.properties
      .filter((p) => p.attribute)
      .map((p) => ({
        name: p.attribute,
        description: p.description,
        ...(/boolean/.test(p.type?.text) && { valueSet: 'v' }),
      })),
  })),
});

// Tables for the docs.
const cell = (text) => (text ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (title, heads, rows) =>
  rows.length
    ? `### ${title}\n\n| ${heads.join(' | ')} |\n| ${heads.map(() => '---').join(' | ')} |\n${rows
        .map((row) => `| ${row.map(cell).join(' | ')} |`)
        .join('\n')}\n\n`
    : '';
const code = (text) => (text ? `\`${text}\`` : '');
const type = (t) => code(t?.text?.replace(' | undefined', ''));
const tables = (e) =>
  [
    table(
      'Attributes and properties',
      ['attribute', 'property', 'type', 'meaning'],
      e.properties.map((p) => [code(p.attribute), code(p.name), type(p.type), p.description]),
    ),
    table(
      'Methods',
      ['method', 'meaning'],
      e.methods.map((m) => [code(`${m.name}()`), m.description]),
    ),
    table(
      'Events',
      ['event', 'detail', 'when'],
      e.events.map((v) => [code(v.name), code(/<(\w+)>/.exec(v.type.text)?.[1]), v.description]),
    ),
    table(
      'Slots',
      ['slot', 'content'],
      e.slots.map((s) => [s.name ? code(s.name) : 'default', s.description]),
    ),
    table(
      'Parts',
      ['part', 'what it is'],
      e.parts.map((p) => [code(p.name), p.description]),
    ),
    table(
      'Custom properties',
      ['property', 'default', 'meaning'],
      e.tokens.map((t) => [code(t.name), code(t.default), t.description]),
    ),
    table(
      'States',
      ['state', 'when'],
      e.states.map((s) => [code(`:state(${s.name})`), s.description]),
    ),
  ].join('');

const BEGIN = '<!-- generated from the sources by scripts/manifest.js -->';
const END = '<!-- end of the generated part -->';

async function put(path, text, committed = true) {
  const file = join(root, path);
  const pretty = await format(text, { ...(await resolveConfig(file)), filepath: file });
  if (committed && !write) {
    if (!existsSync(file) || readFileSync(file, 'utf8') !== pretty)
      wrong.push(`${path} is not what the sources say: run node scripts/manifest.js`);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, pretty);
}

const list = analyze();
await put('packages/elements/custom-elements.json', JSON.stringify(manifestOf(list)));
for (const [name, text] of Object.entries({ jsx: jsx(list), vue: vue(list), svelte: svelte(list) }))
  await put(`packages/elements/dist/types/${name}.d.ts`, text, false);
await put('packages/elements/dist/vscode.html-custom-data.json', JSON.stringify(editorData(list)), false);
for (const element of list) {
  const path = `docs/elements/${element.tagName}.md`;
  const before = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
  if (!before.includes(BEGIN) || !before.includes(END))
    wrong.push(`${path} has no place for the generated tables`);
  else
    await put(
      path,
      `${before.slice(0, before.indexOf(BEGIN))}${BEGIN}\n\n${tables(element)}${before.slice(before.indexOf(END))}`,
    );
}
for (const text of wrong) console.error(text);
process.exitCode = wrong.length ? 1 : 0;
