import type { Model } from '../model.ts';

/** Draws a product in a finish, such as `celadon`, and a size where it comes in sizes. */
export type Shape = (finish: string, size?: string) => Model;
