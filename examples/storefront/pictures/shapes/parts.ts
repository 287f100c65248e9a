import type { Material, Vector } from '../light.ts';
import { material, shifted } from '../materials.ts';
import type { Lathe, Model, ProfilePoint, Tube } from '../model.ts';

/** Moves a profile up. */
export const raised = (profile: readonly ProfilePoint[], by: number): ProfilePoint[] =>
  profile.map(([r, y, sharp]) => (sharp ? [r, y + by, sharp] : [r, y + by]));

/** Bare clay below `foot`, a band where the glaze pooled above it, and a thin edge at `rim`. */
export const glazed = (glaze: Material, foot: number, rim?: number): NonNullable<Lathe['paint']> => {
  const pooled = shifted(glaze, -0.2);
  const thin = shifted(glaze, glaze.color === material('tenmoku').color ? 0.22 : 0.12);
  return (y) => {
    if (y < foot) return material('bare');
    if (y < foot + 0.22) return pooled;
    if (rim !== undefined && y > rim - 0.1) return thin;
    return undefined;
  };
};

/** A thin-walled vessel: the outside as given, the inside a wall's thickness within it. */
export const vessel = (
  outside: readonly ProfilePoint[],
  glaze: Material,
  options: {
    wall?: number;
    paint?: Lathe['paint'];
    inside?: Material;
    liquid?: { height: number; material: Material };
  } = {},
): Lathe => {
  const wall = options.wall ?? 0.22;
  const top = outside.at(-1) as ProfilePoint;
  const inside: ProfilePoint[] = outside
    .filter(([r, y]) => r > wall * 2 && y > (outside[0]?.[1] ?? 0) + 0.8)
    .map(([r, y, s]) => (s ? [r - wall, y, s] : [r - wall, y]) as ProfilePoint)
    .reverse();
  const floor = Math.max((inside.at(-1)?.[1] ?? 1) - 0.4, (outside[0]?.[1] ?? 0) + 0.4);
  return {
    profile: [...outside, [top[0] - wall * 0.4, top[1] + wall * 0.35], [top[0] - wall, top[1], 'sharp']],
    material: glaze,
    ...(options.paint && { paint: options.paint }),
    hollow: {
      profile: [...inside, [(inside.at(-1)?.[0] ?? 1) * 0.6, floor], [0, floor]],
      material: options.inside ?? glaze,
      ...(options.liquid && { liquid: options.liquid }),
    },
  };
};

export const knob = (y: number, r: number, m: Material): Lathe => ({
  profile: [
    [r * 0.55, y - 0.1],
    [r * 0.5, y + r * 0.3],
    [r * 0.95, y + r * 0.85],
    [r, y + r * 1.25],
    [r * 0.7, y + r * 1.7],
    [0, y + r * 1.85],
  ],
  material: m,
});

/** An ear at the side: leaves the body at `top`, comes back at `bottom`. `out` is how far it stands off. */
export const ear = (
  radiusTop: number,
  top: number,
  radiusBottom: number,
  bottom: number,
  out: number,
  thick: number,
  m: Material,
  side = 1,
): Tube => {
  // Half of a rounded loop, a little fuller above.
  const path: Vector[] = Array.from({ length: 13 }, (_, i) => {
    const t = i / 12;
    const a = Math.PI * (0.5 - t);
    const root = radiusTop + (radiusBottom - radiusTop) * t - 0.35;
    const far = Math.max(0, Math.cos(a)) ** 0.72 * (out + 0.35);
    const lift = Math.sign(Math.sin(a)) * Math.abs(Math.sin(a)) ** 0.9;
    return [
      side * (root + far),
      (top + bottom) / 2 + (lift * (top - bottom)) / 2 + Math.max(0, Math.cos(a)) * 0.25,
      0,
    ];
  });
  return { path, radius: (t) => thick * (1 + 0.45 * (2 * t - 1) ** 4), material: m };
};

/** A spout to the left: `from` and `to` in (distance, height); wide at the root. */
export const spout = (
  from: readonly [number, number],
  bend: readonly [number, number],
  to: readonly [number, number],
  root: number,
  tip: number,
  m: Material,
): Tube => ({
  path: [
    [-from[0], from[1], 0],
    [-(from[0] + bend[0]) / 2 - 0.1, (from[1] + bend[1]) / 2 - 0.15, 0],
    [-bend[0], bend[1], 0],
    [-to[0], to[1], 0],
  ],
  radius: (t) => tip + (root - tip) * (1 - t) ** 1.7,
  material: m,
  open: true,
});

/** A handle over the top, from one shoulder to the other. */
export const bail = (
  r: number,
  base: number,
  top: number,
  thick: number,
  m: Material,
  grip?: Material,
): Tube[] => {
  const path: Vector[] = Array.from({ length: 13 }, (_, i) => {
    const a = (i / 12) * Math.PI;
    return [-Math.cos(a) * r, base + Math.sin(a) ** 0.75 * (top - base), 0];
  });
  const whole: Tube = { path, radius: () => thick, material: m, around: true };
  if (!grip) return [whole];
  return [
    whole,
    {
      path: path.slice(4, 9),
      radius: (t) => thick * (1.75 - 0.5 * (2 * t - 1) ** 2),
      material: grip,
      around: true,
    },
  ];
};

/** A foot that stands on the table and a small gap of shade. */
export const disc = (r: number, y: number, h: number, m: Material, round = 0.15): Lathe => ({
  profile: [
    [r - round, y],
    [r, y + round],
    [r, y + h - round],
    [r - round, y + h],
    [r - round * 2, y + h, 'sharp'],
    [0, y + h],
  ],
  material: m,
});

/** A model of one thing that was turned. */
export const alone = (lathes: Lathe[], focus: Model['focus'], more: Partial<Model> = {}): Model => ({
  things: [{ x: 0, z: 0, lathes }],
  focus,
  ...more,
});
