import { join } from 'node:path';

const HEIGHTS = { 320: 640, 390: 844, 768: 1024, 1280: 800 };
const USUAL = [390, 1280];

/** Takes pictures of one page at several widths, once its own pictures are there. */
export class Camera {
  #page;
  #options;
  taken = 0;

  constructor(page, options) {
    this.#page = page;
    this.#options = options;
  }

  get scheme() {
    return this.#options.scheme;
  }

  #file(name, width) {
    return `${name}-${width}-${this.#options.scheme}-${this.#options.locale}.png`;
  }

  #wanted(name, widths = USUAL) {
    return widths.filter((width) =>
      this.#options.words.every((word) => this.#file(name, width).includes(word)),
    );
  }

  wants(name, widths) {
    return this.#wanted(name, widths).length > 0;
  }

  /**
   * @param {string} name
   * @param {{ widths?: number[], whole?: boolean, before?: () => Promise<void> }} [how] `whole` for all of the page and
   *   not just the screen; `before` is done at each width
   */
  async take(name, { widths, whole = true, before } = {}) {
    for (const width of this.#wanted(name, widths)) {
      await this.#page.setViewport({ width, height: HEIGHTS[width] });
      if (whole) await this.#page.evaluate(() => window.scrollTo(0, 0));
      await before?.();
      if (whole) await this.#scroll();
      await this.#settle();
      await this.#page.screenshot({
        path: join(this.#options.folder, this.#file(name, width)),
        fullPage: whole,
      });
      this.taken++;
    }
  }

  /** Down the page and back: elements are loaded when they come near. */
  async #scroll() {
    await this.#page.evaluate(async () => {
      const frames = () =>
        new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const root = document.documentElement;
      const from = root.scrollTop;
      for (let y = 0; y < document.body.scrollHeight; y += root.clientHeight) {
        scrollTo({ top: y, behavior: 'instant' });
        await frames();
      }
      scrollTo({ top: from, behavior: 'instant' });
    });
    await this.#page.waitForNetworkIdle({ idleTime: 250 });
  }

  /** Waits until all pictures are drawn; drawing the first ones takes a while. */
  async #settle() {
    await this.#page.evaluate(async () => {
      const every = (node, selector) => [
        ...node.querySelectorAll(selector),
        ...[...node.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
          shadowRoot ? every(shadowRoot, selector) : [],
        ),
      ];
      const all = (node) => every(node, 'img');
      for (const image of all(document)) image.loading = 'eager';
      // A picture of the whole page shows what nobody has scrolled to.
      for (const row of every(document, 'li'))
        if (getComputedStyle(row).contentVisibility === 'auto') row.style.contentVisibility = 'visible';
      await document.fonts.ready;
      const end = Date.now() + 60_000;
      while (Date.now() < end && all(document).some((image) => image.src && !image.complete))
        await new Promise((resolve) => setTimeout(resolve, 50));
      // A picture that is there is still drawn a moment later; one that failed to load is to be seen as that.
      await Promise.allSettled(
        all(document)
          .filter((image) => image.src)
          .map((image) => image.decode()),
      );
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
  }
}
