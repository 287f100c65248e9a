/**
 * One studio for every picture: a large soft window from the upper left, a thin strip on the right to draw the edge,
 * a floor that throws the backdrop's colour back. Everything that has a surface asks here what colour it is.
 */
export type Vector = readonly [x: number, y: number, z: number];
export type Rgb = readonly [r: number, g: number, b: number];

/** What a surface is made of. Colours are sRGB hex; the numbers are 0 to 1. */
export interface Material {
  color: string;
  /** 1 a mirror, 0 chalk. */
  gloss: number;
  /** Metals reflect in their own colour and have no other. */
  metal?: boolean;
  /** Light of its own: lamp shades. */
  glow?: number;
  texture?: 'speckle' | 'clay' | 'hammered' | 'brushed' | 'wood' | 'linen' | 'paper' | 'cast';
}

export const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const unit = (v: Vector): Vector => {
  const length = Math.hypot(...v) || 1;
  return [v[0] / length, v[1] / length, v[2] / length];
};
const clamp = (n: number) => Math.min(1, Math.max(0, n));
const smooth = (from: number, to: number, n: number) => {
  const t = clamp((n - from) / (to - from));
  return t * t * (3 - 2 * t);
};

const toLinear = (n: number) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
const toScreen = (n: number) => (n <= 0.0031308 ? n * 12.92 : 1.055 * n ** (1 / 2.4) - 0.055);
export const linear = (hex: string): Rgb =>
  [1, 3, 5].map((i) => toLinear(parseInt(hex.slice(i, i + 2), 16) / 255)) as unknown as Rgb;
/** Rolls highlights off instead of cutting them. */
const tone = (n: number) => (n < 0.7 ? n : 0.7 + 0.3 * Math.tanh((n - 0.7) / 0.3));
export const hex = (color: Rgb): string =>
  `#${color
    .map((n) =>
      Math.round(clamp(toScreen(tone(Math.max(0, n)))) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** Where the light comes from. */
export const LIGHT = unit([-0.62, 0.72, 0.5]);
const WINDOW = unit([-0.72, 0.48, 0.5]);
const STRIP = unit([0.93, 0.12, -0.2]);

/** Brightness that a mirror would see in this direction. */
const surroundings = (direction: Vector, softness: number): number => {
  const blur = 0.05 + softness * 0.4;
  // A tall panel beside the window: it draws the long light down upright walls.
  const flat = Math.hypot(direction[0], direction[2]) || 1;
  const beside = (direction[0] * -0.83 + direction[2] * 0.56) / flat;
  const panel =
    smooth(0.9 - blur * 1.2, 0.93 + blur * 0.3, beside) *
    smooth(-0.75, -0.1, direction[1]) *
    (1.25 - softness * 0.5);
  const window = smooth(0.84 - blur, 0.84 + blur * 0.6, dot(direction, WINDOW)) * (2.3 - softness);
  const strip = smooth(0.8 - blur, 0.84 + blur, dot(direction, STRIP)) * (0.75 - softness * 0.3);
  const sky = 0.1 + 0.5 * smooth(-0.1, 0.95, direction[1]);
  const floor = 0.36 * smooth(0.05, -0.6, direction[1]);
  return Math.max(window, panel) + strip + sky + floor;
};

/** Colour of a surface that faces `normal`, seen from `view`; `shade` 0 to 1 is how much light is kept from it. */
export const surface = (material: Material, normal: Vector, view: Vector, bounce: Rgb, shade = 0): Rgb => {
  const base = linear(material.color);
  const facing = clamp(dot(normal, view));
  const twice = 2 * dot(normal, view);
  const mirror: Vector = [
    twice * normal[0] - view[0],
    twice * normal[1] - view[1],
    twice * normal[2] - view[2],
  ];
  const softness = 1 - material.gloss;
  const seen = surroundings(mirror, softness) * (1 - shade * 0.6);
  if (material.metal) {
    const edge = (1 - facing) ** 4 * 0.35;
    return base.map(
      (n, i) => (n + (1 - n) * edge) * (seen * 1.02 + 0.06) + n * (bounce[i] ?? 0) * 0.12,
    ) as unknown as Rgb;
  }
  const wrapped = clamp((dot(normal, LIGHT) + 0.22) / 1.22) ** 1.15;
  const sky = 0.26 + 0.14 * normal[1];
  const up = clamp(0.55 - normal[1]) * 0.16 + clamp(normal[0]) * 0.05;
  const gleam =
    (0.05 + 0.8 * (1 - facing) ** 5) *
    material.gloss *
    (seen > 1 ? 1 + (seen - 1) * 3.4 * material.gloss : seen);
  return base.map((n, i) => {
    const lit = n * ((wrapped * 0.78 + sky) * (1 - shade) + up * (bounce[i] ?? 0) * 1.6);
    // Light from within is warmer and weaker towards the edge.
    return (
      lit * (1 - (material.glow ?? 0) * 0.5) +
      gleam +
      n ** (1.6 - facing * 0.6) * (material.glow ?? 0) * (0.25 + facing * 0.75)
    );
  }) as unknown as Rgb;
};
