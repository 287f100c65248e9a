import { cups } from './cups.ts';
import { home } from './home.ts';
import { kettles } from './kettles.ts';
import type { Shape } from './shape.ts';
import { table } from './table.ts';
import { teapots } from './teapots.ts';
import { tins } from './tins.ts';

/** How to draw each product of the demo brand, by its id. */
export const shapes: Readonly<Record<string, Shape>> = {
  ...teapots,
  ...cups,
  ...kettles,
  ...tins,
  ...table,
  ...home,
};
