import type { Material } from './light.ts';

/** Finishes by the name they have in the feed. An unknown name is drawn in plain clay. */
const materials: Record<string, Material> = {
  celadon: { color: '#a4b5a6', gloss: 0.85 },
  ash: { color: '#e6dfd2', gloss: 0.6, texture: 'speckle' },
  tenmoku: { color: '#2b201c', gloss: 0.95 },
  persimmon: { color: '#a8522f', gloss: 0.78 },
  indigo: { color: '#33496b', gloss: 0.85 },
  moss: { color: '#78804f', gloss: 0.6, texture: 'speckle' },
  fog: { color: '#b6bab9', gloss: 0.5 },
  sand: { color: '#d3bd9b', gloss: 0.3, texture: 'speckle' },
  'red-clay': { color: '#8a4a38', gloss: 0.32, texture: 'clay' },
  'black-clay': { color: '#37322f', gloss: 0.3, texture: 'clay' },
  iron: { color: '#2c2c2d', gloss: 0.35, texture: 'cast' },
  russet: { color: '#5e392a', gloss: 0.35, texture: 'cast' },
  brass: { color: '#cfae72', gloss: 0.82, metal: true },
  copper: { color: '#d98a63', gloss: 0.82, metal: true },
  pewter: { color: '#b9bcbd', gloss: 0.6, metal: true },
  steel: { color: '#cfd1d1', gloss: 0.68, metal: true, texture: 'brushed' },
  black: { color: '#2a2a2b', gloss: 0.42 },
  walnut: { color: '#7a5238', gloss: 0.28, texture: 'wood' },
  oak: { color: '#cfa97c', gloss: 0.24, texture: 'wood' },
  flax: { color: '#d8c9ac', gloss: 0.04, texture: 'linen' },
  paper: { color: '#f0d7a6', gloss: 0.04, glow: 0.62, texture: 'paper' },
  // What the finishes are set against.
  bare: { color: '#b79a78', gloss: 0.12, texture: 'clay' },
  dark: { color: '#15110f', gloss: 0.1 },
  tea: { color: '#7d4a1c', gloss: 1 },
  cork: { color: '#a9794d', gloss: 0.05, texture: 'speckle' },
  wax: { color: '#e8d3a2', gloss: 0.4, glow: 0.05 },
  opal: { color: '#fbe6c2', gloss: 0.6, glow: 0.6 },
  flame: { color: '#ffd38a', gloss: 0, glow: 1.4 },
};

export const material = (name: string): Material => materials[name] ?? (materials['bare'] as Material);
/** The same, for a cloth: the colour without the glaze. */
export const woven = (name: string): Material => ({
  color: material(name).color,
  gloss: 0.03,
  texture: 'linen',
});
/** The same, a little darker or lighter, as glaze is where it is thick or thin. */
export const shifted = (of: Material, by: number): Material => ({
  ...of,
  color: `#${[1, 3, 5]
    .map((i) => {
      const n = parseInt(of.color.slice(i, i + 2), 16);
      return Math.round(Math.min(255, Math.max(0, by < 0 ? n * (1 + by) : n + (255 - n) * by)))
        .toString(16)
        .padStart(2, '0');
    })
    .join('')}`,
});

/** Walls and floors by collection, and by room. `wall`, `floor`: the colour far and near. */
const plain = { wall: '#d9cfbf', floor: '#e9e1d3' };
const backdrops: Record<string, { wall: string; floor: string }> = {
  teapots: plain,
  cups: { wall: '#c9d0c9', floor: '#dfe4dd' },
  kettles: { wall: '#c7ccd3', floor: '#dde1e5' },
  tins: { wall: '#d8c4b6', floor: '#e8d9cd' },
  table: { wall: '#cfd2c0', floor: '#e3e4d6' },
  light: { wall: '#b9aea6', floor: '#cdc3ba' },
  // Where customers live.
  kitchen: { wall: '#aebbb3', floor: '#cbb08c' },
  parlour: { wall: '#8f7d72', floor: '#a98f78' },
  office: { wall: '#b4bcc6', floor: '#ded9d0' },
};
export const backdrop = (collection: string) => backdrops[collection] ?? plain;
