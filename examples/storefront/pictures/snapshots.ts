import type { Model } from './model.ts';
import type { Shot } from './scene.ts';
import { still } from './shots.ts';

const upright = { width: 1200, height: 1600, turn: -22, elevation: 27, fill: 0.74 };
const wide = { width: 1600, height: 1200, turn: 16, elevation: 22, fill: 0.88 };

/** What customers photographed at home, none of it as well as the shop does: `brand/photos/<name>.webp`. */
export const snapshots: Readonly<Record<string, { model: () => Model; shot: Shot }>> = {
  'glaze-by-day': {
    model: () => still([['harbour-teapot', 'celadon', 0, 0]]),
    shot: { ...upright, collection: 'office', window: true, turn: -38, fill: 0.8, shift: [0.05, 0.06] },
  },
  'glaze-by-lamp': {
    model: () =>
      still(
        [
          ['harbour-teapot', 'celadon', -3, 9],
          ['paper-lamp', 'paper-small', 7, -9],
        ],
        13,
      ),
    shot: { ...upright, collection: 'parlour', turn: 0, fill: 0.82 },
  },
  'slow-sunday': {
    model: () =>
      still([
        ['tea-cloth', 'indigo', -12, 5],
        ['harbour-teapot', 'celadon', 1, -3],
        ['quay-mug', 'ash', 14, 6],
      ]),
    shot: { ...wide, collection: 'kitchen', window: true, shift: [0.04, 0.03] },
  },
  counter: {
    model: () =>
      still([
        ['pressed-lid-tin', 'pewter-200g', -13, -7],
        ['harbour-teapot', 'tenmoku', 1, 0],
        ['tall-cup', 'tenmoku', 12, 8],
      ]),
    shot: { ...upright, collection: 'office', turn: 12, elevation: 34, fill: 0.86, shift: [0, 0.04] },
  },
  'tray-for-two': {
    model: () =>
      still([
        ['round-tray', 'walnut-24', 0, 0],
        ['two-cup-pot', 'celadon', -3.4, -2, 1],
        ['stair-cup', 'celadon', 4.8, -2.4, 1],
        ['stair-cup', 'ash', 3, 5.4, 1],
      ]),
    shot: { ...upright, collection: 'kitchen', window: true, elevation: 44, fill: 0.84 },
  },
  'tray-for-a-party': {
    model: () =>
      still([
        ['round-tray', 'walnut-32', 0, 0],
        ['harbour-teapot', 'ash', -3, -5, 1],
        ['stair-cup', 'persimmon', 9, -3, 1],
        ['stair-cup', 'ash', 6.5, 5, 1],
        ['stair-cup', 'indigo', -1, 8.6, 1],
        ['stair-cup', 'celadon', -8.6, 5.4, 1],
      ]),
    shot: { ...wide, collection: 'parlour', turn: -20, elevation: 38, fill: 0.92 },
  },
};
