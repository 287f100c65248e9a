import { material, shifted, woven } from '../materials.ts';
import type { ProfilePoint, Slab } from '../model.ts';
import { disc } from './parts.ts';
import type { Shape } from './shape.ts';

const paperLamp: Shape = (finish, size) => {
  const m = material(finish);
  const k = size === 'large' ? 1.4 : 1;
  const ribs: ProfilePoint[] = Array.from({ length: 66 }, (_, i) => {
    const t = i / 65;
    const round = Math.sin(Math.PI * (0.12 + t * 0.76)) ** 0.75;
    return [(3.4 + 7.4 * round + (i % 2 ? 0.2 : 0)) * k, 3.2 + t * 21 * k];
  });
  return {
    things: [
      {
        x: 0,
        z: 0,
        lathes: [
          disc(5.2 * k, 0, 1.2, material('oak')),
          disc(1.1, 1.2, 2.4, material('oak')),
          { profile: [...ribs, [3.2 * k, 24.4 * k, 'sharp'], [0, 24.4 * k]], material: m },
        ],
      },
    ],
    lamp: 13 * k,
    focus: [0, 8 * k, 6],
  };
};

const harbourLamp: Shape = (finish) => {
  const m = material(finish);
  const globe: ProfilePoint[] = Array.from({ length: 25 }, (_, i) => {
    const a = -1.25 + (i / 24) * (1.25 + Math.PI / 2);
    return [Math.cos(a) * 6.4, 15.2 + Math.sin(a) * 6.4];
  });
  return {
    things: [
      {
        x: 0,
        z: 0,
        lathes: [
          {
            profile: [
              [5.6, 0],
              [5.9, 0.25],
              [5.9, 1],
              [5.4, 1.5],
              [2.4, 2.3],
              [1.2, 3.4],
              [1, 6],
              [1.3, 7.6],
              [2.6, 8.4],
              [2.9, 9.3],
              [2.4, 9.5, 'sharp'],
            ],
            material: m,
          },
          { profile: globe, material: material('opal') },
        ],
      },
    ],
    lamp: 15.2,
    focus: [0, 9.5, 2],
  };
};

const candle: Shape = (finish) => {
  const m = material(finish);
  return {
    things: [
      {
        x: 0,
        z: 0,
        lathes: [
          {
            profile: [
              [4.6, 0],
              [5.6, 0.5],
              [6, 1.1],
              [5.85, 1.2, 'sharp'],
              [5.2, 0.7],
              [1.6, 0.6],
              [0.9, 1.2],
              [0.75, 3],
              [1, 4.4],
              [1.7, 5],
              [1.75, 5.8],
              [1.4, 5.9, 'sharp'],
              [0, 5.9],
            ],
            material: m,
          },
          {
            profile: [
              [1, 5.85],
              [1.02, 6.2],
              [0.95, 14.6],
              [0.75, 15],
              [0, 14.9],
            ],
            material: material('wax'),
          },
          {
            profile: [
              [0.06, 14.8],
              [0.07, 15.5],
            ],
            material: material('dark'),
          },
          {
            profile: [
              [0.1, 15.3],
              [0.42, 15.9],
              [0.34, 16.8],
              [0, 18],
            ],
            material: material('flame'),
          },
        ],
      },
    ],
    lamp: 16,
    focus: [0, 6, 1],
    zoom: 0.9,
  };
};

const cloths: Shape = (finish) => {
  const m = woven(finish);
  const edge = { color: finish === 'flax' ? '#7c3b2a' : '#e8ddc6', gloss: 0.03 };
  const folded = (y: number, turn: number, dark: number): Slab => ({
    x: turn,
    y,
    z: -turn * 0.6,
    width: 15 - dark,
    depth: 10.4,
    height: 0.62,
    corner: 0.5,
    material: dark ? shifted(m, -0.06) : m,
    soft: true,
    stripes: { at: [-0.4, -0.34, 0.34, 0.4], material: edge },
  });
  return {
    turn: -14,
    raise: 12,
    things: [
      {
        x: 0,
        z: 0,
        slabs: [
          folded(0, 0, 0.2),
          folded(0.64, 0, 0),
          folded(1.28, 0.1, 0.1),
          folded(2, 0.7, 0.2),
          folded(2.62, 0.7, 0),
          folded(3.24, 0.75, 0.1),
        ],
      },
    ],
    focus: [-4, 3, 4],
    zoom: 0.9,
  };
};

const runner: Shape = (finish) => {
  const m = woven(finish);
  const layer = (y: number, width: number, x: number): Slab => ({
    x,
    y,
    z: 0,
    width,
    depth: 13,
    height: 0.55,
    corner: 0.3,
    material: m,
    soft: true,
  });
  return {
    turn: -22,
    raise: 12,
    things: [
      {
        x: 0,
        z: 0,
        slabs: [
          { ...layer(0, 27, 0), stripes: { at: [-0.45, 0.45], material: shifted(m, -0.35) } },
          layer(0.56, 15, -5.6),
          { ...layer(1.12, 14.8, -5.5), stripes: { at: [-0.45, 0.45], material: shifted(m, -0.35) } },
          layer(1.68, 14.6, -5.6),
          { ...layer(2.24, 14.4, -5.4), stripes: { at: [-0.45, 0.45], material: shifted(m, -0.35) } },
        ],
      },
    ],
    focus: [1, 2, 4],
  };
};

const board: Shape = (finish) => {
  const m = material(finish);
  const foot = (x: number): Slab => ({
    x,
    y: 0,
    z: 0,
    width: 2,
    depth: 13,
    height: 1.1,
    corner: 0.3,
    material: shifted(m, -0.25),
  });
  return {
    turn: -24,
    raise: 14,
    things: [
      {
        x: 0,
        z: 0,
        slabs: [
          foot(-14),
          foot(14),
          {
            x: 0,
            y: 1.1,
            z: 0,
            width: 40,
            depth: 16,
            height: 1.9,
            corner: 1.2,
            material: m,
            recess: { inset: 0.9, depth: 0.8 },
          },
        ],
      },
    ],
    focus: [-12, 2.6, 5],
  };
};

export const home: Record<string, Shape> = {
  'paper-lamp': paperLamp,
  'harbour-lamp': harbourLamp,
  'candle-stand': candle,
  'tea-cloth': cloths,
  'linen-runner': runner,
  'long-board': board,
};
