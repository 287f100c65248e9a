import type { Quote, QuoteLine } from '@continuo/protocol';
import type { Words } from './words.ts';

const element = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const line = (of: QuoteLine, says: Words): HTMLElement => {
  const picture = of.picture
    ? element('img', {
        src: of.picture.replace(/-\d+\.webp$/, '-320.webp'),
        alt: '',
        width: '72',
        height: '90',
      })
    : '';
  return element(
    'li',
    {},
    element('span', { class: 'thumb' }, picture),
    element(
      'span',
      {},
      element('strong', {}, of.title ?? of.variantId),
      element('br'),
      element('span', { class: 'muted' }, `${of.options.join(' · ')} × ${of.payable}`.trim()),
    ),
    element('span', { class: 'sum' }, says.money(of.total)),
  );
};

const sum = (label: string, value: string, name = ''): HTMLElement =>
  element('div', name ? { class: name } : {}, element('dt', {}, label), element('dd', {}, value));

/** Lines and sums as the backend quoted them; nothing is computed here. */
export const showSummary = (
  root: HTMLElement,
  says: Words,
  nothing: boolean,
  quote: Quote | undefined,
): void => {
  const place = root.querySelector('[data-summary]')!;
  const empty = root.querySelector<HTMLElement>('[data-empty]')!;
  const form = root.querySelector<HTMLElement>('[data-form]')!;
  empty.hidden = !nothing;
  form.hidden = nothing;
  if (nothing || !quote?.lines.length) {
    place.replaceChildren(nothing ? '' : element('p', { class: 'muted' }, says.word('cartLoading')));
    return;
  }
  place.replaceChildren(
    element('ul', { class: 'lines' }, ...quote.lines.map((each) => line(each, says))),
    element(
      'dl',
      { class: 'totals' },
      sum(says.word('subtotal'), says.money(quote.subtotal)),
      ...quote.discounts.map((each) => sum(each.title, `−${says.money(each.amount)}`)),
      sum(
        says.word('shipping'),
        quote.shipping.amount ? says.money(quote.shipping) : says.word('shippingFree'),
      ),
      sum(says.word('total'), says.money(quote.total), 'total'),
    ),
    element('p', { class: 'muted' }, says.word('taxIncluded')),
  );
};
