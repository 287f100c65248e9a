/** Pixels of the longer side, and how good a JPEG it is. */
const LONGEST = 1_280;
const QUALITY = 0.85;
/** Seconds at which a frame is looked for, as many videos begin black; how light it must be on average, 0 to 255. */
const TRIED = [0, 0.5, 1.5, 3];
const LIGHT = 24;
/** Milliseconds; some browsers begin to load and never end. */
const LONGEST_MS = 60_000;

/**
 * A frame of a video that is on this device, as JPEG: the first that is not black. `undefined` where this browser cannot make
 * one: it has not the codec, the page's policy allows no `blob:` in `media-src`, or what canvases hold is kept from pages.
 */
export async function posterOf(file: Blob): Promise<Blob | undefined> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  try {
    // Muted and in its place, or a telephone loads nothing.
    Object.assign(video, { muted: true, playsInline: true, preload: 'auto', src: url });
    await happens(video, 'loadedmetadata');
    return await frameOf(video);
  } catch {
    return undefined; // The sign stands for it.
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  }
}

/** The lightest frame of those that are tried, or the first that is light enough. */
async function frameOf(video: HTMLVideoElement): Promise<Blob | undefined> {
  const { videoWidth, videoHeight, duration } = video;
  const scale = Math.min(1, LONGEST / Math.max(videoWidth, videoHeight));
  const frame = new Frame(Math.round(videoWidth * scale), Math.round(videoHeight * scale));
  const probe = new Frame(16, 16);
  if (!probe.isOpen) return undefined;
  let lightest = -1;
  for (const time of TRIED) {
    if (time > 0 && time >= duration) break;
    const seeked = happens(video, 'seeked');
    video.currentTime = time;
    await seeked;
    probe.draw(video);
    const { light } = probe;
    if (light > lightest) frame.draw(video);
    lightest = Math.max(light, lightest);
    if (light >= LIGHT) break;
  }
  return frame.blob();
}

class Frame {
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;

  constructor(width: number, height: number) {
    Object.assign(this.#canvas, { width, height });
    this.#context = this.#canvas.getContext('2d', { willReadFrequently: true })!;
  }

  draw(video: HTMLVideoElement): void {
    this.#context.drawImage(video, 0, 0, this.#canvas.width, this.#canvas.height);
  }

  /** Mean of all channels, 0 to 255. */
  get light(): number {
    const { data } = this.#context.getImageData(0, 0, this.#canvas.width, this.#canvas.height);
    return data.reduce((sum, value, i) => ((i + 1) % 4 ? sum + value : sum), 0) / (data.length * 0.75);
  }

  /** Whether it gives what was drawn: against fingerprints some browsers give noise. */
  get isOpen(): boolean {
    const { width, height } = this.#canvas;
    this.#context.fillStyle = 'rgb(40, 40, 40)';
    this.#context.fillRect(0, 0, width, height);
    return Math.abs(this.light - 40) < 8;
  }

  blob(): Promise<Blob | undefined> {
    return new Promise((resolve) =>
      this.#canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', QUALITY),
    );
  }
}

/** Resolves with the next such event; rejects when there is an error before, or nothing for too long. */
function happens(video: HTMLVideoElement, type: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const once = { signal: AbortSignal.timeout(LONGEST_MS) };
    video.addEventListener(type, () => resolve(), once);
    for (const [target, name] of [
      [video, 'error'],
      [once.signal, 'abort'],
    ] as const)
      target.addEventListener(name, () => reject(new Error(name)));
  });
}
