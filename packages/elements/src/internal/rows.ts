import { render, type TemplateResult } from 'lit';

/** The box of each row, by its id. */
export type Boxes = ReadonlyMap<string, HTMLElement>;
interface Row {
  readonly id: string;
}

const drawn = new WeakMap<Element, Boxes>();

/** Pixels that are kept for a row of which nothing was written. */
const USUAL = 224;
/** After which what was drawn is shown. */
const SHOWN_MS = 100;

/**
 * Draws rows before their list is shown, each in a task of its own: all in one would hold up the page.
 * @param written What stands in their place until then. Rows that are out of sight keep its heights.
 */
export async function drawAhead<T extends Row>(
  items: readonly T[],
  draw: (item: T) => TemplateResult,
  written: ArrayLike<Element>,
): Promise<Boxes> {
  const boxes = new Map<string, HTMLElement>();
  for (const item of items) {
    await new Promise((resolve) => setTimeout(resolve));
    const box = document.createElement('li');
    render(draw(item), box);
    boxes.set(item.id, box);
  }
  layOut([...boxes.values()], (n) => written[n]?.getBoundingClientRect().height ?? USUAL);
  return boxes;
}

/**
 * Boxes that are out of sight are not laid out at first, but keep a height. Once they are shown they are, each in a task of
 * its own and not by the next frame, which has less to do: before that, not all browsers tell of them to those who cannot
 * see.
 * @param height pixels of the n-th
 */
export function layOut(boxes: readonly HTMLElement[], height: (n: number) => number): void {
  boxes.forEach((box, n) => {
    box.style = `content-visibility:auto;min-block-size:${height(n)}px`;
    setTimeout(() => {
      box.style = '';
      box.getBoundingClientRect();
    }, SHOWN_MS);
  });
}

/**
 * Draws the rows of a list into it, in their order. A row keeps its box as long as it is there, so that the focus and what
 * somebody opened in it stay with it when others come and go.
 * @param ahead Boxes that were drawn ahead, for a list that has none yet.
 */
export function drawRows<T extends Row>(
  list: Element,
  items: readonly T[],
  draw: (item: T) => TemplateResult,
  ahead?: Boxes,
): void {
  const shown = drawn.get(list);
  const before = shown ?? ahead;
  const boxes = new Map(items.map(({ id }) => [id, before?.get(id) ?? document.createElement('li')]));
  before?.forEach((box, id) => boxes.has(id) || box.remove());
  const drawRow = (item: T) => render(draw(item), boxes.get(item.id)!);
  let next = list.firstElementChild;
  for (const item of items) {
    const box = boxes.get(item.id)!;
    if (box === next) next = next.nextElementSibling;
    else list.insertBefore(box, next);
    if (shown || !ahead?.has(item.id)) drawRow(item);
  }
  drawn.set(list, boxes);
  // What happened since they were drawn ahead comes a task later, unless they are drawn anew before it.
  if (ahead && !shown) setTimeout(() => drawn.get(list) === boxes && items.forEach(drawRow));
}
