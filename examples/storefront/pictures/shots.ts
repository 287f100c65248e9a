import type { Model, Thing, Lathe, Tube, Slab } from './model.ts';
import type { Shot } from './scene.ts';
import { raised } from './shapes/parts.ts';
import { shapes } from './shapes/index.ts';

/** The pictures of one product: size in user units, and how the camera stands. */
export const VIEWS: Readonly<Record<string, Omit<Shot, 'collection'>>> = {
  front: { width: 1200, height: 1500, turn: 0, elevation: 13, fill: 0.78 },
  turned: { width: 1200, height: 1500, turn: 30, elevation: 24, fill: 0.76, window: true },
  above: { width: 1200, height: 1500, turn: -24, elevation: 48, fill: 0.78 },
  close: { width: 1200, height: 1500, turn: 18, elevation: 26, fill: 0.78, near: 1.75 },
};

const lifted = (thing: Thing, x: number, z: number, y: number): Thing => ({
  x: thing.x + x,
  z: thing.z + z,
  on: y,
  lathes: (thing.lathes ?? []).map((l) => liftLathe(l, y)),
  tubes: (thing.tubes ?? []).map((t): Tube => ({
    ...t,
    path: t.path.map(([px, py, pz]) => [px, py + y, pz] as const),
  })),
  slabs: (thing.slabs ?? []).map((s): Slab => ({ ...s, y: s.y + y })),
});
const liftLathe = (lathe: Lathe, y: number): Lathe => {
  const { paint, hollow } = lathe;
  return {
    ...lathe,
    profile: raised(lathe.profile, y),
    ...(paint && { paint: (h: number, r: number) => paint(h - y, r) }),
    ...(hollow && {
      hollow: {
        ...hollow,
        profile: raised(hollow.profile, y),
        ...(hollow.liquid && { liquid: { ...hollow.liquid, height: hollow.liquid.height + y } }),
        ...(hollow.contents && { contents: hollow.contents.map((c) => liftLathe(c, y)) }),
      },
    }),
  };
};

/** product, finish[-size], place from the left, place towards the reader, height of what it stands on. */
type Placed = readonly [product: string, variant: string, x: number, z: number, y?: number];

/** Several products on one table. */
export const still = (placed: readonly Placed[], lamp?: number): Model => ({
  things: placed.flatMap(([product, variant, x, z, y]) =>
    modelOf(product, variant).things.map((t) => lifted(t, x, z, y ?? 0)),
  ),
  focus: [0, 0, 0],
  ...(lamp !== undefined && { lamp }),
});

/** The model of a product; `variant` is `finish` or `finish-size`. Unknown products throw: the caller checks. */
export const modelOf = (product: string, variant: string): Model => {
  const shape = shapes[product];
  if (!shape) throw new Error(`no shape for ${product}`);
  const clay = /^(red|black)-clay$/.test(variant);
  const cut = clay ? -1 : variant.indexOf('-');
  return cut < 0 ? shape(variant) : shape(variant.slice(0, cut), variant.slice(cut + 1));
};

const wide = { width: 1600, height: 1000, turn: 0, elevation: 15, fill: 0.8, window: true };
const card = { width: 1200, height: 1200, turn: 0, elevation: 16, fill: 0.8 };

