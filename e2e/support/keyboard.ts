import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { until } from './browser.ts';

/** Where the focus is, through all shadow roots. */
export interface Focus {
  tag: string;
  /** What a reader is told, roughly: label, text or name. */
  label: string;
  href: string;
  part: string;
  name: string;
  /** Whether somebody who looks sees it: a ring around it or its label, on the screen. */
  seen: boolean;
}

export const focused = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    let element = document.activeElement!;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const rings = [element, element.parentElement, element.closest('label'), element.nextElementSibling];
    const drawn = rings.some((each) => {
      if (!each) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    });
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    const inView = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight && width * height > 0;
    return {
      tag: element.localName,
      label: (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim(),
      href: element.getAttribute('href') ?? '',
      part: element.getAttribute('part') ?? '',
      name: element.getAttribute('name') ?? '',
      seen: drawn && inView && element.matches(':focus-visible'),
    };
  });

/** The focus, which must be somewhere. */
export async function keepsFocus(page: Page, after: string): Promise<Focus> {
  const focus = await focused(page);
  assert.ok(!['body', 'html'].includes(focus.tag), `the focus is lost after ${after}`);
  return focus;
}

/** Presses Tab (or Shift+Tab) until the focus is there; at each step it must be somewhere, and seen. */
export async function tabTo(
  page: Page,
  what: string,
  wanted: (focus: Focus) => boolean,
  { back = false, most = 120 } = {},
): Promise<Focus> {
  const way: string[] = [];
  for (let presses = 0; presses < most; presses++) {
    if (back) await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    if (back) await page.keyboard.up('Shift');
    const focus = await keepsFocus(page, `Tab from ${way.at(-1) ?? 'the start'} to ${what}`);
    // What is scrolled to arrives a moment later where scrolling is smooth.
    if (!focus.seen)
      await until(
        `the focus on ${JSON.stringify(focus)} is seen`,
        async () => (await focused(page)).seen,
        2000,
      );
    way.push(`${focus.tag} "${focus.label.slice(0, 30)}"`);
    if (wanted(focus)) return focus;
  }
  throw new Error(`${what} is not reached by Tab: ${way.join(' → ')}`);
}
