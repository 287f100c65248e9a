import { hex, surface, type Material, type Rgb, type Vector } from './light.ts';

/** Two decimals are a hundredth of a pixel. */
export const n = (value: number) => String(Math.round(value * 100) / 100);

/** Collects the gradients and filters of a picture, each once. */
export class Defs {
  readonly #known = new Map<string, string>();
  readonly #parts: string[] = [];

  add(key: string, make: (id: string) => string): string {
    const known = this.#known.get(key);
    if (known) return known;
    const id = `d${this.#known.size}`;
    this.#known.set(key, id);
    this.#parts.push(make(id));
    return id;
  }

  toString(): string {
    return `<defs>${this.#parts.join('')}</defs>`;
  }
}

/** The colours across something round, from left to right; `normalAt` gets −1 to 1. */
export const stops = (
  count: number,
  material: Material,
  view: Vector,
  bounce: Rgb,
  normalAt: (x: number) => Vector,
  shade = 0,
): string =>
  Array.from({ length: count + 1 }, (_, i) => {
    const x = -Math.cos((i / count) * Math.PI);
    const color = hex(surface(material, normalAt(x), view, bounce, shade));
    return `<stop offset="${n((x + 1) / 2)}" stop-color="${color}"/>`;
  }).join('');

const noise = (frequency: string, octaves: number, matrix: string, mode: string) =>
  `<feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="${octaves}" seed="7" result="t"/>` +
  `<feColorMatrix in="t" type="matrix" values="${matrix}" result="c"/>` +
  `<feComposite in="c" in2="SourceGraphic" operator="in" result="k"/>` +
  `<feBlend in="k" in2="SourceGraphic" mode="${mode}"/>`;

/** Noise as black with this alpha: `slope` × noise + `offset`. */
const ink = (slope: number, offset: number, rgb = '0.12 0.08 0.05') => {
  const [r, g, b] = rgb.split(' ');
  return `0 0 0 0 ${r} 0 0 0 0 ${g} 0 0 0 0 ${b} ${slope} 0 0 0 ${offset}`;
};

/** Frequencies are per centimetre of the thing, so that a texture grows with the picture. */
const TEXTURES: Record<NonNullable<Material['texture']>, (scale: number) => string> = {
  speckle: (s) => noise(n1(8 / s), 2, ink(7, -4.9, '0.36 0.27 0.2'), 'multiply'),
  clay: (s) => noise(n1(13 / s), 4, ink(0.7, -0.26), 'multiply'),
  cast: (s) => noise(n1(9 / s), 3, ink(1.1, -0.4, '0 0 0'), 'multiply'),
  hammered: (s) => noise(n1(1.9 / s), 1, ink(0.8, -0.3, '0.35 0.12 0.05'), 'multiply'),
  brushed: (s) => noise(`${n1(0.4 / s)} ${n1(26 / s)}`, 2, ink(0.5, -0.18, '0 0 0'), 'multiply'),
  wood: (s) => noise(`${n1(0.09 / s)} ${n1(2.1 / s)}`, 4, ink(0.85, -0.3, '0.24 0.12 0.05'), 'multiply'),
  linen: (s) => noise(`${n1(10 / s)} ${n1(22 / s)}`, 2, ink(0.55, -0.2, '0.25 0.18 0.1'), 'multiply'),
  paper: (s) => noise(`${n1(1.2 / s)} ${n1(4 / s)}`, 4, ink(0.5, -0.2, '0.5 0.3 0.1'), 'multiply'),
};
const n1 = (value: number) => String(Math.round(value * 1e5) / 1e5);

/** Wraps drawn parts in the texture of their material. */
export const textured = (defs: Defs, texture: Material['texture'], scale: number, drawn: string): string => {
  if (!texture || !drawn) return drawn;
  const id = defs.add(
    `texture ${texture}`,
    (id) =>
      `<filter id="${id}" x="-2%" y="-2%" width="104%" height="104%" color-interpolation-filters="sRGB">${TEXTURES[texture](scale)}</filter>`,
  );
  return `<g filter="url(#${id})">${drawn}</g>`;
};

export const blurred = (defs: Defs, deviation: number, drawn: string, opacity = 1): string => {
  const id = defs.add(
    `blur ${n(deviation)}`,
    (id) =>
      `<filter id="${id}" filterUnits="userSpaceOnUse" x="-10%" y="-10%" width="120%" height="120%"><feGaussianBlur stdDeviation="${n(deviation)}"/></filter>`,
  );
  return `<g filter="url(#${id})" opacity="${n(opacity)}">${drawn}</g>`;
};
