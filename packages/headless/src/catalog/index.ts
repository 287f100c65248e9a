export { canBuy, choicesOf, firstChoice, type Choice, type ChoiceValue } from './choices.ts';
export { createProduct, type ProductOptions, type ProductStore } from './product.ts';
export { createVariants, type Variants } from './variants.ts';
export type { Loaded, Phase } from '../loaded.ts';
