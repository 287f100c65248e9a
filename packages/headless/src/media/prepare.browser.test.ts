import { expect } from '@open-wc/testing';
import { prepare } from './prepare.ts';

/** A heavy photo of noise with a place in it, as `type`. */
async function heavy(width: number, height: number, type: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  const tile = context.createImageData(256, 256);
  for (let at = 0; at < tile.data.length; at += 65_536)
    crypto.getRandomValues(tile.data.subarray(at, at + 65_536));
  for (let at = 3; at < tile.data.length; at += 4) tile.data[at] = 255;
  for (let x = 0; x < width; x += 256) for (let y = 0; y < height; y += 256) context.putImageData(tile, x, y);
  return canvas.convertToBlob({ type, quality: 1 });
}
const sizeOf = async (blob: Blob) => {
  const { width, height } = await createImageBitmap(blob);
  return [width, height];
};

describe('a photo before it leaves the device', () => {
  it('is drawn smaller when it is heavy, with its shape kept', async () => {
    const file = await heavy(3_600, 1_800, 'image/jpeg');
    expect(file.size).to.be.greaterThan(1_500_000);
    const ready = await prepare(file, 'jpeg');
    expect(ready.type).to.equal('image/jpeg');
    expect(ready.size).to.be.lessThan(file.size);
    expect(await sizeOf(ready)).to.deep.equal([2_560, 1_280]);
  });

  it('keeps its pixels when it is light', async () => {
    const file = await heavy(300, 200, 'image/png');
    const ready = await prepare(file, 'png');
    expect(ready.type).to.equal('image/png');
    expect(ready.size).to.be.within(file.size - 100, file.size);
    expect(await sizeOf(ready)).to.deep.equal([300, 200]);
  });

  it('that this browser cannot draw is refused where its bytes are not understood', async () => {
    const reason = await prepare(new Blob([new Uint8Array(100)]), 'heic').catch(
      (cause: { reason: string }) => cause.reason,
    );
    expect(reason).to.equal('type');
  });
});
