import { material, shifted } from '../materials.ts';
import { bail, disc, knob, spout, vessel } from './parts.ts';
import type { Shape } from './shape.ts';

const swan: Shape = (finish) => {
  const m = material(finish);
  const walnut = material('walnut');
  return {
    things: [
      {
        x: 0,
        z: 0,
        tubes: [
          {
            path: [
              [-5.8, 2.2, 0],
              [-8.4, 3.2, 0],
              [-9.2, 6.4, 0],
              [-9.6, 9.6, 0],
              [-11.2, 11.2, 0],
              [-12.7, 11, 0],
            ],
            radius: (t) => 0.42 + 0.75 * (1 - t) ** 2.6,
            material: m,
            open: true,
          },
          {
            path: [
              [4.2, 10.6, 0],
              [6.6, 11.6, 0],
              [9, 11, 0],
              [9.5, 8.4, 0],
              [8.9, 5, 0],
            ],
            radius: () => 0.45,
            material: m,
          },
          {
            path: [
              [8.6, 11.2, 0],
              [9.5, 9.6, 0],
              [9.5, 7.4, 0],
              [9, 4.4, 0],
            ],
            radius: (t) => 0.85 - 0.25 * (2 * t - 1) ** 2,
            material: walnut,
          },
        ],
        lathes: [
          {
            profile: [
              [6.9, 0],
              [7.2, 0.3],
              [7.1, 1],
              [6.2, 5.4],
              [5, 9.6],
              [4.7, 10.8],
              [4.4, 11, 'sharp'],
              [0, 11],
            ],
            material: m,
          },
          {
            profile: [
              [4.6, 10.95],
              [4.7, 11.25],
              [4, 11.6],
              [1.6, 12],
              [0, 12.05],
            ],
            material: m,
          },
          knob(11.9, 1, walnut),
        ],
      },
    ],
    focus: [-6, 8.6, 1],
    zoom: 0.9,
  };
};

const kitchen: Shape = (finish) => {
  const plain = { color: material(finish).color, gloss: 0.95 };
  const rim = material('black');
  return {
    things: [
      {
        x: 0,
        z: 0,
        tubes: [
          spout([6.4, 5], [9.2, 7], [10.8, 10.6], 2, 0.85, plain),
          ...bail(6.6, 9.6, 19, 0.4, material('pewter'), material('oak')),
        ],
        lathes: [
          {
            profile: [
              [7.4, 0],
              [7.8, 0.3],
              [8.5, 1.8],
              [8.6, 4.4],
              [7.8, 7.8],
              [5.6, 10.3],
              [5.2, 10.5],
              [4.9, 10.5, 'sharp'],
              [0, 10.5],
            ],
            material: plain,
            paint: (y) => (y < 0.3 || (y > 10.2 && y < 10.6) ? rim : undefined),
          },
          {
            profile: [
              [5.2, 10.45],
              [5.3, 10.8],
              [4.4, 11.6],
              [2, 12.4],
              [0, 12.6],
            ],
            material: plain,
            paint: (y) => (y < 10.75 ? rim : undefined),
          },
          knob(12.4, 1.1, material('oak')),
        ],
      },
    ],
    focus: [0, 10.4, 3],
  };
};

const copper: Shape = (finish) => {
  const m = { ...material(finish), texture: 'hammered' as const };
  return {
    things: [
      {
        x: 0,
        z: 0,
        tubes: [
          spout([5.6, 5.4], [8.2, 7.2], [9.8, 10.2], 1.8, 0.7, material(finish)),
          ...bail(5.6, 10.4, 18.4, 0.42, material('brass'), material('walnut')),
        ],
        lathes: [
          {
            profile: [
              [5.6, 0],
              [6.4, 0.5],
              [7.9, 3.2],
              [7.8, 6.4],
              [6.2, 9.6],
              [4.6, 10.9],
              [4.2, 11],
              [3.9, 11, 'sharp'],
              [0, 11],
            ],
            material: m,
          },
          {
            profile: [
              [4.2, 10.95],
              [4.3, 11.2],
              [3.4, 11.8],
              [1.4, 12.3],
              [0, 12.4],
            ],
            material: m,
          },
          knob(12.2, 0.9, material('brass')),
        ],
      },
    ],
    focus: [-3, 9, 3],
  };
};

const ember: Shape = (finish) => {
  const m = material(finish);
  const wall = vessel(
    [
      [5.6, 0],
      [6.2, 0.5],
      [6.4, 2.6],
      [6, 5.4],
      [5.2, 7.4],
      [5.4, 8.4],
    ],
    m,
    { wall: 0.7 },
  );
  const contents = [
    disc(2, 3.4, 2.6, material('wax')),
    {
      profile: [
        [0.12, 6],
        [0.5, 6.6],
        [0.36, 7.4],
        [0, 8.4],
      ] as const,
      material: material('flame'),
    },
  ];
  return {
    things: [
      {
        x: 0,
        z: 0,
        lathes: [
          {
            ...wall,
            paint: (y) => (y > 3.6 && y < 4.3 ? shifted(m, -0.32) : undefined),
            ...(wall.hollow && { hollow: { ...wall.hollow, contents } }),
          },
        ],
      },
    ],
    lamp: 8,
    raise: 14,
    focus: [0, 7, 3],
  };
};

export const kettles: Record<string, Shape> = {
  'swan-kettle': swan,
  'kitchen-kettle': kitchen,
  'copper-kettle': copper,
  'ember-stand': ember,
};
