import { expect, html } from '@open-wc/testing';
import { a11ySnapshot, emulateMedia, setViewport } from '@web/test-runner-commands';
import type { LitElement, TemplateResult } from 'lit';

const chromium = navigator.userAgent.includes('Chrome');
const hostile = new CSSStyleSheet();
hostile.replaceSync('* { all: unset; } div, p, span { color: red; font-size: 3px; display: inline; }');

/** Widest box of anything the element shows, its shadow included. */
function overflow(element: HTMLElement, box: HTMLElement): string | undefined {
  const { left, right } = box.getBoundingClientRect();
  const wide = [...element.shadowRoot!.querySelectorAll<HTMLElement>('*')].find((each) => {
    const rect = each.getBoundingClientRect();
    const hidden = each.closest('.visually-hidden, svg, .picture');
    return !hidden && rect.width > 0 && (rect.right > right + 1 || rect.left < left - 1);
  });
  return wide?.outerHTML.slice(0, 120);
}

export interface Way {
  /** Puts the element into the state and resolves when it shows it. */
  make: (template: (element: TemplateResult) => TemplateResult) => Promise<LitElement>;
  /** It lies over the page, so the box it stands in says nothing of its width. */
  overlay?: boolean;
}

/** What must hold of an element in a state, whichever element and state: light, dark, right to left, narrow, in a hostile page. */
export function everyWay(state: string, { make, overlay }: Way): void {
  describe(`in the state "${state}"`, () => {
    const plain = (element: TemplateResult) => html`<div>${element}</div>`;

    it('has no violation that axe can see', async () => {
      const element = await make(plain);
      await expect(element).to.be.accessible();
    });

    it('has none in dark mode', async () => {
      if (chromium) await emulateMedia({ colorScheme: 'dark' });
      document.documentElement.style.setProperty('color-scheme', 'dark');
      document.body.style.setProperty('background', '#121212');
      document.body.style.setProperty('color', '#eee');
      try {
        const element = await make(plain);
        await expect(element).to.be.accessible();
      } finally {
        document.documentElement.style.removeProperty('color-scheme');
        document.body.removeAttribute('style');
        if (chromium) await emulateMedia({ colorScheme: 'light' });
      }
    });

    for (const dir of ['ltr', 'rtl'])
      it(`fits 320 px, ${dir}`, async () => {
        if (overlay) await setViewport({ width: 320, height: 640 });
        try {
          const element = await make(
            (inner) => html`<div dir=${dir} style="inline-size: 320px; border: 1px solid">${inner}</div>`,
          );
          const box = overlay ? document.documentElement : element.closest<HTMLElement>('[dir]')!;
          expect(overflow(element, box)).to.equal(undefined);
        } finally {
          if (overlay) await setViewport({ width: 800, height: 600 });
        }
      });

    it('stands in a page that unsets everything', async () => {
      document.adoptedStyleSheets.push(hostile);
      try {
        const element = await make(plain);
        await expect(element).to.be.accessible({ ignoredRules: ['color-contrast'] });
        for (const button of element.shadowRoot!.querySelectorAll<HTMLElement>('button')) {
          const { width, height } = button.getBoundingClientRect();
          if (width > 0) expect(height, button.outerHTML.slice(0, 100)).to.be.at.least(24);
        }
      } finally {
        document.adoptedStyleSheets.splice(document.adoptedStyleSheets.indexOf(hostile), 1);
      }
    });
  });
}

interface Node {
  role: string;
  name?: string;
  children?: Node[];
}

/** The page's accessibility tree as the browser computes it, as lines of `role name`. Chromium only: others do not tell. */
export async function accessibilityTree(): Promise<string[] | undefined> {
  if (!chromium) return undefined;
  const flat = (node: Node): string[] => [
    `${node.role} ${node.name ?? ''}`,
    ...(node.children ?? []).flatMap(flat),
  ];
  return flat((await a11ySnapshot({})) as unknown as Node);
}