/** Pictures of several things: `/pictures/scenes/<name>-<width>.webp`. */
export const scenes: Readonly<Record<string, { model: () => Model; shot: Shot }>> = {
  hero: {
    model: () =>
      still([
        ['long-board', 'walnut', 2, 3],
        ['harbour-teapot', 'celadon', -5, 3, 2.4],
        ['stair-cup', 'celadon', 8.5, 0.5, 2.4],
        ['stair-cup', 'ash', 14.5, 4.6, 2.4],
        ['reed-vase', 'fog', -31, -8],
        ['pressed-lid-tin', 'brass-200g', 27.5, -7],
        ['pressed-lid-tin', 'copper-100g', 36, -3],
        ['morning-bowl', 'moss', -24, 6],
      ]),
    shot: {
      ...wide,
      width: 2400,
      height: 1300,
      collection: 'teapots',
      elevation: 17,
      fill: 0.7,
      shift: [0.06, 0.1],
    },
  },
  'hero-tall': {
    model: () =>
      still([
        ['round-tray', 'walnut-32', 0, 0],
        ['harbour-teapot', 'celadon', -2.5, -3, 1],
        ['stair-cup', 'celadon', 8.6, 2, 1],
        ['stair-cup', 'ash', 2.2, 8.4, 1],
        ['reed-vase', 'fog', 14.5, -17],
      ]),
    shot: {
      width: 1200,
      height: 1300,
      turn: 0,
      elevation: 24,
      fill: 0.86,
      window: true,
      collection: 'teapots',
      shift: [0, 0.12],
    },
  },
  'collection-teapots': {
    model: () =>
      still([
        ['side-handle-pot', 'red-clay', -7, 3],
        ['harbour-teapot', 'ash', 6, -5],
      ]),
    shot: { ...card, collection: 'teapots' },
  },
  'collection-cups': {
    model: () =>
      still([
        ['tall-cup', 'tenmoku', -7, -3],
        ['quay-mug', 'indigo', 2.5, -4],
        ['stair-cup', 'persimmon', -2.5, 6],
        ['morning-bowl', 'ash', 9.6, 5],
      ]),
    shot: { ...card, collection: 'cups' },
  },
  'collection-kettles': {
    model: () =>
      still([
        ['kitchen-kettle', 'ash', 6, -6],
        ['swan-kettle', 'brass', -7, 6],
      ]),
    shot: { ...card, collection: 'kettles' },
  },
  'collection-tins': {
    model: () =>
      still([
        ['pressed-lid-tin', 'copper-200g', -6, -3],
        ['wood-lid-canister', 'indigo-low', 3.5, -4],
        ['pressed-lid-tin', 'brass-100g', -1, 6],
        ['rain-jar', 'celadon', 12, 2],
      ]),
    shot: { ...card, collection: 'tins' },
  },
  'collection-table': {
    model: () =>
      still([
        ['round-tray', 'oak-32', 0, 0],
        ['sharing-jug', 'celadon', -4, -2, 1],
        ['stair-cup', 'ash', 6.5, 1.5, 1],
        ['reed-vase', 'moss', 13, -14],
      ]),
    shot: { ...card, collection: 'table', elevation: 22 },
  },
  'collection-light': {
    model: () =>
      still(
        [
          ['paper-lamp', 'paper-small', 5, -6],
          ['candle-stand', 'brass', -8, 6],
        ],
        13,
      ),
    shot: { ...card, collection: 'light', shift: [0, 0.02] },
  },
  'location-hk-ladder-street': {
    model: () =>
      still([
        ['rain-jar', 'tenmoku', -20, -4],
        ['rain-jar', 'celadon', -8, -6],
        ['harbour-teapot', 'tenmoku', 6, 0],
        ['pressed-lid-tin', 'brass-100g', 19, -4],
        ['pressed-lid-tin', 'pewter-200g', 28, -4],
        ['stair-cup', 'persimmon', 16, 8],
        ['stair-cup', 'ash', -14, 9],
      ]),
    shot: { ...wide, collection: 'tins' },
  },
  'location-hk-typhoon-shelter': {
    model: () =>
      still([
        ['kitchen-kettle', 'persimmon', -20, -3],
        ['quay-mug', 'ash', -5, 4],
        ['quay-mug', 'indigo', 6, 0],
        ['wood-lid-canister', 'fog-tall', 18, -5],
        ['wood-lid-canister', 'indigo-low', 28, -2],
        ['tall-cup', 'celadon', 17, 8],
      ]),
    shot: { ...wide, collection: 'kettles' },
  },
  'location-kyoto-canal': {
    model: () =>
      still([
        ['reed-vase', 'tenmoku', -22, -4],
        ['round-tray', 'walnut-24', 2, 2],
        ['side-handle-pot', 'black-clay', -2, 0, 1],
        ['morning-bowl', 'ash', 23, -2],
        ['stair-cup', 'indigo', 9.5, 5, 1],
      ]),
    shot: { ...wide, collection: 'table', elevation: 20 },
  },
};
