import { material, shifted } from '../materials.ts';
import { bail, ear, glazed, knob, spout, vessel } from './parts.ts';
import type { Shape } from './shape.ts';

const harbour: Shape = (finish) => {
  const m = material(finish);
  return {
    things: [
      {
        x: 0,
        z: 0,
        tubes: [
          spout([4.6, 3.6], [7.8, 5.4], [9.6, 8.9], 1.75, 0.62, m),
          ear(5.6, 7.6, 5.7, 3.1, 3.1, 0.5, m),
        ],
        lathes: [
          {
            profile: [
              [3.7, 0],
              [3.9, 0.5],
              [5.2, 1.6],
              [6.5, 4.1],
              [6.3, 6.6],
              [4.9, 8.6],
              [3.2, 9.3],
              [2.9, 9.3, 'sharp'],
              [0, 9.3],
            ],
            material: m,
            paint: glazed(m, 0.5),
          },
          {
            profile: [
              [3.35, 9.2],
              [3.5, 9.45],
              [3.2, 9.8],
              [1.9, 10.5],
              [0, 10.8],
            ],
            material: m,
          },
          knob(10.6, 0.85, m),
        ],
      },
    ],
    focus: [-3.5, 6.2, 2],
  };
};

const twoCup: Shape = (finish) => {
  const m = material(finish);
  return {
    things: [
      {
        x: 0,
        z: 0,
        tubes: [spout([3.9, 4.2], [6, 5.4], [7.1, 7.4], 1.3, 0.5, m), ear(4, 7.3, 4.6, 2.6, 2.4, 0.42, m)],
        lathes: [
          {
            profile: [
              [3.3, 0],
              [3.6, 0.35],
              [4.9, 1.4],
              [5.1, 3],
              [4.5, 5.4],
              [3.6, 7.6],
              [3.1, 8.2],
              [2.7, 8.2, 'sharp'],
              [0, 8.2],
            ],
            material: m,
            paint: glazed(m, 0.3),
          },
          {
            profile: [
              [3.05, 8.15],
              [3.15, 8.4],
              [2.6, 8.8],
              [1.2, 9.2],
              [0, 9.3],
            ],
            material: m,
          },
          knob(9.1, 0.7, m),
        ],
      },
    ],
    focus: [-2.5, 6.4, 2],
    zoom: 0.95,
  };
};

const sideHandle: Shape = (finish) => {
  const m = material(finish);
  return {
    turn: -18,
    things: [
      {
        x: 0,
        z: 0,
        tubes: [
          spout([4.3, 3.4], [6.2, 4.3], [7.4, 6], 1.25, 0.5, m),
          {
            // At a right angle to the spout, towards the reader.
            path: [
              [2.4, 4, 3.4],
              [4.2, 4.5, 5.4],
              [5.7, 5.1, 7.2],
              [6.6, 5.5, 8.2],
            ],
            radius: (t) => 0.62 + t * 0.42,
            material: m,
            open: true,
          },
        ],
        lathes: [
          {
            profile: [
              [3.9, 0],
              [4.6, 0.5],
              [5.4, 2.2],
              [5.2, 4],
              [4, 5.6],
              [3.1, 6.1],
              [2.8, 6.1, 'sharp'],
              [0, 6.1],
            ],
            material: m,
          },
          {
            profile: [
              [3.2, 6.05],
              [3.3, 6.35],
              [2.6, 6.75],
              [1.2, 7.05],
              [0, 7.1],
            ],
            material: m,
          },
          knob(6.95, 0.7, m),
        ],
      },
    ],
    focus: [0, 4.6, 3],
  };
};

const iron: Shape = (finish) => {
  const m = material(finish);
  const metal = { ...m, gloss: 0.5 };
  return {
    things: [
      {
        x: 0,
        z: 0,
        tubes: [spout([6, 4.6], [8.2, 5.4], [9.6, 8], 1.6, 0.75, m), ...bail(5.4, 8.2, 16.6, 0.42, metal)],
        lathes: [
          {
            profile: [
              [4.8, 0],
              [5.2, 0.4],
              [7.1, 2.4],
              [7.5, 4.2, 'sharp'],
              [7.5, 4.6, 'sharp'],
              [6.9, 6.7],
              [5.2, 8.5],
              [4, 9],
              [3.7, 9, 'sharp'],
              [0, 9],
            ],
            material: m,
            // Rows of small knobs are cast into the shoulder; from here they are dark and light rings.
            paint: (y) => (y > 4.8 && y < 8 && Math.floor(y * 5.2) % 2 ? shifted(m, 0.07) : undefined),
          },
          {
            profile: [
              [4.1, 8.95],
              [4.2, 9.25],
              [3.2, 9.75],
              [1.4, 10.1],
              [0, 10.2],
            ],
            material: m,
          },
          knob(10.05, 0.75, metal),
        ],
      },
    ],
    focus: [-1, 8.6, 3],
  };
};

const ferryman: Shape = (finish) => {
  const m = material(finish);
  const cup = vessel(
    [
      [1.9, 0],
      [2.1, 0.3],
      [2.9, 1.6],
      [3.2, 3.2],
    ],
    m,
    {
      paint: glazed(m, 0.4),
      liquid: { height: 2.4, material: material('tea') },
    },
  );
  return {
    things: [
      {
        x: -3.2,
        z: -1,
        tubes: [spout([3.4, 5], [4.7, 5.8], [5.4, 7.2], 1, 0.45, m)],
        lathes: [
          {
            profile: [
              [3.3, 0],
              [3.6, 0.4],
              [4.4, 2],
              [4.3, 5],
              [3.5, 7.2],
              [2.9, 7.6],
              [2.6, 7.6, 'sharp'],
              [0, 7.6],
            ],
            material: m,
            paint: glazed(m, 0.9),
          },
          // The second cup, upside down for a lid.
          {
            profile: [
              [3.3, 7.5],
              [3.15, 8.6],
              [2.6, 10.3],
              [2, 10.9],
              [1.7, 11, 'sharp'],
              [1.7, 10.85, 'sharp'],
              [0, 10.85],
            ],
            material: m,
            paint: (y) => (y > 10.5 ? material('bare') : undefined),
          },
        ],
      },
      { x: 4.6, z: 2, lathes: [cup] },
    ],
    focus: [-2, 7.2, 2],
  };
};

export const teapots: Record<string, Shape> = {
  'harbour-teapot': harbour,
  'two-cup-pot': twoCup,
  'side-handle-pot': sideHandle,
  'iron-pot': iron,
  'ferryman-set': ferryman,
};
