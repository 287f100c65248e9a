import { material, shifted } from '../materials.ts';
import type { ProfilePoint } from '../model.ts';
import { alone, glazed, knob, raised } from './parts.ts';
import type { Shape } from './shape.ts';

const pressed: Shape = (finish, size) => {
  const m = material(finish);
  const h = size === '200g' ? 12 : 8;
  const r = 3.75;
  return alone(
    [
      {
        profile: [
          [r - 0.1, 0],
          [r, 0.12],
          [r, h * 0.62, 'sharp'],
          [r - 0.06, h * 0.62 + 0.03, 'sharp'],
          [r - 0.06, h * 0.62 + 0.12, 'sharp'],
          [r + 0.02, h * 0.62 + 0.15, 'sharp'],
          [r + 0.02, h - 0.12],
          [r - 0.1, h],
          [r - 0.2, h, 'sharp'],
          [0, h + 0.05],
        ],
        material: m,
      },
    ],
    [0, h * 0.72, 3],
  );
};

const rain: Shape = (finish) => {
  const m = material(finish);
  const streak = shifted(m, finish === 'tenmoku' ? 0.12 : -0.16);
  return alone(
    [
      {
        profile: [
          [3.6, 0],
          [3.8, 0.4],
          [4.6, 2.4],
          [5, 6],
          [4.7, 8.8],
          [3.7, 10.6],
          [3.2, 10.9],
          [3.2, 11.3],
          [2.9, 11.3, 'sharp'],
          [0, 11.3],
        ],
        material: m,
        paint: (y) => (y < 1.5 ? material('bare') : y < 2 ? shifted(m, -0.3) : y < 3.2 ? streak : undefined),
      },
      {
        profile: [
          [3.7, 11.25],
          [3.8, 11.5],
          [3.6, 12.1],
          [2, 12.5],
          [0, 12.6],
        ],
        material: m,
      },
      knob(12.45, 0.7, m),
    ],
    [0, 10.4, 3],
  );
};

const canister: Shape = (finish, size) => {
  const m = material(finish);
  const h = size === 'tall' ? 12 : 7.4;
  return alone(
    [
      {
        profile: [
          [4.3, 0],
          [4.5, 0.25],
          [4.5, h - 0.2],
          [4.35, h],
          [4.2, h, 'sharp'],
          [0, h],
        ],
        material: m,
        paint: glazed(m, 0.4),
      },
      {
        profile: [
          [4.4, h + 0.02],
          [4.6, h + 0.2],
          [4.6, h + 1.3],
          [4.4, h + 1.6],
          [3.9, h + 1.6, 'sharp'],
          [3.6, h + 1.35],
          [0, h + 1.3],
        ],
        material: material('oak'),
      },
    ],
    [0, h, 3.6],
  );
};

const stacking: Shape = (finish) => {
  const m = material(finish);
  const tier = (y: number): ProfilePoint[] => [
    [3.8, y],
    [4, y + 0.15],
    [4, y + 3.3],
    [3.85, y + 3.45],
  ];
  const groove: ProfilePoint[] = [[3.78, 3.5]];
  return alone(
    [
      {
        profile: [
          ...tier(0),
          ...groove,
          ...tier(3.6),
          ...raised(groove, 3.6),
          ...tier(7.2),
          [3.6, 10.8],
          [3.2, 10.9, 'sharp'],
          [0, 11],
        ],
        material: m,
      },
      knob(10.9, 0.75, material('brass')),
    ],
    [0, 8.6, 3],
  );
};

export const tins: Record<string, Shape> = {
  'pressed-lid-tin': pressed,
  'rain-jar': rain,
  'wood-lid-canister': canister,
  'stacking-tins': stacking,
};
