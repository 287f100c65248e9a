import { cups } from './cups.ts';
import { kettles } from './kettles.ts';
import { light } from './light.ts';
import { table } from './table.ts';
import { teapots } from './teapots.ts';
import { tins } from './tins.ts';
import type { Finish, Prices, SourceProduct, Text } from './types.ts';

export type { Finish, SourceProduct, Text } from './types.ts';

/** What can be bought: one finish in one size. */
export interface SourceVariant {
  /** `<product>` where there is only one, else `<product>-<key>`. */
  id: string;
  /** `finish` or `finish-size`: the folder of its pictures. */
  key: string;
  finish: Finish;
  size?: Text;
  prices: Prices;
  sale?: Prices;
}

/** One of each collection in turn, so that the first page of the shop shows the breadth of it. */
const inTurn = (groups: SourceProduct[][]): SourceProduct[] =>
  Array.from({ length: Math.max(...groups.map((g) => g.length)) }, (_, i) =>
    groups.flatMap((group) => group[i] ?? []),
  ).flat();

export const products: SourceProduct[] = inTurn([teapots, cups, light, tins, kettles, table]);

export const variantsOf = (product: SourceProduct): SourceVariant[] => {
  const sizes = product.sizes ?? [{ id: '', name: undefined, prices: product.prices as Prices }];
  const single = product.finishes.length * sizes.length === 1;
  return product.finishes.flatMap((finish) =>
    sizes.map((size) => {
      const key = size.id ? `${finish}-${size.id}` : finish;
      return {
        id: single ? product.id : `${product.id}-${key}`,
        key,
        finish,
        ...(size.name && { size: size.name }),
        prices: size.prices,
        ...(product.sale?.[finish] && { sale: product.sale[finish] }),
      };
    }),
  );
};
