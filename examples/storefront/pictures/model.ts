import type { Material, Vector } from './light.ts';

/** A point of a profile: distance from the axis, height. `sharp` keeps the corner. */
export type ProfilePoint = readonly [radius: number, height: number, sharp?: 'sharp'];

/** Anything turned on a wheel or a lathe: a profile around an upright axis. Heights in centimetres. */
export interface Lathe {
  profile: readonly ProfilePoint[];
  material: Material;
  /** Another material at this height: a bare foot, a glaze that stops. */
  paint?: (height: number, radius: number) => Material | undefined;
  /** The hollow, from the rim down to the middle. */
  hollow?: {
    profile: readonly ProfilePoint[];
    material: Material;
    liquid?: { height: number; material: Material };
    /** What stands inside, seen through the opening only. */
    contents?: readonly Lathe[];
  };
}

/** A spout, a handle: a path with a thickness. */
export interface Tube {
  path: readonly Vector[];
  /** Along the path, 0 to 1, half the thickness. */
  radius: (t: number) => number;
  material: Material;
  /** Draws a dark mouth at the end: spouts. */
  open?: boolean;
  /** Passes over the body (bails): far half behind it, near half before it. */
  around?: boolean;
}

/** A board or a folded cloth. `x`, `y`, `z` is the middle of its underside. */
export interface Slab {
  x: number;
  y: number;
  z: number;
  width: number;
  depth: number;
  height: number;
  /** Radius of the corners as seen from above. */
  corner: number;
  material: Material;
  /** A recess in the top, this far from the edge and this deep. */
  recess?: { inset: number; depth: number };
  /** Soft edges, for cloth. */
  soft?: boolean;
  /** Stripes along the width at these places, −0.5 to 0.5 of the depth. */
  stripes?: { at: readonly number[]; material: Material };
}

/** What stands in one place. */
export interface Thing {
  x: number;
  z: number;
  /** Height of the tray it stands on, if any: drawn after the tray, with its own shade on it. */
  on?: number;
  slabs?: readonly Slab[];
  lathes?: readonly Lathe[];
  tubes?: readonly Tube[];
}

export interface Model {
  things: readonly Thing[];
  /** Where the close-up looks, and how near (2 is twice as large). */
  focus: Vector;
  zoom?: number;
  /** Turns the front view, degrees. */
  turn?: number;
  /** Looks down this much more, degrees: for flat things. */
  raise?: number;
  /** A lamp: throws light on wall and table from this height. */
  lamp?: number;
}
