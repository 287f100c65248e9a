// Takes comments and blanks out of the styles and the markup in the compiled elements and the desk. Bundlers leave texts
// alone: what is in them there is what every page downloads. The lines stay where they were, for the source maps.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const tags = {
  css: (text, first) =>
    text
      .replace(/\/\*.*?\*\//gs, '')
      .replace(/\s+/g, ' ')
      .replace(first ? /^ / : '', '')
      .replace(/ ?([{};,>!]) ?/g, '$1')
      .replace(/(?<=:) |(?<=@\w+) (?=\()/g, '')
      .replace(/ \/ (?=\d)/g, '/')
      .replace(/(?<![\w.])0(?=\.\d)/g, '')
      .replaceAll(';}', '}'),
  html: (text) => text.replace(/\s*\n\s*/g, ' '),
  svg: (text) => text.replace(/\s*\n\s*/g, ' '),
};
const lines = (text) => text.split('\n').length - 1;

/** The module with every template of a tag made smaller; the line breaks that went stand behind it, where they say nothing. */
function compact(path) {
  const code = readFileSync(path, 'utf8');
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const edits = [];
  const visit = (node) => {
    const smaller = ts.isTaggedTemplateExpression(node) && tags[node.tag.getText(file)];
    if (smaller) {
      const { template } = node;
      const pieces = template.head
        ? [template.head, ...template.templateSpans.map(({ literal }) => literal)]
        : [template];
      for (const piece of pieces) {
        const [start, end] = [piece.getStart(file), piece.end];
        const whole = code.slice(start, end);
        const [, open, text, close] = /^([`}])(.*?)(`|\$\{)$/s.exec(whole);
        const less = smaller(text, open === '`');
        edits.push([start, end, open + less + close + '\n'.repeat(lines(text) - lines(less))]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  let done = code;
  for (const [start, end, text] of edits.sort(([a], [b]) => b - a))
    done = done.slice(0, start) + text + done.slice(end);
  if (done !== code) writeFileSync(path, done);
}

for (const name of ['elements', 'desk']) {
  const folder = fileURLToPath(new URL(`../packages/${name}/dist/`, import.meta.url));
  for (const path of readdirSync(folder, { recursive: true }))
    if (path.endsWith('.js') && !path.startsWith('site')) compact(folder + path);
}
