import { material } from '../materials.ts';
import type { ProfilePoint } from '../model.ts';
import { alone, ear, glazed, raised, vessel } from './parts.ts';
import type { Shape } from './shape.ts';

const bowl: Shape = (finish) => {
  const m = material(finish);
  return alone(
    [
      vessel(
        [
          [2.6, 0],
          [2.7, 0.7],
          [3.6, 1],
          [5.2, 2.4],
          [6, 5],
          [6.1, 7.6],
        ],
        m,
        {
          wall: 0.35,
          paint: glazed(m, 0.9, 7.6),
        },
      ),
    ],
    [0, 6.6, 4],
  );
};

const stair: Shape = (finish) => {
  const m = material(finish);
  const step: ProfilePoint[] = [
    [2, 0],
    [2.1, 0.5, 'sharp'],
    [2.5, 0.7],
    [2.6, 1.7, 'sharp'],
    [2.95, 1.85],
    [3, 2.9, 'sharp'],
    [3.35, 3.05],
    [3.5, 4.8],
  ];
  return alone(
    [
      vessel(step, m, {
        wall: 0.2,
        paint: glazed(m, 0.35, 4.8),
        liquid: { height: 3.9, material: material('tea') },
      }),
    ],
    [0, 4.2, 2.4],
  );
};

const tall: Shape = (finish) => {
  const m = material(finish);
  return alone(
    [
      vessel(
        [
          [2.7, 0],
          [2.9, 0.4],
          [3.5, 1.3],
          [3.7, 4],
          [3.65, 7],
          [3.75, 9],
        ],
        m,
        { wall: 0.24, paint: glazed(m, 0.5, 9) },
      ),
    ],
    [0, 8.2, 2.6],
  );
};

const mug: Shape = (finish) => {
  const m = material(finish);
  const base = alone(
    [
      vessel(
        [
          [3.7, 0],
          [3.95, 0.4],
          [4.2, 1.6],
          [4.2, 5],
          [4.05, 8.8],
        ],
        m,
        {
          wall: 0.3,
          paint: glazed(m, 1.1, 8.8),
          liquid: { height: 7.6, material: { color: '#a9764a', gloss: 1 } },
        },
      ),
    ],
    [2, 7.6, 2.8],
  );
  return {
    ...base,
    things: base.things.map((t) => ({ ...t, tubes: [ear(4.1, 7.2, 4.15, 2.6, 2.7, 0.5, m)] })),
  };
};

const lidded: Shape = (finish) => {
  const m = material(finish);
  return alone(
    [
      vessel(
        [
          [2.4, 0],
          [2.6, 0.3],
          [4.4, 0.9],
          [5.4, 1.6],
        ],
        m,
        { wall: 0.25 },
      ),
      vessel(
        raised(
          [
            [1.9, 0],
            [2, 0.5],
            [3, 1.3],
            [4, 3.2],
            [4.9, 5.2],
          ],
          0.9,
        ),
        m,
        { wall: 0.16, paint: glazed(m, 1.1) },
      ),
      {
        profile: [
          [4.35, 5.9],
          [4.3, 6.1],
          [3.4, 7.1],
          [1.6, 7.7],
          [1.3, 7.75, 'sharp'],
          [1.4, 8.4],
          [1.5, 8.6],
          [1.2, 8.6, 'sharp'],
          [1.1, 8.3],
          [0, 8.3],
        ],
        material: m,
      },
    ],
    [0, 6, 3],
  );
};

const pair: Shape = (finish) => {
  const m = material(finish);
  return {
    things: [
      {
        x: -2.6,
        z: -0.6,
        lathes: [
          vessel(
            [
              [1.5, 0],
              [1.65, 0.3],
              [2, 1],
              [2, 6],
              [2.1, 7],
            ],
            m,
            { wall: 0.16, paint: glazed(m, 0.35) },
          ),
        ],
      },
      {
        x: 2.7,
        z: 1.4,
        lathes: [
          vessel(
            [
              [1.5, 0],
              [1.7, 0.4],
              [2.9, 1.6],
              [3.5, 3.8],
            ],
            m,
            { wall: 0.16, paint: glazed(m, 0.35), liquid: { height: 2.9, material: material('tea') } },
          ),
        ],
      },
    ],
    focus: [1.4, 3.6, 2],
  };
};

export const cups: Record<string, Shape> = {
  'morning-bowl': bowl,
  'stair-cup': stair,
  'tall-cup': tall,
  'quay-mug': mug,
  'lidded-bowl': lidded,
  'aroma-pair': pair,
};
