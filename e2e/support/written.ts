import type { Page } from 'puppeteer-core';

/** What opens in an element of reviews or questions: its tag, the part that is pressed, and what is there then. */
type Opening = readonly [tag: string, part: string, shown: string];

export const REVIEW_OPENINGS: readonly Opening[] = [
  ['review-list', 'tools', '[part=filters]'],
  ['review-form', 'open', 'form'],
];
export const QUESTION_OPENINGS: readonly Opening[] = [
  ['question-form', 'open', 'form'],
  ['question-list', 'answer-button', 'form'],
];

/** Opens forms and filters of the elements in a part of the page. */
export async function openWritten(page: Page, within: string, openings: readonly Opening[]): Promise<void> {
  // What is to be visible is looked for in every frame; what is only to be there, after changes outside of shadow roots.
  for (const [tag, part, shown] of openings) {
    const element = `${within} continuo-${tag}`;
    await page.waitForSelector(`${element} >>> [part~=${part}]`, { visible: true });
    await page.$eval(`${element} >>> [part~=${part}]`, (button) => (button as HTMLElement).click());
    await page.waitForSelector(`${element} >>> ${shown}`, { visible: true });
  }
}
