import type { Variant } from '@continuo/protocol';

export type OptionName = Variant['options'][number]['name'];

export interface ChoiceValue {
  value: string;
  /** What choosing it leads to: the variant with this value that has most of the other chosen ones. */
  variant: Variant;
  chosen: boolean;
}

export interface Choice {
  name: OptionName;
  values: ChoiceValue[];
}

/** Whether it can be bought now. */
export const canBuy = (variant: Variant): boolean =>
  variant.availability !== 'out_of_stock' && (variant.stock === undefined || variant.stock > 0);

const valueOf = (variant: Variant, name: OptionName) =>
  variant.options.find((option) => option.name === name)?.value;

/** The questions to ask, with the chosen variant's answers. An option with a single value is no question. */
export function choicesOf(variants: readonly Variant[], chosen: Variant): Choice[] {
  const names = [...new Set(variants.flatMap((variant) => variant.options.map((option) => option.name)))];
  return names
    .map((name) => {
      const values = [
        ...new Set(variants.map((variant) => valueOf(variant, name)).filter((v) => v !== undefined)),
      ];
      return {
        name,
        values: values.map((value) => ({
          value,
          variant: nearest(variants, chosen, name, value),
          chosen: valueOf(chosen, name) === value,
        })),
      };
    })
    .filter((choice) => choice.values.length > 1);
}

/** Among the variants with this value: the one that shares most other answers with the chosen one; then one that can be bought. */
function nearest(variants: readonly Variant[], chosen: Variant, name: OptionName, value: string): Variant {
  const score = (variant: Variant) =>
    2 * chosen.options.filter((o) => o.name !== name && valueOf(variant, o.name) === o.value).length +
    (canBuy(variant) ? 1 : 0);
  return variants
    .filter((variant) => valueOf(variant, name) === value)
    .reduce((best, variant) => (score(variant) > score(best) ? variant : best));
}

/** The variant to begin with: the one asked for, else the first that can be bought, else the first. */
export const firstChoice = (
  variants: readonly Variant[],
  variantId: string | undefined,
): Variant | undefined =>
  variants.find((variant) => variant.id === variantId) ?? variants.find(canBuy) ?? variants[0];
