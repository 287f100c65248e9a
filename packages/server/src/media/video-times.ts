import { Refused } from './refused.ts';

interface Track {
  /** Units of a second, and how many of them its samples last. */
  scale: number;
  units: number;
}
type Timed = 'stts' | 'trex' | 'tfhd' | 'trun';
interface Body {
  body: number;
  end: number;
}

/** Whether a box of this name says how long samples last. */
export const isTimed = (type: string): type is Timed => ['stts', 'trex', 'tfhd', 'trun'].includes(type);

/**
 * How long the samples of an MP4 last, counted one by one: a header may say anything, and one that was written while it was
 * recorded says nothing. Told of its boxes in their order.
 */
export class Times {
  readonly #view: DataView;
  readonly #tracks: Track[] = [];
  readonly #byId = new Map<number, Track>();
  /** How long a sample lasts that does not say so itself, by track. */
  readonly #usual = new Map<number, number>();
  #track: Track = { scale: 1, units: 0 };
  #fragment: { track: Track; usual: number } | undefined;

  constructor(view: DataView) {
    this.#view = view;
  }

  /** A track begins. */
  track(id: number): void {
    this.#track = { scale: 1, units: 0 };
    this.#tracks.push(this.#track);
    this.#byId.set(id, this.#track);
  }

  scale(scale: number): void {
    this.#track.scale = scale;
  }

  /** Throws `Refused` when the box is shorter than it says. */
  read(type: Timed, box: Body): void {
    if (type === 'stts') this.#runs(box);
    else if (type === 'trex') this.#usualOf(box);
    else if (type === 'tfhd') this.#begin(box);
    else this.#samples(box);
  }

  seconds(): number[] {
    return this.#tracks.map(({ scale, units }) => units / scale);
  }

  /** The number at `at`, if that is within the box. */
  #number(at: number, end: number): number {
    if (at + 4 > end) throw new Refused('damaged');
    return this.#view.getUint32(at);
  }

  /** Runs of samples that last the same. */
  #runs({ body, end }: Body): void {
    const entries = this.#number(body + 4, end);
    for (let i = 0, at = body + 8; i < entries; i++, at += 8)
      this.#track.units += this.#number(at, end) * this.#number(at + 4, end);
  }

  /** What is usual in the fragments of a track. */
  #usualOf({ body, end }: Body): void {
    this.#usual.set(this.#number(body + 4, end), this.#number(body + 12, end));
  }

  /** A fragment of a track begins. */
  #begin({ body, end }: Body): void {
    const flags = this.#number(body, end);
    const id = this.#number(body + 4, end);
    const track = this.#byId.get(id);
    if (!track) throw new Refused('damaged');
    const at = body + 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
    this.#fragment = { track, usual: flags & 8 ? this.#number(at, end) : (this.#usual.get(id) ?? 0) };
  }

  /** Samples of the fragment. */
  #samples({ body, end }: Body): void {
    if (!this.#fragment) throw new Refused('damaged');
    const { track, usual } = this.#fragment;
    const flags = this.#number(body, end);
    const samples = this.#number(body + 4, end);
    if (!(flags & 0x100)) return void (track.units += samples * usual);
    // Each sample says up to four things: how long it lasts first.
    const step = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
    const first = body + 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
    for (let i = 0, at = first; i < samples; i++, at += step) track.units += this.#number(at, end);
  }
}
