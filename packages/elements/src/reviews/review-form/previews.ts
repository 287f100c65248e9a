/** Small pictures of files that are still on this device, drawn so that no address of a file is needed in the page. */
export class Previews {
  /** What each canvas shows. */
  readonly #drawn = new WeakMap<HTMLCanvasElement, Blob>();

  /** Draws what is not there yet. What cannot be drawn stays empty: its words say what it is. */
  draw(root: ParentNode, fileOf: (id: string) => Blob | undefined): void {
    for (const canvas of root.querySelectorAll<HTMLCanvasElement>('canvas[data-upload]')) {
      const file = fileOf(canvas.dataset['upload']!);
      if (!file || this.#drawn.get(canvas) === file) continue;
      this.#drawn.set(canvas, file);
      void this.#fill(canvas, file);
    }
  }

  async #fill(canvas: HTMLCanvasElement, file: Blob): Promise<void> {
    try {
      const image = await createImageBitmap(file);
      // The middle of it, as a square.
      const side = Math.min(image.width, image.height);
      const from = [(image.width - side) / 2, (image.height - side) / 2] as const;
      canvas.getContext('2d')?.drawImage(image, ...from, side, side, 0, 0, canvas.width, canvas.height);
      image.close();
    } catch {
      // No picture to this browser.
    }
  }
}
