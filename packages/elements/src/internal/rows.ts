import { render, type TemplateResult } from 'lit';

const drawn = new WeakMap<Element, ReadonlyMap<string, HTMLElement>>();

/**
 * Draws the rows of a list into it, in their order. A row keeps its box as long as it is there, so that the focus and what
 * somebody opened in it stay with it when others come and go.
 */
export function drawRows<T extends { readonly id: string }>(
  list: Element,
  items: readonly T[],
  draw: (item: T) => TemplateResult,
): void {
  const before = drawn.get(list);
  const boxes = new Map(items.map(({ id }) => [id, before?.get(id) ?? document.createElement('li')]));
  before?.forEach((box, id) => boxes.has(id) || box.remove());
  let next = list.firstElementChild;
  for (const item of items) {
    const box = boxes.get(item.id)!;
    if (box === next) next = next.nextElementSibling;
    else list.insertBefore(box, next);
    render(draw(item), box);
  }
  drawn.set(list, boxes);
}
