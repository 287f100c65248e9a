import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html, json } from './html.ts';

const hostile = `"><script>alert(1)</script>'&`;

test('a hostile text stays text, in content and in attributes', () => {
  const shown = html`<a title="${hostile}">${hostile}</a>`.toString();
  assert.equal(
    shown,
    '<a title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;">&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;</a>',
  );
});

test('templates nest, lists are joined, and nothing stands for nothing', () => {
  const items = [1, 2].map((n) => html`<li>${n}</li>`);
  assert.equal(
    html`<b>${items}${false}${null}${undefined}${''}</b>`.toString(),
    '<b><li>1</li><li>2</li></b>',
  );
});

test('structured data cannot end its script', () => {
  assert.doesNotMatch(json({ name: '</script><script>alert(1)</script>' }).toString(), /<\//);
});
