import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { Client } from '@continuo/core';
import type { LitElement } from 'lit';
import { laidOut, until } from './support.ts';

/** Where each of these is that can be seen, from the corner of the element. */
function places(element: Element, root: ParentNode, selectors: readonly string[]): Map<string, number[]> {
  const origin = element.getBoundingClientRect();
  const found = new Map([['all of it', [0, 0, origin.width, origin.height]]]);
  for (const selector of selectors)
    [...root.querySelectorAll(selector)]
      .filter((each) => each.getClientRects().length)
      .forEach((each, n) => {
        const { left, top, width, height } = each.getBoundingClientRect();
        // What is pressed is there later.
        const isSaid = each instanceof HTMLElement && !each.querySelector('button, input, .button, .later');
        const said = isSaid ? each.innerText.trim() : '';
        found.set(`${selector} ${n} ${said}`, [left - origin.left, top - origin.top, width, height]);
      });
  return found;
}

/**
 * What a server wrote between the tags stands where the element shows the same, with the same words, so that nobody sees
 * that it takes the place: in boxes of a phone and of wider screens.
 */
export async function takesOver(
  tag: string,
  styles: string,
  {
    written,
    lang,
    selectors,
    client,
    state = 'ready',
  }: {
    written: string;
    lang: string;
    selectors: readonly string[];
    client(): Client;
    state?: string;
  },
): Promise<void> {
  const sheet = new CSSStyleSheet();
  // All rows are compared, those that are out of sight too.
  sheet.replaceSync(styles.replace(/content-visibility: auto/g, 'content-visibility: visible'));
  document.adoptedStyleSheets.push(sheet);
  try {
    for (const width of [290, 640, 1100]) {
      await setViewport({ width: width + 60, height: 900 });
      const box = await fixture<HTMLElement>(html`<div lang=${lang}></div>`);
      box.style.setProperty('inline-size', `${width}px`);
      box.style.setProperty('font', '16px/1.4 sans-serif');
      box.innerHTML = written;
      const element = box.querySelector<LitElement & { client?: Client }>(tag)!;
      await element.updateComplete;
      const before = places(element, element, selectors);
      expect(before.size, 'much is written').to.be.at.least(selectors.length);
      element.client = client();
      await until(state, () => element.matches(`:state(${state})`));
      await element.updateComplete;
      await laidOut(element);
      const now = places(element, element.shadowRoot!, selectors);
      expect([...now.keys()], `in ${width} px`).to.deep.equal([...before.keys()]);
      for (const [what, place] of now)
        place.forEach((value, side) =>
          expect(
            value,
            `${what}, in ${width} px: ${before.get(what)!.join()}, then ${place.join()}`,
          ).to.be.closeTo(before.get(what)![side]!, 0.6),
        );
    }
  } finally {
    document.adoptedStyleSheets.splice(document.adoptedStyleSheets.indexOf(sheet), 1);
    await setViewport({ width: 800, height: 600 });
  }
}
