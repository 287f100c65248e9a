import { ContinuoAddToCartElement } from '../cart/add-to-cart/add-to-cart.ts';
import { define } from '../internal/define.ts';

define(ContinuoAddToCartElement);
