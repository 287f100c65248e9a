/** A page with a `<continuo-review-list>` on a backend that answers what a test says, and what there is to see of it. */
import { fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../define/review-list.ts';
import { review, type FakeReviews } from './fake-reviews.ts';
import { fakeClient, until, type Answer } from './support.ts';

export const chromium = navigator.userAgent.includes('Chrome');
type Wrap = (element: TemplateResult) => TemplateResult;
export const plain: Wrap = (element) => html`<div>${element}</div>`;

interface Made {
  wrap?: Wrap;
  url?: string;
  level?: number;
  known?: boolean;
}

export async function make(answer: Answer, { wrap = plain, url, level, known = false }: Made = {}) {
  const client = fakeClient(answer);
  if (known) await client.identity.ensureDevice();
  const root = await fixture<HTMLElement>(
    wrap(
      html`<continuo-review-list
        product-id="pot"
        .client=${client}
        .urlState=${url}
        .headingLevel=${level}
      ></continuo-review-list>`,
    ),
  );
  return { element: root.querySelector('continuo-review-list')!, client };
}
export const shown = async (state: string, answer: Answer, more?: Made) => {
  const made = await make(answer, more);
  await until(state, () => made.element.matches(`:state(${state})`));
  return made;
};
/** As `shown`, with search, filters and order opened. */
export const opened = async (state: string, answer: Answer, more?: Made) => {
  const made = await shown(state, answer, more);
  if (!one(made.element, '[part=filters]')) one(made.element, '[part=tools]').click();
  await until('the filters are there', () => one(made.element, '[part=filters]'));
  return made;
};
export const all = (element: Element, selector: string) => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
export const one = (element: Element, selector: string) =>
  element.shadowRoot!.querySelector<HTMLElement>(selector)!;
export const text = (element: Element) =>
  element.shadowRoot!.textContent.replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ');
export const toggle = (element: Element, name: string) =>
  all(element, '[part=toggle]').find((each) => each.textContent.trim().startsWith(name))!;
export const titles = (element: Element) => all(element, 'article h3').map((each) => each.textContent);
export const said = () => document.querySelector('[data-continuo=announcer]')?.textContent ?? '';
export const many = (count: number) => Array.from({ length: count }, (_, n) => review(`r${n}`));
export const byStars: FakeReviews['find'] = (query, reviews) =>
  query.has('stars') ? reviews.filter((each) => query.get('stars')!.includes(`${each.rating}`)) : reviews;
