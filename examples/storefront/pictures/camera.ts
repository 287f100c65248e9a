import type { Vector } from './light.ts';

/** Looks at the table from in front: no perspective, as with a long lens. Angles in degrees. */
export class Camera {
  readonly view: Vector;
  readonly up: Vector;
  readonly tilt: number;
  readonly #turn: readonly [cos: number, sin: number];
  readonly #rise: number;
  scale = 1;
  originX = 0;
  originY = 0;

  constructor(turn: number, elevation: number) {
    const e = (elevation * Math.PI) / 180;
    const a = (turn * Math.PI) / 180;
    this.#turn = [Math.cos(a), Math.sin(a)];
    this.tilt = Math.sin(e);
    this.#rise = Math.cos(e);
    this.view = [0, this.tilt, this.#rise];
    this.up = [0, this.#rise, -this.tilt];
  }

  /** Turns the things on the table as if it were a turntable. */
  turned([x, y, z]: Vector): Vector {
    const [cos, sin] = this.#turn;
    return [x * cos + z * sin, y, -x * sin + z * cos];
  }

  /** A turned point on the picture. */
  project([x, y, z]: Vector): [x: number, y: number] {
    return [this.originX + x * this.scale, this.originY + (z * this.tilt - y * this.#rise) * this.scale];
  }
}
