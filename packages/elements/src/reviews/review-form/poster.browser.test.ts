import { expect } from '@open-wc/testing';
import { blindClipFile, clipFile } from '../../testing/clip.ts';
import { posterOf } from './poster.ts';

/** The colours in the middle of both halves. */
async function halves(blob: Blob): Promise<{ width: number; height: number; colours: number[][] }> {
  const image = await createImageBitmap(blob);
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(image, 0, 0);
  const at = (part: number) => [...context.getImageData(width * part, height / 2, 1, 1).data.subarray(0, 3)];
  return { width, height, colours: [at(0.25), at(0.75)] };
}

describe('the poster of a video', () => {
  it('is its first frame that is not black, as JPEG in its size', async () => {
    const poster = (await posterOf(clipFile()))!;
    expect(poster.type).to.equal('image/jpeg');
    const { width, height, colours } = await halves(poster);
    expect([width, height]).to.deep.equal([160, 90]);
    const [[red, , blueLeft], [redRight, , blue]] = colours as [number[], number[]];
    expect(red! > 150 && blueLeft! < 100, 'red on the left').to.equal(true);
    expect(blue! > 150 && redRight! < 100, 'blue on the right').to.equal(true);
  });

  it('is none where the browser cannot decode it, or it is no video', async () => {
    expect(await posterOf(blindClipFile())).to.equal(undefined);
    expect(await posterOf(new Blob(['no video'], { type: 'video/mp4' }))).to.equal(undefined);
  });

  it('is none where a canvas gives something else than what was drawn', async () => {
    const { getImageData } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.getImageData = function (...area: Parameters<typeof getImageData>) {
      const image = getImageData.apply(this, area);
      image.data.fill(255);
      return image;
    };
    try {
      expect(await posterOf(clipFile())).to.equal(undefined);
    } finally {
      CanvasRenderingContext2D.prototype.getImageData = getImageData;
    }
  });
});
