import { material } from '../materials.ts';
import type { Lathe, ProfilePoint } from '../model.ts';
import { alone, disc, ear, glazed, vessel } from './parts.ts';
import type { Shape } from './shape.ts';

const jug: Shape = (finish) => {
  const m = material(finish);
  const base = alone(
    [
      vessel(
        [
          [2.9, 0],
          [3.1, 0.4],
          [4, 2],
          [3.9, 4.6],
          [3.2, 7],
          [3.5, 8.6],
        ],
        m,
        { wall: 0.2, paint: glazed(m, 0.4), liquid: { height: 6.4, material: material('tea') } },
      ),
    ],
    [-1.5, 7.4, 2.6],
  );
  return {
    ...base,
    things: base.things.map((t) => ({
      ...t,
      tubes: [
        ear(3.3, 7.4, 3.9, 2.4, 2.5, 0.36, m),
        {
          path: [
            [-2, 6.6, 0],
            [-3, 7.6, 0],
            [-3.7, 8.3, 0],
            [-4.1, 8.7, 0],
          ],
          radius: (u) => 1.15 - u * 0.72,
          material: m,
        },
      ],
    })),
  };
};

const vase: Shape = (finish) => {
  const m = material(finish);
  const stem = { color: '#8c8152', gloss: 0.1 };
  const base = alone(
    [
      vessel(
        [
          [2.6, 0],
          [2.9, 0.4],
          [4.4, 2.6],
          [4.5, 5],
          [3.2, 8],
          [1.4, 11],
          [1.1, 14],
          [1.5, 16.6],
          [1.7, 17],
        ],
        m,
        { wall: 0.18, paint: glazed(m, 0.5, 17) },
      ),
    ],
    [0, 14.5, 1],
  );
  return {
    ...base,
    zoom: 0.9,
    things: base.things.map((t) => ({
      ...t,
      tubes: [
        {
          path: [
            [0.2, 16.7, -0.6],
            [0.8, 20, 0],
            [2.6, 25.6, 0.2],
          ],
          radius: () => 0.09,
          material: stem,
          around: true,
        },
        {
          path: [
            [0, 16.7, -0.6],
            [-0.9, 20.5, 0],
            [-1.2, 23.4, -0.2],
          ],
          radius: () => 0.08,
          material: stem,
          around: true,
        },
        {
          path: [
            [2.4, 24.8, 0.2],
            [3.1, 26.8, 0.2],
            [3.9, 28.4, 0.3],
          ],
          radius: (u) => 0.12 + 0.5 * Math.sin(Math.PI * (1 - u) ** 0.8),
          material: { color: '#a88a5c', gloss: 0.05, texture: 'linen' },
          around: true,
        },
        {
          path: [
            [-1.1, 22.8, -0.2],
            [-1.4, 24.6, -0.2],
            [-1.3, 26.4, -0.3],
          ],
          radius: (u) => 0.1 + 0.4 * Math.sin(Math.PI * (1 - u) ** 0.8),
          material: { color: '#b79a6b', gloss: 0.05, texture: 'linen' },
          around: true,
        },
      ],
    })),
  };
};

const plate: Shape = (finish, size) => {
  const m = material(finish);
  const r = size === '22' ? 11 : 8;
  const rings: ProfilePoint[] = Array.from({ length: 34 }, (_, i) => {
    const at = (r - 1.1) * (1 - i / 33);
    return [at, 0.62 + 0.07 * Math.cos(i * 1.35)];
  });
  return alone(
    [
      {
        profile: [
          [r * 0.58, 0],
          [r * 0.6, 0.3],
          [r * 0.86, 0.6],
          [r, 1.7],
          [r - 0.1, 1.85],
          [r - 0.25, 1.75, 'sharp'],
        ],
        material: m,
        paint: glazed(m, 0.2),
        hollow: { profile: [[r - 0.2, 1.8], [r - 0.8, 0.95], ...rings, [0, 0.6]], material: m },
      },
    ],
    [r * 0.35, 1.4, r * 0.4],
    { zoom: 0.9, raise: 14 },
  );
};

const tray: Shape = (finish, size) => {
  const m = material(finish);
  const r = size === '32' ? 16 : 12;
  return alone(
    [
      {
        profile: [
          [r - 1.4, 0],
          [r - 0.6, 0.5],
          [r, 1.8],
          [r - 0.05, 2.4],
          [r - 0.35, 2.5, 'sharp'],
        ],
        material: m,
        hollow: {
          profile: [
            [r - 0.35, 2.5],
            [r - 0.8, 2.1],
            [r - 1, 0.95],
            [r - 1.4, 0.8, 'sharp'],
            [0, 0.8],
          ],
          material: m,
        },
      },
    ],
    [r * 0.5, 2.2, r * 0.5],
    { raise: 14 },
  );
};

const coasters: Shape = (finish) => {
  const m = material(finish);
  const one = (x: number, z: number, y: number): Lathe[] => [
    disc(4.7, y, 0.25, material('cork'), 0.05),
    {
      profile: [
        [4.6, y + 0.25],
        [4.75, y + 0.35],
        [4.75, y + 0.8],
        [4.6, y + 0.92],
        [4.3, y + 0.92, 'sharp'],
        [4.1, y + 0.72],
        [0, y + 0.72],
      ],
      material: m,
    },
  ];
  return {
    things: [
      { x: -2.4, z: -2, lathes: [0, 1, 2].flatMap((i) => one(0, 0, i * 1)) },
      { x: 5.4, z: 4.2, lathes: one(0, 0, 0) },
    ],
    focus: [2, 1, 2.6],
    zoom: 0.85,
    raise: 12,
  };
};

export const table: Record<string, Shape> = {
  'sharing-jug': jug,
  'reed-vase': vase,
  'ripple-plate': plate,
  'round-tray': tray,
  'tide-coasters': coasters,
};
